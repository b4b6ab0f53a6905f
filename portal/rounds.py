"""Rounds of a purchase: a notice opens one, a termination ends it, and a later notice opens the next."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from portal import reads
from portal.plain import Plain


@reads.read
def ended(project: Plain) -> datetime.date | None:
    """The day on which a purchase was ended; None where a later notice or contract took it up again."""
    if not (endings := _of(project, "terminations")):
        return None
    later = [
        one.published
        for section in ("announcements", "single-sources", "contracts")
        for one in _of(project, section)
    ]
    newest = max(later, default=datetime.date.min)
    return min((one.terminated for one in endings if one.terminated >= newest), default=None)


def _of(project: Plain, section: str) -> list[Plain]:
    return reads.naming("projects", project.id, section, "project")


def newest(notices: Sequence[Plain], terminations: Sequence[Plain]) -> list[Plain]:
    """The notices of the newest round: those since the last termination that any of them followed."""
    last = max((one.published for one in notices), default=datetime.date.min)
    ends = [one.terminated for one in terminations if one.terminated < last]
    since = max(ends, default=datetime.date.min)
    return [one for one in notices if one.published > since]
