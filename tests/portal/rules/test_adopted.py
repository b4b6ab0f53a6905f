"""Whom a clause binds, and from which amount on: the sets of a project and of a purchaser."""

from __future__ import annotations

import pytest

from portal.rules.outcome import Outcome
from portal.rules.sheet import sheet
from portal.rules.table import BEIJING, KUNMING, LAW, OPENNESS, REGULATION, UNION
from tests.factories import TODAY, Content
from tests.portal.rules.cases import build
from tests.portal.rules.judging import Bench


@pytest.mark.parametrize(
    ("policy", "kind", "judged"),
    [
        (UNION, "地方工会", {"H-01", "H-05"}),
        (UNION, "行政机关", set()),
        (BEIJING, "基层工会", {"H-02"}),
        (BEIJING, "群团组织", set()),
        (KUNMING, "群团组织", {"F-13"}),
        (KUNMING, "行政机关", set()),
    ],
)
def test_a_purchaser_is_judged_by_what_it_buys_by_and_by_clauses_on_its_kind(
    bench: Bench, world: Content, policy: str, kind: str, judged: set[str]
) -> None:
    for id in (UNION, BEIJING, KUNMING):
        world.add("policies", id)
    world.add("purchasers", "purchaser", kind=kind)
    world.add("projects", "project", policies=[policy])

    with bench.opened(world, TODAY):
        assert {one.rule.id for one in sheet("purchasers", "purchaser")} == judged


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        (["行政机关"], Outcome.FAILED),
        (["地方工会", "行政机关"], Outcome.FAILED),
        (["地方工会"], Outcome.NOTICE),
    ],
)
def test_a_clause_on_other_bodies_gives_a_notice_on_a_project(
    bench: Bench, world: Content, kinds: list[str], outcome: Outcome
) -> None:
    world.add("policies", OPENNESS)
    late = {"evaluated": "2026-06-01", "published": "2026-07-01"}
    buyers = ["purchaser", "purchaser-2"][: len(kinds)]
    build(
        world,
        {
            "purchasers": [{"kind": kind} for kind in kinds],
            "projects": {"policies": [OPENNESS], "purchasers": buyers},
            "evaluations": late,
        },
    )

    with bench.opened(world, "2026-07-01"):
        found = bench.sheet()["G-16"].verdict

    shown = [one.value for one in found.evidence if one.label == "主体类型"]
    assert (found.outcome, shown) == (outcome, kinds if outcome is Outcome.NOTICE else [])


LIMIT = {"procurement": "50000"}


@pytest.mark.parametrize(
    ("own", "budget", "threshold", "outcome"),
    [
        ([], "50000", LIMIT, Outcome.FAILED),
        ([], "49999.99", LIMIT, None),  # nothing else binds it
        ([], "49999.99", {}, Outcome.NOTICE),
        ([], "49999.99", {**LIMIT, "region": "990200"}, Outcome.NOTICE),
        ([], "50000", {**LIMIT, "effective": "2026-01-03"}, Outcome.NOTICE),
        ([LAW], "49999.99", LIMIT, Outcome.FAILED),
        ([REGULATION], "49999.99", {}, Outcome.FAILED),
    ],
)
def test_the_law_that_the_site_adopts_binds_from_the_procurement_limit_on(
    bench: Bench,
    world: Content,
    *,
    own: list[str],
    budget: str,
    threshold: dict[str, str],
    outcome: Outcome | None,
) -> None:
    """A project without a publicity, and a contract with 30 % added to it; E-09 is of the law."""
    world.site(adopted=[{"policy": LAW, "funds": ["财政资金"]}, {"policy": REGULATION}])
    world.add("policies", LAW)
    world.add("policies", REGULATION)
    world.add("regions", "990200", title="乙市")
    money = {"funds": [{"source": "财政资金", "amount": budget}], "budget": budget}
    build(
        world,
        {
            "projects": {"policies": [*own, "policy"], **money},
            "thresholds": threshold,
            "contracts": {"amount": "10000"},
            "amendments": {"kind": "追加", "amount": "3000"},
        },
    )

    with bench.opened(world, TODAY):
        found = bench.sheet()

    assert (found["E-09"].verdict.outcome if found else None) is outcome
    assert all(
        "没有登记政府采购限额标准" in one.verdict.reason
        for one in found.values()
        if one.verdict.outcome is Outcome.NOTICE and outcome is Outcome.NOTICE
    )
