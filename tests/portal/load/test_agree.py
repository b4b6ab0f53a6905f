"""Records that name each other are of one purchase, and a contract ends when its amendments say."""

from __future__ import annotations

from typing import Any

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import Content, code
from tests.portal.faults import fault, line_of


@pytest.fixture
def two(world: Content) -> Content:
    """Two projects, each with a contract and an evaluation; the first has two contractors."""
    world.add("suppliers", "second", uscc=code("MC000009"))
    world.add("projects", "other", number="JS-2")
    world.add("contracts", "contract")
    world.add("contracts", "beside", number="HT-2", supplier="second")
    world.add("contracts", "elsewhere", number="HT-3", project="other")
    world.add("evaluations", "evaluation")
    world.add("evaluations", "elsewhere", project="other")
    return world


@pytest.mark.parametrize(
    ("section", "field", "target"),
    [
        ("payments", "contract", "contracts/elsewhere"),
        ("payments", "evaluation", "evaluations/elsewhere"),
        ("amendments", "contract", "contracts/elsewhere"),
        ("acceptances", "contract", "contracts/elsewhere"),
        ("objections", "about", "contracts/elsewhere"),
        ("objections", "about", "projects/other"),
        ("terminations", "ends", "contracts/elsewhere"),
        ("corrections", "corrects", "contracts/elsewhere"),
    ],
)
def test_a_record_of_another_project_is_told_with_both(
    two: Content, section: str, field: str, target: str
) -> None:
    written = target if field in ("about", "ends", "corrects") else target.partition("/")[2]
    path = two.add(section, "x", **{field: written})
    assert fault(two) == Problem(
        path,
        line_of(two, path, f'"{field}"'),
        field,
        f"{target} 属于购买项目 other，这条记录写的项目是 project",
        f"核对 {field} 和 project，改正写错的一处",
    )


def test_what_belongs_to_no_project_may_be_objected_to_and_corrected(two: Content) -> None:
    two.add("notices", "one")
    two.add("objections", "o", about="notices/one")
    two.add("corrections", "c", corrects="notices/one")
    two.add("evaluations", "used", used_in=["projects/other"])
    load(two.folder)


def test_one_contractor_s_contract_is_not_paid_to_another_one(two: Content) -> None:
    path = two.add("payments", "p", supplier="second")
    assert fault(two) == Problem(
        path,
        line_of(two, path, '"contract"'),
        "contract",
        "contracts/contract 的承接主体是 supplier，这条记录写的是 second",
        "核对 contract 和 supplier；分包、转包以后的，先公开合同变更",
    )
    # An evaluation of the whole project can name but one of them.
    two.add("payments", "p", supplier="second", contract="beside", evaluation="evaluation")
    load(two.folder)


@pytest.mark.parametrize("kind", ["分包", "转包"])
def test_work_that_was_handed_on_may_be_paid_to_another_contractor(two: Content, kind: str) -> None:
    two.add("amendments", "a", kind=kind)
    two.add("payments", "p", supplier="second")
    load(two.folder)


def test_a_member_of_a_consortium_without_a_contract_may_be_paid(two: Content) -> None:
    two.add("suppliers", "member", uscc=code("MC000010"))
    two.add("payments", "p", supplier="member")
    two.add("acceptances", "a", supplier="member")
    load(two.folder)


def test_a_correction_names_the_project_of_what_it_corrects_if_there_is_one(world: Content) -> None:
    world.add("notices", "one")
    world.add("corrections", "free", corrects="notices/one", project=None)
    load(world.folder)
    for corrected in ("projects/project", "announcements/a"):
        world.add("announcements", "a")
        path = world.add("corrections", "c", corrects=corrected, project=None)
        problem = fault(world)
        assert (problem.path, problem.field) == (path, "project")
        assert problem.remedy == "补上一行「project: project」"


@pytest.mark.parametrize("kind", ["续签", "解除"])
def test_a_contract_that_is_renewed_or_ended_says_until_when(two: Content, kind: str) -> None:
    two.add("amendments", "other", kind="变更")
    path = two.add("amendments", "a", kind=kind)
    assert fault(two) == Problem(
        path,
        line_of(two, path, '"kind"'),
        "ends",
        f"合同{kind}，没有写明服务到哪一天结束",
        "补上一行「ends: …」，写变更后服务的最后一天",
    )


def test_a_contract_does_not_end_before_it_starts(two: Content) -> None:
    at_once: dict[str, Any] = {"kind": "解除", "signed": "2026-03-13"}
    two.add("amendments", "a", ends="2026-03-15", **at_once)
    load(two.folder)
    path = two.add("amendments", "a", ends="2026-03-14", **at_once)
    assert fault(two) == Problem(
        path,
        line_of(two, path, '"ends"'),
        "ends",
        "变更后服务结束 2026-03-14 早于合同的服务开始 2026-03-15",
        "核对 ends；还没有开始服务就解除的，写合同的服务开始日期",
    )
