"""Working days, and the public window that is counted in them.

Source: 民法典 201 (the first day is not counted) and 203 (the window ends at 24:00 of the last
day); the State Council's yearly notice on days off, through `chinesecalendar`, with the records
of the calendar section laid over it. A year that neither knows is refused, never guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import chinese_calendar

from portal.language import say

PUBLICITY_DAYS = 5
_ONE_DAY = datetime.timedelta(days=1)


class StartRule(StrEnum):
    NEXT_DAY = "次日起算"
    SAME_DAY = "当日起算"


class UnknownYear(ValueError):
    """Nobody has said yet which days of this year are worked."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"还不知道 {year} 年的放假安排，无法计算工作日。"
            f"请把国务院办公厅的放假通知写入 content/calendar/{year}.md。"
        )


@dataclass(frozen=True)
class Counted:
    """One day of a window: number is 1, 2 … for a counted working day, None for any other."""

    day: datetime.date
    number: int | None
    reason: str


@dataclass(frozen=True)
class Window:
    """The days from the publication to the last working day, both included."""

    published: datetime.date
    start_rule: StartRule
    days: tuple[Counted, ...]

    @property
    def last(self) -> datetime.date:
        """The last counted day; the window is open until 24:00 of it."""
        return self.days[-1].day


@cache
def _installed(day: datetime.date) -> tuple[bool, str | None]:
    """Whether the installed calendar gives the day off, and for which holiday."""
    free, holiday = chinese_calendar.get_holiday_detail(day)
    return bool(free), holiday


@dataclass(frozen=True)
class Workdays:
    """Which days are worked: the installed calendar, and what the content lays over it.

    overlay: day → (worked?, name); years: years for which the overlay holds the whole notice.
    """

    overlay: Mapping[datetime.date, tuple[bool, str]] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def look(self, day: datetime.date) -> tuple[bool, str]:
        """Whether the day is worked, and why; raises UnknownYear."""
        if day in self.overlay:
            worked, name = self.overlay[day]
            return worked, say("{name}（调休上班）", name=name) if worked else name
        free, holiday = self._beneath(day)
        if holiday is None:
            return not free, say("周末" if free else "工作日")
        name = say(chinese_calendar.Holiday(holiday).chinese)
        return not free, say("{name}假期" if free else "{name}调休上班", name=name)

    def worked(self, day: datetime.date) -> bool:
        """Whether the day is worked; raises UnknownYear."""
        return self.overlay[day][0] if day in self.overlay else not self._beneath(day)[0]

    def worked_from(self, day: datetime.date) -> datetime.date:
        """The day itself, or the first one after it that is worked; raises UnknownYear."""
        while not self.worked(day):
            day += _ONE_DAY
        return day

    def named(self, year: int) -> Iterator[tuple[datetime.date, str]]:
        """The days of a year that have a reason of their own, and it; raises UnknownYear."""
        day = datetime.date(year, 1, 1)
        while day.year == year:
            if day in self.overlay or self._beneath(day)[1] is not None:
                yield day, self.look(day)[1]
            day += _ONE_DAY

    def _beneath(self, day: datetime.date) -> tuple[bool, str | None]:
        """Whether a day on which nothing is laid is off, and for which holiday."""
        try:
            return _installed(day)
        except NotImplementedError:
            if day.year not in self.years:
                raise UnknownYear(day.year) from None
            return day.weekday() >= 5, None

    def window(
        self,
        published: datetime.date,
        days: int = PUBLICITY_DAYS,
        start_rule: StartRule = StartRule.NEXT_DAY,
    ) -> Window:
        """The window of `days` working days that opens with a publication on `published`.

        Raises UnknownYear when a day in it cannot be judged.
        """
        last = self.last(published, days, start_rule)
        return self.until(published, last, start_rule)

    def until(self, published: datetime.date, last: datetime.date, start_rule: StartRule) -> Window:
        """The window from a publication to a day that is stated; raises UnknownYear."""
        counted: list[Counted] = []
        number = 0
        for n in range((last - published).days + 1):
            day = published + n * _ONE_DAY
            worked, reason = self.look(day)
            if day == published and start_rule is StartRule.NEXT_DAY:
                counted.append(Counted(day, None, say("公开当日，不计入")))
            elif worked:
                number += 1
                counted.append(Counted(day, number, reason))
            else:
                counted.append(Counted(day, None, reason))
        return Window(published, start_rule, tuple(counted))

    def last(
        self,
        published: datetime.date,
        days: int = PUBLICITY_DAYS,
        start_rule: StartRule = StartRule.NEXT_DAY,
    ) -> datetime.date:
        """The last day of that window, without saying why each day counts; raises UnknownYear."""
        day, number = published, 0
        while True:
            # The day of publication is asked about even where it does not count.
            if self.worked(day) and not (day == published and start_rule is StartRule.NEXT_DAY):
                number += 1
            if number >= days:
                return day
            day += _ONE_DAY

    def between(self, published: datetime.date, until: datetime.date, rule: StartRule) -> int:
        """How many working days the window from `published` to `until` really holds."""
        first = published + _ONE_DAY if rule is StartRule.NEXT_DAY else published
        span = range((until - first).days + 1)
        return sum(self.worked(first + n * _ONE_DAY) for n in span)
