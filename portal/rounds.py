"""Rounds of a purchase: a notice opens one, a termination ends it, and a later notice opens the next."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from portal import reads
from portal.plain import Plain

_NOTICES = ("announcements", "single-sources", "publicity")


@reads.read
def ended(project: Plain) -> datetime.date | None:
    """The day on which a purchase was ended; None where a later notice or contract took it up again.

    Where there is a contract, a termination that names a notice ends no more than what is left of it.
    """
    if not (endings := _of(project, "terminations")):
        return None
    contracts = _of(project, "contracts")
    opening = [*_of(project, "announcements"), *_of(project, "single-sources")]
    newest = max((one.published for one in (*opening, *contracts)), default=datetime.date.min)
    days = [
        one.terminated
        for one in endings
        if one.terminated >= newest
        and not (contracts and (one.ends or "").partition("/")[0] in _NOTICES)
    ]
    return min(days, default=None)


def _of(project: Plain, section: str) -> list[Plain]:
    return reads.naming("projects", project.id, section, "project")


def newest(notices: Sequence[Plain], terminations: Sequence[Plain]) -> list[Plain]:
    """The notices of the newest round: those since the last termination that any of them followed."""
    last = max((one.published for one in notices), default=datetime.date.min)
    ends = [one.terminated for one in terminations if one.terminated < last]
    since = max(ends, default=datetime.date.min)
    return [one for one in notices if one.published > since]
