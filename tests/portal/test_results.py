"""What a project's page says of its results: its own, others only by name, and what is overdue."""

from __future__ import annotations

import pytest

from portal import reads, steps
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words


@pytest.fixture
def used(world: Content) -> Content:
    """The world's project, for which the evaluation of an earlier one was used."""
    world.add("projects", "earlier", number="earlier", title="上一年的服务")
    world.add(
        "evaluations", "earlier", project="earlier", title="上一年的评估",
        published="2026-01-20", evaluated="2026-01-15", used_in=["projects/project"],
    )  # fmt: skip
    return world


def test_another_project_s_evaluation_is_no_document_of_a_step(
    used: Content, make_app: MakeApp
) -> None:
    with make_app().app_context():
        project = reads.record("projects", "project")
        assert project
        assert steps.steps(project)[7].documents == ()


def test_another_project_s_evaluation_is_listed_with_the_project_that_it_is_of(
    used: Content, make_app: MakeApp
) -> None:
    said = words(page(make_app(), "/projects/project/"))
    assert "上一年的评估 2026年1月20日 属于「上一年的服务」，提到了本项目" in said


def test_page_and_list_say_the_same_step_and_the_page_also_what_is_overdue(
    world: Content, make_app: MakeApp
) -> None:
    world.add("policies", "nm-zgh-2021")
    world.add("projects", "project", policies=["nm-zgh-2021"])
    world.add("contracts", "contract", ends="2026-12-31")
    app = make_app("2027-06-30")
    lead = page(app, "/projects/project/").xpath("//section/p[@class='lead']")[0]
    listed = page(app, "/projects/").xpath("//td[@data-label='状态']")[0]

    assert words(lead) == "目前到第 8 步：履行合同 已完成 逾期未公开"
    assert words(listed) == "履行合同：已完成"
