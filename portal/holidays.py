"""The days off and make-up workdays of the year, as the pages count working days by them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal import reads
from portal.window import UnknownYear


@dataclass(frozen=True)
class Span:
    """Days in a row for one reason, first and last included."""

    first: datetime.date
    last: datetime.date
    reason: str


@dataclass(frozen=True)
class Year:
    """A year's arrangement; no spans where nobody has said yet which days are worked."""

    number: int
    spans: tuple[Span, ...]


@reads.read
def this_year() -> Year:
    """Of the installed calendar, with the records of the calendar section laid over it."""
    number = reads.today().year
    try:
        return Year(number, _spans(number))
    except UnknownYear:
        return Year(number, ())


def _spans(number: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day, reason in reads.workdays().named(number):
        last = spans[-1] if spans else None
        if last and last.reason == reason and (day - last.last).days == 1:
            spans[-1] = Span(last.first, day, reason)
        else:
            spans.append(Span(day, day, reason))
    return tuple(spans)
