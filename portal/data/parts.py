"""How a section is divided into files: by year of publication, and whole while it is small."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from portal import reads
from portal.changed import days

# Above this many records a section has files by year only; its yearly files exist from the start,
# so that no address goes away that a program should use.
MOST = 1000
WHOLE = "all"


@dataclass(frozen=True)
class Part:
    """Some records of a section, by their places from the oldest on.

    name: «all» or the year; newest: the day of the latest record; changed: the day on which one of them
    last came, changed or went.
    """

    name: str
    start: int
    stop: int
    newest: datetime.date
    changed: datetime.date

    @property
    def count(self) -> int:
        return self.stop - self.start


@reads.read
def parts(section: str) -> tuple[Part, ...]:
    """The whole section if it is small enough, then its years from the newest on."""
    stored = [day for (day,) in reads.stored(section, "published")]
    changed: dict[str, str] = {}
    for one in days(section).values():
        year = one.published[:4]
        changed[year] = max(changed.get(year, ""), one.changed)
    years = []
    for year, found in groupby(enumerate(stored), key=lambda one: one[1][:4]):
        places = [place for place, _ in found]
        start, stop = places[0], places[-1] + 1
        years.append(Part(year, start, stop, _day(stored[stop - 1]), _day(changed[year])))
    if stored and len(stored) <= MOST:
        last = _day(max(changed.values()))
        return Part(WHOLE, 0, len(stored), _day(stored[-1]), last), *reversed(years)
    return tuple(reversed(years))


_day = datetime.date.fromisoformat


def part(section: str, name: str) -> Part | None:
    """The part of this name, or None."""
    return next((one for one in parts(section) if one.name == name), None)


@reads.read
def names(section: str) -> tuple[str, ...]:
    """The parts that together are the whole section: «all» if there is such, else its years."""
    found = [one.name for one in parts(section)]
    return tuple(found[:1] if WHOLE in found else found)


def first(section: str) -> str:
    """The name of the part that pages link to: the whole or the newest year; "" without records."""
    return next(iter(names(section)), "")
