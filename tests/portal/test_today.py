"""The day as an answer sees it: what is learned of it holds as long as what was written down holds."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.today import Today
from portal.trace import Fact

DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))
LOOKS: dict[str, Callable[[datetime.date, datetime.date], object]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "year": lambda today, _: today.year,
    "month": lambda today, _: today.month,
    "day": lambda today, _: today.day,
    "left": lambda today, other: (other - today).days,
    "gone": lambda today, other: (today - other).days,
    "printed": lambda today, _: f"{today} {today:%d}",
    "in": lambda today, other: {other: 1}.get(today),
    "latest": lambda today, other: str(max(today, other)),
    "text": lambda today, _: today.isoformat(),
    "weekday": lambda today, _: today.weekday(),
    "next": lambda today, _: today + datetime.timedelta(days=1),
    "replaced": lambda today, _: today.replace(day=1),
    "noon": lambda today, _: datetime.datetime.combine(
        today + datetime.timedelta(0), datetime.time(12)
    ),
}


def looked(look: str, today: datetime.date, other: datetime.date) -> tuple[object, list[Fact]]:
    """What a look gives, and what it rests on."""
    facts: list[Fact] = []
    found = LOOKS[look](Today.watched(today, facts.append), other)
    return found, facts


def holds(fact: Fact, today: datetime.date, on: datetime.date) -> bool:
    match fact:
        case ("today",):
            return on == today
        case ("until", day):
            return on < datetime.date.fromisoformat(day)
        case ("since", day):
            return on >= datetime.date.fromisoformat(day)
    raise AssertionError(fact)


@pytest.mark.parametrize("look", LOOKS)
@given(today=DAYS, other=DAYS, on=DAYS)
def test_a_look_gives_what_the_day_gives(
    look: str, today: datetime.date, other: datetime.date, on: datetime.date
) -> None:
    """And gives it on every day on which all holds that it rests on."""
    found, facts = looked(look, today, other)
    assert found == LOOKS[look](today, other)
    assert facts
    if all(holds(one, today, on) for one in facts):
        assert LOOKS[look](on, other) == found


@given(today=DAYS, other=DAYS)
def test_the_other_side_may_ask_too(today: datetime.date, other: datetime.date) -> None:
    facts: list[Fact] = []
    assert (other < Today.watched(today, facts.append)) == (other < today)
    assert facts


@pytest.mark.parametrize("look", ["<", "<=", ">", ">="])
@given(today=DAYS, other=DAYS)
def test_a_comparison_does_not_need_the_whole_day(
    look: str, today: datetime.date, other: datetime.date
) -> None:
    assert ("today",) not in looked(look, today, other)[1]


@pytest.mark.parametrize("end", [datetime.date.min, datetime.date.max])
def test_the_ends_of_time_are_never_passed(end: datetime.date) -> None:
    for look in ("<", "<=", ">", ">=", "=="):
        found, _ = looked(look, datetime.date(2026, 7, 10), end)
        assert found == LOOKS[look](datetime.date(2026, 7, 10), end)
