"""Which rules bind a record, and what becomes of their findings: the clause sheet."""

from __future__ import annotations

from typing import Any

import pytest

from portal.rules.outcome import Outcome
from portal.rules.table import (
    FORMS,
    INTENT,
    LAW,
    RULES,
    UNION,
    WUHAN,
)
from tests.factories import TODAY, Content
from tests.portal.rules.cases import build
from tests.portal.rules.judging import Bench


def rules_of(*policies: str) -> set[str]:
    return {one.id for one in RULES if one.policy in policies and one.subject == "projects"}


@pytest.mark.parametrize(
    ("certainty", "outcome"),
    [
        ("已核对全文", Outcome.FAILED),
        ("据二手资料", Outcome.NOTICE),
        ("未核对", Outcome.NOTICE),
    ],
)
def test_a_text_that_nobody_read_in_full_fails_nobody(
    bench: Bench, world: Content, certainty: str, outcome: Outcome
) -> None:
    world.add("policies", INTENT, certainty=certainty)
    build(world, {"announcements": {"published": "2026-01-20"}})

    with bench.opened(world, TODAY):
        assert bench.verdict("D-19").outcome is outcome


def test_a_project_is_bound_by_its_own_sets_and_by_those_the_site_adopts(
    bench: Bench, world: Content
) -> None:
    world.site(adopted=[{"policy": FORMS}, {"policy": LAW, "funds": ["财政资金"]}])
    for id in (UNION, FORMS, LAW):
        world.add("policies", id)
    world.add("projects", "project", policies=[UNION])

    with bench.opened(world, TODAY):
        assert bench.sheet().keys() == rules_of(UNION, FORMS)


def test_a_set_whose_text_is_not_published_here_binds_nobody(bench: Bench, world: Content) -> None:
    with bench.opened(world, TODAY):
        assert bench.sheet() == {}


ANEW = {"announcements": {"published": "2026-04-02"}}
SINGLE = {"single-sources": {"published": "2026-04-02", "until": "2026-04-10"}}
LOT = "announcements/announcement"
PUBLIC = {"published": "2026-04-01", "until": "2026-04-09"}


@pytest.mark.parametrize(
    ("taken_up", "terminated", "outcome"),
    [
        ({}, [{"terminated": "2026-04-01"}], Outcome.NOT_APPLICABLE),
        (ANEW, [{"terminated": "2026-04-01"}], Outcome.NOTICE),
        (SINGLE, [{"terminated": "2026-04-01"}], Outcome.NOTICE),
        (
            ANEW,
            [{"terminated": "2026-04-01"}, {"terminated": "2026-04-03"}],
            Outcome.NOT_APPLICABLE,
        ),
        (ANEW, [{"terminated": "2026-04-01"}, {"terminated": "2026-06-30"}], Outcome.NOTICE),
        (ANEW, [{"terminated": "2026-04-03", "ends": LOT}], Outcome.NOTICE),
        (ANEW, [{"terminated": "2026-04-03", "ends": "projects/project"}], Outcome.NOT_APPLICABLE),
    ],
)
def test_a_project_that_goes_on_after_its_end_owes_what_falls_due(
    bench: Bench,
    world: Content,
    taken_up: dict[str, Any],
    terminated: list[dict[str, str]],
    outcome: Outcome,
) -> None:
    """A contract ends on the last of March: the final evaluation is due on the 29th of June."""
    world.add("policies", WUHAN)
    build(
        world,
        {
            "projects": {"policies": [WUHAN]},
            "contracts": {"published": "2026-03-16", "ends": "2026-03-31"},
            "terminations": terminated,
            **taken_up,
        },
    )

    with bench.opened(world, TODAY):
        assert bench.sheet()["G-02"].verdict.outcome is outcome


@pytest.mark.parametrize(
    ("terminated", "contract_due"),
    [("2026-05-15", Outcome.NOT_APPLICABLE), ("2026-05-16", Outcome.FAILED)],
)
def test_a_terminated_project_owes_nothing_that_was_not_due(
    bench: Bench, world: Content, terminated: str, contract_due: Outcome
) -> None:
    """The contract was due on the 13th of May, and public two working days later."""
    world.add("policies", LAW)
    build(
        world,
        {
            "projects": {"policies": [LAW]},
            "publicity": {**PUBLIC, "notified": "2026-04-13"},
            "terminations": {"terminated": terminated},
        },
    )

    with bench.opened(world, TODAY):
        found = {id: one.verdict for id, one in bench.sheet().items()}

    assert found["E-07"].outcome is contract_due
    assert found["E-09"].outcome is Outcome.NOT_APPLICABLE
    assert not any(one.owed for one in found.values())


def test_a_finding_on_one_of_several_contracts_names_it_and_its_days(
    bench: Bench, world: Content
) -> None:
    second = {"published": "2026-04-20", "signed": "2026-04-08", "supplier": "supplier-2"}
    later = {"supplier": "supplier-2", "published": "2026-04-01", "until": "2026-04-09"}
    build(world, {"suppliers": [{}, {}], "publicity": [{}, later], "contracts": [{}, second]})

    with bench.opened(world, TODAY):
        found = bench.verdict("D-15")

    assert found.reason == "合同 contract-2：签订时公示期未满"
    assert [f"{one.label}：{one.value}" for one in found.evidence] == [
        "公示截止（合同 contract-2）：2026年4月9日",
        "签订日期（合同 contract-2）：2026年4月8日",
    ]


def test_every_finding_shows_what_it_rests_on(bench: Bench, world: Content) -> None:
    """Where something was found at all, a record and a value stand behind it."""
    sets = sorted({rule.policy for rule in RULES})
    for id in sets:
        world.add("policies", id)
    build(
        world,
        {
            "projects": {"policies": sets},
            "announcements": {},
            "reviews": {},
            "publicity": {},
            "contracts": {},
            "acceptances": {},
            "evaluations": {"stage": "末期评估"},
        },
    )

    with bench.opened(world, TODAY):
        found = {id: one.verdict for id, one in bench.sheet().items()}

    judged = (Outcome.PASSED, Outcome.FAILED, Outcome.NOTICE, Outcome.UNKNOWN)
    assert [id for id, one in found.items() if one.outcome in judged and not one.evidence] == []


@pytest.mark.parametrize("rule", ["G-02", "G-12"])
def test_each_deadline_rests_on_what_sets_the_end(bench: Bench, world: Content, rule: str) -> None:
    build(
        world,
        {
            "contracts": [{"ends": "2026-06-30"}, {"ends": "2026-12-31"}],
            "amendments": {"kind": "续签", "ends": "2027-06-30"},
        },
    )

    with bench.opened(world, TODAY):
        evidence = bench.verdict(rule).evidence

    assert [(one.record.key, one.value) for one in evidence] == [
        ("amendments/amendment", "2027年6月30日"),
        ("contracts/contract-2", "2026年12月31日"),
    ]
