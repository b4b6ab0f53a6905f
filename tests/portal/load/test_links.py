from __future__ import annotations

from typing import Any

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import DEFAULTS, Content
from tests.portal.faults import fault, faults, line_of

FIRST = "先建立那条记录，或改正编号"
ROW = "写其中一个：1（一）"


@pytest.mark.parametrize(
    ("section", "changes", "written", "told"),
    [
        (
            "contracts",
            {"project": "projetc"},
            "projetc",
            ("project", "购买项目里没有编号为 projetc 的记录", "是不是 project？"),
        ),
        (
            "contracts",
            {"supplier": "zzz"},
            "zzz",
            ("supplier", "承接主体里没有编号为 zzz 的记录", FIRST),
        ),
        (
            "contracts",
            {"supplier": "purchaser"},
            '"purchaser"',
            ("supplier", "承接主体里没有编号为 purchaser 的记录", FIRST),
        ),
        (
            "projects",
            {"number": "2", "purchasers": ["purchaser", "zzz"]},
            "zzz",
            ("purchasers[2]", "购买主体里没有编号为 zzz 的记录", FIRST),
        ),
        (
            "projects",
            {"number": "2", "item": "catalogue#a11"},
            "#a11",
            ("item", "指导性目录 catalogue 里没有编号为 a11 的一行", "是不是 a1？"),
        ),
        (
            "projects",
            {"number": "2", "plan": "zzz#01"},
            "zzz",
            ("plan", "年度购买计划里没有编号为 zzz 的记录", FIRST),
        ),
        (
            "reviews",
            {"candidates": [{"supplier": "zzz", "score": "90", "rank": "1"}]},
            "zzz",
            ("candidates[1].supplier", "承接主体里没有编号为 zzz 的记录", FIRST),
        ),
        (
            "schemes",
            {"clause": "policy#9"},
            "#9",
            ("clause", "政策依据 policy 里没有编号为 9 的一行", ROW),
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(
    world: Content, section: str, changes: dict[str, Any], written: str, told: tuple[str, str, str]
) -> None:
    path = world.add(section, "new", **changes)
    assert fault(world) == Problem(path, line_of(world, path, written), *told)


def test_references_to_a_record_with_faults_of_its_own_are_not_told_as_well(
    world: Content,
) -> None:
    path = world.add("suppliers", "supplier", kind="x")
    world.add("contracts", "contract")
    assert [problem.path for problem in faults(world)] == [path]


def test_every_reference_is_kept_as_a_link(world: Content) -> None:
    world.add(
        "reviews",
        "review",
        candidates=[{**DEFAULTS["reviews"]["candidates"][0], "rank": rank} for rank in "12"],
    )
    links = {(one.source, one.field, one.target, one.code) for one in load(world.folder).links}
    assert {link for link in links if link[0] == "reviews/review"} == {
        ("reviews/review", "project", "projects/project", ""),
        ("reviews/review", "candidates[1].supplier", "suppliers/supplier", ""),
        ("reviews/review", "candidates[2].supplier", "suppliers/supplier", ""),
        ("reviews/review", "chosen", "suppliers/supplier", ""),
    }
    assert ("plans/plan", "lines[1].item", "catalogues/catalogue", "a1") in links
    assert ("projects/project", "purchasers[1]", "purchasers/purchaser", "") in links


def test_references_of_a_record_with_other_faults_are_judged_in_the_same_run(
    world: Content,
) -> None:
    path = world.add("contracts", "c1", signed="2026-02-30", supplier="zzz")
    assert {(one.path, one.field) for one in faults(world)} == {
        (path, "signed"),
        (path, "supplier"),
    }


def test_a_reference_to_a_record_with_faults_is_not_judged(world: Content) -> None:
    world.add("suppliers", "s2", grade="9A", uscc=DEFAULTS["agencies"]["uscc"])
    world.add("contracts", "c1", supplier="s2", signed="2026-02-30")
    assert {(one.path, one.field) for one in faults(world)} == {
        ("suppliers/s2.md", "grade"),
        ("contracts/c1.md", "signed"),
    }


def test_a_title_in_place_of_an_id_is_told_with_the_id(world: Content) -> None:
    path = world.add("contracts", "c1", supplier="suppliers supplier")
    line = line_of(world, path, "suppliers supplier")
    assert fault(world) == Problem(
        path, line, "supplier", "写的是标题，这里要写编号", "写成 supplier"
    )


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("困难帮扶", "写成 scheme#help 或 scheme2#bf"),
        ("scheme2#困难帮扶", "是不是 bf？"),
        ("scheme2#999", "写其中一个：bf（困难帮扶）、xl（心理疏导）"),
    ],
)
def test_a_row_that_is_named_by_its_title_is_told_with_its_code(
    world: Content, written: str, remedy: str
) -> None:
    world.add("schemes", "scheme", categories=[{"code": "help", "title": "困难帮扶"}])
    two = [{"code": "bf", "title": "困难帮扶"}, {"code": "xl", "title": "心理疏导"}]
    world.add("schemes", "scheme2", categories=two)
    world.add("projects", "project", category=written)
    assert remedy in {one.remedy for one in faults(world)}
