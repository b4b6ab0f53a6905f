"""The portal's day as an answer sees it: what it is compared with is written down.

«Open until 1 December» holds on every day until then, so nobody has to ask again tonight. A day
that is read in any other way (printed, counted from, kept in a set) is read as a whole. Only what
reads a date below Python unseen (`datetime.combine`) has to be given another day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeGuard

from portal.trace import Fact

_ONE_DAY = datetime.timedelta(days=1)
_NEVER = (datetime.date.min, datetime.date.max)


class Today(datetime.date):  # noqa: PLW1641 - __hash__ is among those below
    """A day that calls `watch` with the facts that what is learned of it rests on (portal.trace)."""

    watch: Callable[[Fact], None]

    @classmethod
    def watched(cls, day: datetime.date, watch: Callable[[Fact], None]) -> Today:
        """The day, watched."""
        made = cls(day.year, day.month, day.day)
        made.watch = watch
        return made

    @property
    def plain(self) -> datetime.date:
        """The day that nobody watches."""
        return datetime.date.fromordinal(super().toordinal())

    def _reached(self, day: datetime.date) -> bool:
        """Whether the day is here or gone; holds until it comes."""
        here = super().__ge__(day)
        if day not in _NEVER:
            self.watch(("since" if here else "until", day.isoformat()))
        return here

    def _passed(self, day: datetime.date) -> bool:
        """Whether the day is gone; holds to its end."""
        return day != datetime.date.max and self._reached(day + _ONE_DAY)

    def __ge__(self, other: object) -> bool:
        return self._reached(other) if _is_day(other) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return not self._reached(other) if _is_day(other) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._passed(other) if _is_day(other) else NotImplemented

    def __le__(self, other: object) -> bool:
        return not self._passed(other) if _is_day(other) else NotImplemented

    def __eq__(self, other: object) -> bool:
        return self._reached(other) and not self._passed(other) if _is_day(other) else False

    def __ne__(self, other: object) -> bool:
        return not self == other

    @property
    def year(self) -> int:
        """The year; holds until the next."""
        found = self.plain.year
        self._between(datetime.date(found, 1, 1), datetime.date(found + 1, 1, 1))
        return found

    @property
    def month(self) -> int:
        """The month; holds until the next."""
        first = self.plain.replace(day=1)
        self._between(first, (first + 31 * _ONE_DAY).replace(day=1))
        return first.month

    @property
    def day(self) -> int:
        """The day of the month; gone tomorrow."""
        self.watch(("today",))
        return self.plain.day

    def _between(self, first: datetime.date, after: datetime.date) -> None:
        self.watch(("since", first.isoformat()))
        self.watch(("until", after.isoformat()))


def _is_day(other: object) -> TypeGuard[datetime.date]:
    return isinstance(other, datetime.date)


def _whole(name: str) -> Callable[..., Any]:
    """The method of a day, after which all of the day is known."""

    def read(self: Today, *args: Any, **kwargs: Any) -> Any:
        self.watch(("today",))
        return getattr(self.plain, name)(*args, **kwargs)

    return read


for _name in (
    "__add__", "__format__", "__hash__", "__radd__", "__reduce__", "__repr__", "__rsub__", "__str__",
    "__sub__", "ctime", "isocalendar", "isoformat", "isoweekday", "replace", "strftime", "timetuple",
    "toordinal", "weekday",
):  # fmt: skip
    setattr(Today, _name, _whole(_name))
