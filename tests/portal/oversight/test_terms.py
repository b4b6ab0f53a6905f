"""Terms that add up, repeated single source, shares: the formulas and their edges."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.oversight import terms
from tests.factories import Content, code
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import named, texts


def contract(world: Content, id: str, **fields: Any) -> None:
    world.add("projects", id, number=id)
    world.add("contracts", id, **{"project": id, "number": id, **fields})


@pytest.mark.parametrize(
    ("ends", "months", "state"),
    [
        ("2026-12-31", "12.0 个月", "没有超过"),
        ("2028-12-31", "36.0 个月", "没有超过"),
        ("2029-01-05", "36.2 个月", "超过 3 年"),
    ],
)
def test_a_term_is_told_in_months(
    world: Content, ask: Ask, ends: str, months: str, state: str
) -> None:
    contract(world, "a", starts="2026-01-01", ends=ends)
    (row,) = texts(named(ask(terms.terms), "stacking"))
    assert row[3:] == [months, state]


def test_renewals_and_new_contracts_of_one_pair_add_up(world: Content, ask: Ask) -> None:
    contract(world, "a", starts="2024-01-01", ends="2024-12-31")
    contract(world, "b", starts="2025-01-01", ends="2025-12-31")
    world.add(
        "amendments", "r", project="b", contract="b", kind="续签", signed="2025-12-01",
        ends="2027-06-30",
    )  # fmt: skip
    (row,) = texts(named(ask(terms.terms), "stacking"))
    assert row[2:] == ["contracts a；contracts b；amendments r", "42.0 个月", "超过 3 年"]


@pytest.mark.parametrize(
    ("starts", "rows"), [("2025-12-31", 1), ("2026-01-01", 1), ("2026-01-02", 2)]
)
def test_after_more_than_a_year_without_a_contract_the_term_begins_anew(
    world: Content, ask: Ask, starts: str, rows: int
) -> None:
    contract(world, "a", starts="2023-01-01", ends="2024-12-31")
    contract(world, "b", starts=starts, ends="2027-06-30")
    found = texts(named(ask(terms.terms), "stacking"))
    assert [row[4] for row in found] == (["超过 3 年"] if rows == 1 else ["没有超过"] * 2)


def test_other_purchasers_do_not_add_up(world: Content, ask: Ask) -> None:
    world.add("purchasers", "other", uscc=code("MB000009", "81"))
    contract(world, "a")
    world.add("projects", "b", number="b", purchasers=["other"])
    world.add("contracts", "b", project="b", number="b")
    assert len(named(ask(terms.terms), "stacking").rows) == 2


@pytest.mark.parametrize("times", [1, 2])
def test_single_source_is_listed_from_the_second_time(world: Content, ask: Ask, times: int) -> None:
    for number in range(times):
        contract(world, f"p{number}")
        world.add("projects", f"p{number}", number=f"p{number}", method="单一来源")
    assert len(named(ask(terms.terms), "single-source").rows) == times - 1


def test_the_share_of_a_supplier_is_of_all_contracts_of_the_purchaser(
    world: Content, ask: Ask
) -> None:
    world.add("suppliers", "rival", uscc=code("MC000009", "52"))
    contract(world, "a", amount="30000")
    contract(world, "b", amount="10000", supplier="rival")
    rows = texts(named(ask(terms.terms), "shares"))
    assert [row[3:] for row in rows] == [
        ["30,000 元（3 万元）", "40,000 元（4 万元）", "75.0%"],
        ["10,000 元（1 万元）", "40,000 元（4 万元）", "25.0%"],
    ]


def test_a_share_counts_what_amendments_added_as_the_pages_of_parties_do(
    world: Content, ask: Ask
) -> None:
    contract(world, "a", amount="30000")
    world.add(
        "amendments", "more", project="a", contract="a", kind="追加", signed="2026-05-01",
        amount="10000",
    )  # fmt: skip
    ((*_, amount, whole, _share),) = texts(named(ask(terms.terms), "shares"))
    assert amount == whole == "40,000 元（4 万元）"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=5))
def test_a_day_counts_once_however_many_contracts_run(spans: list[tuple[int, int]]) -> None:
    first = datetime.date(2026, 1, 1)
    day = datetime.timedelta(days=1)
    dated = [(first + start * day, first + (start + length) * day) for start, length in spans]
    days = {begins + n * day for begins, ends in dated for n in range((ends - begins).days + 1)}
    assert terms.covered(dated) == len(days)
