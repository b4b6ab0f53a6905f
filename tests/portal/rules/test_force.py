"""A policy binds what was begun while it was in force, and what it wants at intervals until its end."""

from __future__ import annotations

from typing import Any

import pytest

from portal.deadlines import of_halves
from portal.load import load
from portal.omissions import notes
from portal.oversight.halves import halves
from portal.oversight.sheets import clause_sheet
from portal.rules.outcome import Outcome
from portal.rules.sheet import sheet
from portal.rules.table import BEIJING, KUNMING, STATE, UNION, WUHAN
from portal.settings import parse_date
from tests.factories import TODAY, Content
from tests.portal.oversight.reading import named
from tests.portal.rules.cases import build
from tests.portal.rules.judging import Bench

BEGAN = "2026-03-02"


@pytest.mark.parametrize(
    ("days", "bound"),
    [
        ({"until": "2026-03-02"}, True),
        ({"until": "2026-03-01"}, False),
        ({"repealed": "2026-03-03"}, True),
        ({"repealed": "2026-03-02"}, False),
        ({"until": "2026-12-31", "repealed": "2026-03-02"}, False),
        ({"effective": "2026-03-02"}, True),
        ({"effective": "2026-03-03"}, False),
    ],
)
def test_a_project_is_judged_by_what_was_in_force_when_it_began(
    bench: Bench, world: Content, days: dict[str, str], *, bound: bool
) -> None:
    world.site(adopted=[{"policy": WUHAN}])
    for id in (UNION, WUHAN):
        world.add("policies", id, **days)
    world.add("projects", "project", published=BEGAN, policies=[UNION])

    with bench.opened(world, TODAY):
        assert bool(bench.sheet()) is bound
        told = clause_sheet("projects", "project")
        assert told is not None
        assert [one.policy.id for one in told.lapsed] == ([] if bound else [UNION])


@pytest.mark.parametrize(
    "step",
    [
        {"announcements": {"published": "2026-03-01"}},
        {"single-sources": {"published": "2026-03-01", "until": "2026-03-09"}},
        {"reviews": {"held": "2026-03-01", "decided": "2026-03-01"}},
        {"publicity": {"published": "2026-03-01"}},
        {"contracts": {"signed": "2026-03-01"}},
    ],
)
def test_a_purchase_began_with_its_first_step_however_late_its_record_is(
    bench: Bench, world: Content, step: dict[str, Any]
) -> None:
    world.add("policies", UNION, until="2026-03-01")
    build(world, {"projects": {"published": BEGAN, "policies": [UNION]}, **step})

    with bench.opened(world, TODAY):
        assert bench.sheet()


def test_the_page_says_why_a_policy_is_left_aside(bench: Bench, world: Content) -> None:
    world.add("policies", UNION, repealed="2026-03-01")
    world.add("policies", WUHAN, effective="2026-06-01")
    world.add("projects", "project", published=BEGAN, policies=[UNION, WUHAN])

    with bench.opened(world, TODAY):
        told = clause_sheet("projects", "project")
        assert told is not None
        assert [one.reason for one in told.lapsed] == [
            "这份文件的最后一天是 2026-02-28，本项目 2026-03-02 才开始，不据以核对",
            "这份文件 2026-06-01 起施行，本项目 2026-03-02 已经开始，不据以核对",
        ]


def test_the_webmaster_is_told_too(world: Content) -> None:
    world.add("policies", UNION, until="2026-02-28")
    world.add("policies", WUHAN, until="2026-03-01")
    world.add("projects", "project", published=BEGAN, policies=[UNION, WUHAN, "policy"])
    world.add("announcements", "announcement", published="2026-03-01")

    told = [one for one in notes(load(world.folder), parse_date(TODAY)) if "适用政策" in one]

    said = (
        "提示：适用政策（policies）里的 nm-zgh-2021，在这些项目开始那天不在施行期内，不据以核对："
        "projects/project.md。"
    )
    assert told == [said]


