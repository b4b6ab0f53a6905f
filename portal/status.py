"""What a record is today: a function of the record and the portal's day, never stored."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from portal import reads
from portal.language import say
from portal.oversight import figures
from portal.plain import Plain
from portal.rules.adopted import PUBLICITY, policies_of
from portal.window import StartRule, Window


@dataclass(frozen=True)
class Status:
    """A word for the reader, and a tone for its colour: open, soon, done or bad.

    chinese: the word as the catalogue knows it. until: the last day on which it can be true, where a
    page that is read later should say that this is over (static/reading.js).
    """

    chinese: str
    tone: str
    until: datetime.date | None = None

    @property
    def word(self) -> str:
        """The word in the language of the site."""
        return say(self.chinese)


ENDED = Status("已终止", "done")


@reads.read
def ending(one: Plain) -> Plain | None:
    """The termination that ended a notice: names it, or names none and ended the whole purchase then."""
    named = reads.naming(one.section, one.id, "terminations", "ends")
    whole = [
        later
        for later in reads.naming("projects", one.project, "terminations", "project")
        if later.ends in (None, f"projects/{one.project}") and later.terminated >= one.published
    ]
    return next(iter(named + whole), None)


def called_off(one: Plain, last: datetime.date) -> Plain | None:
    """The termination that ended a notice no later than this last day of it: what was over stays."""
    end = ending(one)
    return end if end and end.terminated <= last else None


def _announcement(one: Plain, today: datetime.date) -> Status:
    if ending(one):
        return ENDED
    if today < one.opens:
        return Status("即将开始", "soon")
    return (
        Status("报名中", "open", one.closes) if today <= one.closes else Status("报名截止", "done")
    )


def _publicity(one: Plain, today: datetime.date) -> Status:
    if ending(one):
        return ENDED
    return Status("公示中", "open", one.until) if today <= one.until else Status("公示期满", "done")


def _contract(one: Plain, today: datetime.date) -> Status:
    if today < one.starts:
        return Status("尚未开始", "soon")
    last = figures.ends(one)
    return Status("履行中", "open", last) if today <= last else Status("履行期满", "done")


def _catalogue(one: Plain, today: datetime.date) -> Status:
    if today < one.effective:
        return Status("即将施行", "soon")
    last = in_force_until(one)
    if last and today > last:
        return Status("已失效", "done")
    return Status("现行有效", "open", last)


def _policy(one: Plain, today: datetime.date) -> Status | None:
    if one.repealed and one.repealed <= today:
        return Status("已废止", "bad")
    return Status("已失效", "bad") if one.until and one.until < today else None


_BY_SECTION: dict[str, Callable[[Plain, datetime.date], Status | None]] = {
    "announcements": _announcement,
    "publicity": _publicity,
    "contracts": _contract,
    "catalogues": _catalogue,
    "policies": _policy,
}


def status(one: Plain) -> Status | None:
    """The record's status today, or None for a kind that has none."""
    return _status(one) if one.section in _BY_SECTION else None


@reads.read
def _status(one: Plain) -> Status | None:
    return _BY_SECTION[one.section](one, reads.today())


def successor(one: Plain) -> Plain | None:
    """The version of a catalogue that takes its place, the first one if there are several."""
    found = reads.naming("catalogues", one.id, "catalogues", "replaces")
    return min(found, key=lambda next_: (next_.effective, next_.id), default=None)


def in_force_until(one: Plain) -> datetime.date | None:
    """The last day of a catalogue: as it says itself, else the one before its successor's first."""
    if one.until:
        day: datetime.date = one.until
        return day
    following = successor(one)
    return following.effective - datetime.timedelta(days=1) if following else None


def start_rule(one: Plain) -> StartRule:
    """How this publicity counts its first day: as it says itself, else as the site says."""
    return StartRule(one.start_rule) if one.start_rule else reads.site().start_rule


@reads.read
def window(one: Plain) -> Window:
    """The working days that this publicity owes (domain.md row 53), else those that it says itself."""
    days, rule = days_owed(one), start_rule(one)
    if days is None:
        return reads.workdays().until(one.published, one.until, rule)
    return reads.workdays().window(one.published, days, rule)


@reads.read
def days_owed(one: Plain) -> int | None:
    """The working days that the policies of its project want of this publicity; None when none does."""
    wanted = [
        PUBLICITY[id]
        for id in policies_of(one.project)
        if id in PUBLICITY and reads.record("policies", id) is not None
    ]
    return max(wanted, default=None)


def short(one: Plain) -> bool:
    """Whether this publicity held fewer working days than it owes."""
    days = days_owed(one)
    return days is not None and counted(one) < days


@reads.read
def counted(one: Plain) -> int:
    """How many working days this publicity really held until its stated end."""
    return reads.workdays().between(one.published, one.until, start_rule(one))


@reads.read
def days_left(one: Plain) -> int:
    """Calendar days until the stated end, 0 on the last day, -1 from then on."""
    today = reads.today()
    if today > one.until:  # and so on every other day to come
        return -1
    left: datetime.timedelta = one.until - today
    return left.days


@reads.read
def day_within(one: Plain) -> datetime.date | None:
    """Today while this publicity's counted days last, else None."""
    today = reads.today()
    return today if one.published <= today <= window(one).last else None


@reads.read
def repealed(one: Plain) -> list[Plain]:
    """The texts that a policy leans on and that are repealed by today."""
    return [row for row in one.basis if row.repealed and row.repealed <= reads.today()]


@reads.read
def grade_is_over(one: Plain) -> bool:
    """Whether the grade that a supplier was given has run out."""
    until = getattr(one, "grade_until", None)
    return until is not None and until < reads.today()
