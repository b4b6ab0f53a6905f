"""The overdue register: from which day something is late, and what is late only once."""

from __future__ import annotations

import pytest

from portal.oversight.overdue import overdue
from tests.factories import Content
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import column, named, texts

UNION, STATE = "nm-zgh-2021", "wuhan-mz-2020-24"


@pytest.fixture
def bound(world: Content) -> Content:
    """The world, its project under two policies that both want a final evaluation."""
    world.add("policies", UNION)
    world.add("policies", STATE)
    world.add("projects", "project", policies=[UNION, STATE])
    return world


def row(ask: Ask, what: str, today: str, table: str = "overdue") -> list[str] | None:
    rows = texts(named(ask(overdue, today=today), table))
    return next((one for one in rows if one[2] == what), None)


@pytest.mark.parametrize(
    ("today", "table", "days"),
    [
        ("2027-03-31", "coming", "0 天"),
        ("2027-04-01", "overdue", "1 天"),
        ("2027-04-30", "overdue", "30 天"),
    ],
)
def test_the_last_day_itself_is_not_late(
    bound: Content, ask: Ask, today: str, table: str, days: str
) -> None:
    bound.add("contracts", "contract", ends="2026-12-31")
    found = row(ask, "末期评估", today, table)
    assert found
    assert found[3:5] == ["2027年3月31日", days]
    other = "coming" if table == "overdue" else "overdue"
    assert row(ask, "末期评估", today, other) is None


def test_the_same_duty_of_two_policies_is_one_row_with_both(bound: Content, ask: Ask) -> None:
    bound.add("contracts", "contract", ends="2026-12-31")
    found = row(ask, "末期评估", "2027-06-30")
    assert found
    assert found[5].count("G-0") == 2


def test_a_duty_names_who_buys_and_which_document_wants_it(bound: Content, ask: Ask) -> None:
    bound.add("contracts", "contract", ends="2026-12-31")
    found = row(ask, "末期评估", "2027-06-30")
    assert found
    assert found[1] == "purchasers purchaser"
    assert "（policies wuhan-mz-2020-24）" in found[5]


def test_what_is_public_is_not_overdue(bound: Content, ask: Ask) -> None:
    bound.add("contracts", "contract", ends="2026-12-31")
    bound.add("evaluations", "final", stage="末期评估", evaluated="2027-01-05")
    assert row(ask, "末期评估", "2027-06-30") is None


def test_a_missing_half_year_is_overdue_a_month_after_it(bound: Content, ask: Ask) -> None:
    assert row(ask, "2026 年上半年统计", "2026-07-31") is None
    assert row(ask, "2026 年上半年统计", "2026-08-01")
    bound.add("statistics", "first")
    assert row(ask, "2026 年上半年统计", "2026-08-01") is None


def test_the_longest_overdue_comes_first(bound: Content, ask: Ask) -> None:
    bound.add("contracts", "contract", ends="2026-05-31")
    days = column(named(ask(overdue, today="2027-06-30"), "overdue"), "逾期")
    numbers = [int(one.removesuffix(" 天")) for one in days]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 3


def test_an_ended_project_owes_nothing_more(bound: Content, ask: Ask) -> None:
    bound.add("reviews", "review", decided="2026-02-27")
    late = "结果公示"
    bound.add("policies", "gov-procurement-regulation")
    bound.add("projects", "project", policies=["gov-procurement-regulation"])
    assert row(ask, late, "2026-06-30")
    bound.add("terminations", "end", terminated="2026-03-01")
    assert row(ask, late, "2026-06-30") is None


def test_an_ended_project_that_goes_on_owes_again(bound: Content, ask: Ask) -> None:
    bound.add("terminations", "end", terminated="2026-03-01")
    bound.add("announcements", "again", published="2026-03-02")
    bound.add("contracts", "contract", ends="2026-05-31")
    assert row(ask, "末期评估", "2026-08-30")
