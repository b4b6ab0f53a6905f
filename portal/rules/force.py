"""What a policy binds in time: what was begun while it was in force, to its end, and nothing else."""

from __future__ import annotations

import datetime
from typing import Any

from portal import reads
from portal.halfyears import Half, halves
from portal.plain import Plain

# What opens or carries on a purchase, and the day of it that counts.
STEPS = {
    "announcements": "published",
    "single-sources": "published",
    "reviews": "held",
    "publicity": "published",
    "contracts": "signed",
}


def last_day(policy: Any) -> datetime.date | None:
    """The last day of a policy, as a record or a model: the one it says itself, or before its repeal."""
    days = [policy.until] if policy.until else []
    if policy.repealed:
        days.append(policy.repealed - datetime.timedelta(days=1))
    return min(days, default=None)


def in_force(policy: Any, day: datetime.date) -> bool:
    """Whether a policy is in force on a day; without days of its own it always is."""
    last = last_day(policy)
    return (not policy.effective or policy.effective <= day) and (last is None or day <= last)


def holds(policy: str, day: datetime.date) -> bool:
    """The same of the policy with this id; one that is not published here has no end that is known."""
    found = reads.record("policies", policy)
    return found is None or in_force(found, day)


@reads.read
def begun(project: Plain) -> datetime.date:
    """The earliest day of a purchase: of its own record, or of a step that was made public later."""
    days = [
        getattr(one, field)
        for section, field in STEPS.items()
        for one in reads.naming("projects", project.id, section, "project")
    ]
    day: datetime.date = min([project.published, *days])
    return day


def owing(policy: str, since: datetime.date, today: datetime.date) -> list[Half]:
    """The half-years since a day on whose last day a policy that wants a report of each is in force."""
    return [half for half in halves(since, today) if holds(policy, half.last)]
