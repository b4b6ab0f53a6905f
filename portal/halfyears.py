"""Half-years: the days of one, its name, and when what is told of it is due."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from portal.language import say

# In the order of the year, which is that of their characters too.
NAMES = ("上半年", "下半年")


class Half(NamedTuple):
    """A half-year. name: one of NAMES."""

    year: int
    name: str

    @property
    def number(self) -> int:
        """1 or 2."""
        return NAMES.index(self.name) + 1

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, 6 * self.number - 5, 1)

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        return (
            datetime.date(self.year, 6, 30)
            if self.number == 1
            else datetime.date(self.year, 12, 31)
        )

    @property
    def words(self) -> str:
        """«2026 年上半年»."""
        return say("{year} 年{half}", year=self.year, half=say(self.name))

    def due(self, days: int) -> datetime.date:
        """The last day that is at most `days` after its end."""
        return self.last + datetime.timedelta(days=days)


def holding(day: datetime.date) -> Half:
    """The half-year that a day lies in."""
    return Half(day.year, NAMES[day.month > 6])


def halves(since: datetime.date, today: datetime.date) -> list[Half]:
    """The half-years from the one of `since` to the one of today."""
    first, last = holding(since), holding(today)
    every = (Half(year, name) for year in range(since.year, today.year + 1) for name in NAMES)
    return [one for one in every if first <= one <= last]
