"""Digests: the same for what is equal, and for nothing else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build.incremental.digest import PART, digest, restored, written
from portal.plain import Plain
from portal.rules.outcome import Outcome, Verdict
from portal.rules.rule import Finding
from portal.rules.table import RULES
from portal.sections import BY_NAME, SECTIONS
from portal.today import Today


class Tone(StrEnum):
    GOOD = "good"
    BAD = "bad"


class Pair(NamedTuple):
    one: object
    other: object


@dataclass(frozen=True)
class Cell:
    words: object
    tone: object = None


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.dates(), st.sampled_from(Tone),
    st.text().map(Markup), st.sampled_from(SECTIONS), st.just(Path("a")), st.frozensets(st.text()),
)  # fmt: skip
keys = st.text()
values: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(keys, inner),
        st.builds(Pair, inner, inner),
        st.builds(Cell, inner, inner),
        st.builds(lambda inner: Plain(title=inner), inner),
        st.builds(lambda inner: Plain(key="a/b", title=inner), inner),
    ),
)


def again(value: Any) -> Any:
    """An equal value that shares no part with it."""
    match value:
        case Pair() | Cell():
            return type(value)(
                *map(again, vars(value).values() if isinstance(value, Cell) else value)
            )
        case Plain():
            return Plain(**again(vars(value)))
        case list() | tuple():
            return type(value)(map(again, value))
        case dict():
            return {again(key): again(one) for key, one in value.items()}
        case Tone():
            return value
        case str():
            return type(value)("".join(list(value)))
        case frozenset():
            return frozenset(sorted(value, reverse=True))
    return value


@given(values)
def test_what_is_equal_has_one_digest_shared_or_not(value: Any) -> None:
    assert digest(value) == digest(again(value))
    assert digest((value, value)) == digest((value, again(value)))


DIFFERENT: tuple[object, ...] = (
    None, 0, False, "", b"", (), [], {},
    frozenset(), 1, True, "1", b"1", (1,), [1],
    ((1,),), {1: 1}, {1}, "good", Tone.GOOD, Tone.BAD,
    Markup("good"), Pair(1, 2), (1, 2), Cell(1, 2), Cell(1),
    Cell(Cell(1, 2)), Plain(title="a"), Plain(title="b"), {"title": "a"},
    Plain(key="a", title="b"), Plain(key="a", title="c"), Path("a"), Path("b"),
    datetime.date(2026, 3, 2), datetime.date(2026, 3, 3), "2026-03-02",
    datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC), 1.0, [Pair(1, [Cell(2)])],
    [Pair(1, [Cell(3)])], BY_NAME["plans"], BY_NAME["projects"],
)  # fmt: skip


def test_what_differs_has_different_digests() -> None:
    assert len({digest(one) for one in DIFFERENT}) == len(DIFFERENT)


def finding(record: Plain, outcome: Outcome = Outcome.PASSED) -> Finding:
    return Finding(RULES[0], record, Verdict(outcome, "按期公开"))


def test_a_finding_is_said_alike_wherever_it_stands() -> None:
    record = Plain(key="a/b", title="b")
    one, other = finding(record), finding(record, Outcome.FAILED)
    assert digest([one]) == digest([finding(record)]) == digest([one])
    assert len({digest([it]) for it in (one, other, finding(Plain(key="a/c", title="b")))}) == 3


def test_the_portals_day_is_the_same_on_every_day() -> None:
    days = [Today.watched(datetime.date(2026, 3, day), print) for day in (2, 3)]
    assert digest([days[0], 1]) == digest([days[1], 1])


@pytest.mark.parametrize("value", [("a", (Tone.GOOD, 1), ()), Pair("a", ("b",))])
def test_what_is_written_can_be_restored(value: object) -> None:
    assert restored(written(value)) == value


@given(st.integers(0, 2 * PART), st.integers(1, 9))
def test_a_long_sequence_is_another_when_any_of_its_values_is(place: int, more: int) -> None:
    one = [Cell(n) for n in range(2 * PART + 1)]
    other = [Cell(n + more * (n == place)) for n in range(2 * PART + 1)]
    assert digest(one) == digest(list(one))
    assert digest(one) != digest(other)
    assert digest(one) != digest(one[:-1])
    assert digest(one) != digest(tuple(one))
