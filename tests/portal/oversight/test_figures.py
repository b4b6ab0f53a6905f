"""Numbers are computed from records: which ones count, from which day to which."""

from __future__ import annotations

from typing import Any

import pytest

from portal import reads
from portal.halfyears import halves
from portal.oversight import figures
from tests.factories import Content, code
from tests.portal.oversight.conftest import Ask

# All that is told has happened by then.
LATER = "2027-12-31"
YEAR = figures.year(2026)
FIRST, SECOND = (figures.Span(one.first, one.last) for one in halves(YEAR.first, YEAR.last))


def contract(world: Content, id: str = "contract", **fields: Any) -> None:
    world.add("contracts", id, **{"number": id, **fields})


def of(measure: figures.Measure, span: figures.Span = YEAR) -> figures.Figure:
    return measure("purchaser", span)


@pytest.mark.parametrize(
    ("signed", "counted"),
    [("2025-12-31", 0), ("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)],
)
def test_a_project_is_bought_in_the_year_of_its_first_contract(
    world: Content, ask: Ask, signed: str, counted: int
) -> None:
    contract(world, signed=signed)
    assert ask(of, figures.bought, today=LATER).value == counted


def test_a_second_contract_buys_no_second_project(world: Content, ask: Ask) -> None:
    contract(world, "second", signed="2026-08-03")
    contract(world, "first", signed="2026-03-12")
    found = ask(of, figures.bought)
    assert (found.value, [one.id for one in found.rows]) == (1, ["first"])


def test_a_joint_purchase_is_counted_by_the_one_named_first(world: Content, ask: Ask) -> None:
    world.add("purchasers", "other", uscc=code("MB000009", "81"))
    world.add("projects", "project", purchasers=["other", "purchaser"])
    contract(world)
    assert ask(of, figures.bought).value == 0
    assert ask(figures.bought, "other", YEAR).value == 1
    assert ask(figures.bought, "", YEAR).value == 1


def test_additions_count_in_the_span_in_which_they_are_signed(world: Content, ask: Ask) -> None:
    contract(world, signed="2026-03-12", amount="48000")
    world.add("amendments", "more", kind="追加", signed="2026-07-01", amount="4000")
    world.add("amendments", "change", kind="变更", signed="2026-08-03")
    assert ask(of, figures.contracted, FIRST, today=LATER).value == 4_800_000
    assert ask(of, figures.contracted, SECOND, today=LATER).value == 400_000
    assert len(ask(of, figures.contracted, today=LATER).rows) == 2


@pytest.mark.parametrize(("paid", "fen"), [("2026-06-30", 1_000_000), ("2026-07-01", 0)])
def test_payments_count_on_their_day(world: Content, ask: Ask, paid: str, fen: int) -> None:
    contract(world)
    world.add("payments", "payment", paid=paid)
    assert ask(of, figures.paid, FIRST).value == fen


def test_people_served_are_not_counted_twice(world: Content, ask: Ask) -> None:
    contract(world)
    world.add("evaluations", "mid", evaluated="2026-06-20", served="400")
    world.add("evaluations", "final", stage="末期评估", evaluated="2026-12-20", served="900")
    world.add("evaluations", "silent", stage="绩效自评", evaluated="2026-12-21")
    assert ask(of, figures.served, FIRST, today=LATER).value == 400
    assert ask(of, figures.served, SECOND, today=LATER).value == 500
    assert ask(of, figures.served, today=LATER).value == 900


def test_only_final_evaluations_make_the_mean(world: Content, ask: Ask) -> None:
    world.add("evaluations", "mid", score="60")
    assert ask(of, figures.mean_score).value is None
    for id, score, satisfaction in (("one", "90.01", "95"), ("two", "90.02", None)):
        world.add("evaluations", id, stage="末期评估", score=score, satisfaction=satisfaction)
    assert ask(of, figures.mean_score).value == 9002
    assert ask(of, figures.mean_satisfaction).value == 9500


def test_a_contract_ends_as_its_last_amendment_says(world: Content, ask: Ask) -> None:
    contract(world, ends="2026-12-31")
    world.add("amendments", "renewal", kind="续签", signed="2026-11-02", ends="2027-12-31")
    world.add("amendments", "ending", kind="解除", signed="2027-02-01", ends="2027-02-28")

    def ends() -> str:
        found = reads.record("contracts", "contract")
        assert found
        return figures.ends(found).isoformat()

    assert ask(ends, today=LATER) == "2027-02-28"
    world.add("amendments", "amended", kind="变更", signed="2027-02-01", ends="2027-03-31")
    assert ask(ends, today=LATER) == "2027-02-28", "of one day, the last by its id"