@pytest.mark.parametrize(
    ("until", "owed"),
    [
        ({}, ["2025 年下半年统计", "2026 年上半年统计"]),
        ({"until": "2026-06-29"}, ["2025 年下半年统计"]),
        ({"repealed": "2025-12-31"}, []),
    ],
)
def test_half_years_are_owed_whose_last_day_is_in_the_time_of_the_policy(
    bench: Bench, world: Content, until: dict[str, str], owed: list[str]
) -> None:
    world.add("policies", UNION, **until)
    world.add("purchasers", "purchaser", published="2025-07-01")
    world.add("projects", "project", published="2025-08-01", policies=[UNION])

    with bench.opened(world, TODAY):
        (found,) = [one for one in sheet("purchasers", "purchaser") if one.rule.id == "H-01"]
        assert [one.what for one in found.verdict.owed] == owed
        assert [one.title.removesuffix("报送截止") for one in of_halves()] == owed
        rows = named(halves(), "halves").rows
        assert [row.cells[1].text for row in rows] == [one.removesuffix("统计") for one in owed[:1]]


def test_a_purchaser_that_came_after_the_policy_is_not_asked(bench: Bench, world: Content) -> None:
    world.site(adopted=[{"policy": UNION}])
    world.add("policies", UNION, until="2025-12-31")
    world.add("purchasers", "purchaser", published="2026-01-01")

    with bench.opened(world, TODAY):
        assert sheet("purchasers", "purchaser") == []


@pytest.mark.parametrize(
    ("policy", "kind", "rule"), [(BEIJING, "地方工会", "H-02"), (KUNMING, "群团组织", "F-13")]
)
@pytest.mark.parametrize(
    ("until", "outcome"), [("2025-12-31", Outcome.UNKNOWN), ("2025-06-29", Outcome.NOT_YET)]
)
def test_meetings_and_accounts_are_wanted_until_the_end(
    bench: Bench, world: Content, *, policy: str, kind: str, rule: str, until: str, outcome: Outcome
) -> None:
    world.add("policies", policy, until=until)
    world.add("purchasers", "purchaser", kind=kind, published="2025-01-02")
    world.add("projects", "project", published="2025-01-02", policies=[policy])

    with bench.opened(world, TODAY):
        found = {one.rule.id: one.verdict.outcome for one in sheet("purchasers", "purchaser")}
        assert found == {rule: outcome}


@pytest.mark.parametrize(
    ("until", "outcome"), [("2025-12-31", Outcome.UNKNOWN), ("2025-12-30", Outcome.NOT_YET)]
)
def test_audits_are_wanted_until_the_end(
    bench: Bench, world: Content, until: str, outcome: Outcome
) -> None:
    world.add("policies", STATE, until=until)
    world.add("projects", "project", published="2025-01-02", policies=[STATE])
    world.add("contracts", "contract", signed="2025-03-12")

    with bench.opened(world, TODAY):
        (found,) = sheet("suppliers", "supplier")
        assert found.verdict.outcome is outcome


@pytest.mark.parametrize(("until", "owed"), [("2026-12-30", []), ("2026-12-31", ["名录"])])
def test_the_next_list_is_owed_while_the_policy_lasts(
    bench: Bench, world: Content, until: str, owed: list[str]
) -> None:
    world.add("policies", WUHAN, until=until)
    world.add("rosters", "roster", kind="社会组织名录", year="2025", issued="2025-12-01")

    with bench.opened(world, TODAY):
        (found,) = [one for one in sheet("rosters", "roster") if one.rule.id == "B-15"]
        assert [one.what[-2:] for one in found.verdict.owed] == owed


@pytest.mark.parametrize(("until", "judged"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_catalogue_is_judged_by_what_was_in_force_when_it_took_effect(
    bench: Bench, world: Content, until: str, *, judged: bool
) -> None:
    world.add("policies", STATE, until=until)

    with bench.opened(world, TODAY):
        assert bool(sheet("catalogues", "catalogue")) is judged
