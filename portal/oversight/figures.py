"""The numbers of oversight pages: each computed from records by one function, with its rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal import reads
from portal.plain import Plain


@dataclass(frozen=True)
class Span:
    """Days from first to last, both included."""

    first: datetime.date
    last: datetime.date

    def holds(self, day: datetime.date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last


def year(number: int) -> Span:
    """A calendar year."""
    return Span(datetime.date(number, 1, 1), datetime.date(number, 12, 31))


@dataclass(frozen=True)
class Figure:
    """A number and the records that it is computed from; None when there is nothing to average."""

    value: int | None
    rows: tuple[Plain, ...]


Measure = Callable[[str, Span], Figure]


@reads.read
def led(purchaser: str) -> list[Plain]:
    """The projects that a purchaser answers for; every project for "".

    A joint purchase is counted by the purchaser named first, so that totals add up.
    """
    if not purchaser:
        return reads.records("projects")
    joint = reads.naming("purchasers", purchaser, "projects", "purchasers")
    return [one for one in joint if one.purchasers[0] == purchaser]


@reads.read
def documents(purchaser: str, section: str) -> list[Plain]:
    """The records of one section about the projects that a purchaser answers for, by project."""
    return [
        one
        for project in led(purchaser)
        for one in reads.naming("projects", project.id, section, "project")
    ]


def bought(purchaser: str, span: Span) -> Figure:
    """Projects whose first contract was signed in the span. Rows: those contracts."""
    first: dict[str, Plain] = {}
    for one in documents(purchaser, "contracts"):
        known = first.setdefault(one.project, one)
        if one.signed < known.signed:
            first[one.project] = one
    return _counted(one for one in first.values() if span.holds(one.signed))


def ends(contract: Plain) -> datetime.date:
    """The last day of service of a contract, by all its amendments."""
    return last_day(contract, amendments(contract))


def last_day(contract: Plain, changes: Iterable[Plain]) -> datetime.date:
    """The last day of service of a contract after these amendments of it."""
    day: datetime.date = ending(contract, changes).ends
    return day


def ending(contract: Plain, changes: Iterable[Plain]) -> Plain:
    """What sets this day, in its field `ends`: of amendments the one signed last, else the contract."""
    setting = [one for one in changes if one.ends]
    return max(setting, key=lambda one: (one.signed, one.id), default=contract)


def amendments(contract: Plain) -> list[Plain]:
    """The amendments of a contract."""
    return reads.naming("contracts", contract.id, "amendments", "contract")


def added(contract: Plain) -> int:
    """分: what its amendments added to a contract."""
    return agreed((), amendments(contract))


def whole(contract: Plain) -> int:
    """分 of a contract with what its amendments add."""
    return agreed([contract], amendments(contract))


def agreed(contracts: Iterable[Plain], changes: Iterable[Plain]) -> int:
    """分: the amounts of contracts and what these amendments, of any kind, add to them."""
    return sum(one.amount or 0 for one in (*contracts, *changes))


def contracted(purchaser: str, span: Span) -> Figure:
    """分: amounts of the contracts and amendments signed in the span."""
    signed = documents(purchaser, "contracts") + documents(purchaser, "amendments")
    rows = [one for one in signed if span.holds(one.signed) and one.amount]
    return Figure(sum(one.amount for one in rows), tuple(rows))


def paid(purchaser: str, span: Span) -> Figure:
    """分: payments made in the span."""
    rows = [one for one in documents(purchaser, "payments") if span.holds(one.paid)]
    return Figure(sum(one.amount for one in rows), tuple(rows))


def served(purchaser: str, span: Span) -> Figure:
    """人次: what evaluations report by the end of the span, less what they reported before it.

    An evaluation reports the whole project up to its day, so for each project the highest figure
    counts.
    """
    total, rows = 0, []
    for _, found in groupby(documents(purchaser, "evaluations"), lambda one: str(one.project)):
        told = [one for one in found if one.served is not None]
        before = max((one.served for one in told if one.evaluated < span.first), default=0)
        within = [one for one in told if span.holds(one.evaluated)]
        total += max([0, *(one.served - before for one in within)])
        rows += within
    return Figure(total, tuple(rows))


def mean_score(purchaser: str, span: Span) -> Figure:
    """Hundredths of a point: the mean of the final evaluations made in the span."""
    return _mean_of("score", purchaser, span)


def mean_satisfaction(purchaser: str, span: Span) -> Figure:
    """Hundredths of a percent: the mean of the final evaluations made in the span that tell it."""
    return _mean_of("satisfaction", purchaser, span)


def _mean_of(field: str, purchaser: str, span: Span) -> Figure:
    told = [
        one
        for one in documents(purchaser, "evaluations")
        if one.stage == "末期评估" and span.holds(one.evaluated) and getattr(one, field) is not None
    ]
    return Figure(mean([getattr(one, field) for one in told]), tuple(told))


def mean(numbers: Sequence[int]) -> int | None:
    """The mean, rounded half up; None of nothing."""
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers)) if numbers else None


def _counted(rows: Iterable[Plain]) -> Figure:
    kept = tuple(rows)
    return Figure(len(kept), kept)
