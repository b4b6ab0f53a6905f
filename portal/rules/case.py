"""A project as rules see it: the project, everything published about it, and today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal import reads
from portal.plain import Plain
from portal.rounds import newest
from portal.window import Workdays


@dataclass(frozen=True)
class Case:
    """Documents by section, oldest first; `plan` and `line` are None when the project names none."""

    project: Plain
    plan: Plain | None
    line: Plain | None
    announcements: tuple[Plain, ...]
    reviews: tuple[Plain, ...]
    publicity: tuple[Plain, ...]
    single_sources: tuple[Plain, ...]
    qualifications: tuple[Plain, ...]
    contracts: tuple[Plain, ...]
    amendments: tuple[Plain, ...]
    payments: tuple[Plain, ...]
    acceptances: tuple[Plain, ...]
    evaluations: tuple[Plain, ...]
    objections: tuple[Plain, ...]
    corrections: tuple[Plain, ...]
    terminations: tuple[Plain, ...]
    today: datetime.date
    workdays: Workdays

    @property
    def notices(self) -> tuple[Plain, ...]:
        """What opened the purchase: its announcements, or the single-source notices instead."""
        return self.announcements or self.single_sources

    @property
    def announced(self) -> datetime.date:
        """The day on which the newest round of the purchase was opened; until then, the project's own."""
        found = newest((*self.announcements, *self.single_sources), self.terminations)
        opened = [one for one in found if one.section == "announcements"] or found
        day: datetime.date = min(one.published for one in opened or [self.project])
        return day

    def changes(self, contract: Plain) -> list[Plain]:
        """The amendments of a contract."""
        return [one for one in self.amendments if one.contract == contract.id]


_SECTIONS = (
    "announcements", "reviews", "publicity", "single-sources", "qualifications", "contracts",
    "amendments", "payments", "acceptances", "evaluations", "objections", "corrections",
    "terminations",
)  # fmt: skip


@reads.read
def case(id: str) -> Case:
    """The case of the project with this id."""
    project = reads.record("projects", id)
    if project is None:
        raise LookupError(id)
    plan_id, _, code = (project.plan or "").partition("#")
    plan = reads.record("plans", plan_id) if plan_id else None
    line = next((one for one in plan.lines if one.code == code), None) if plan else None
    documents = {
        name.replace("-", "_"): tuple(reads.naming("projects", id, name, "project"))
        for name in _SECTIONS
    }
    return Case(project, plan, line, **documents, today=reads.today(), workdays=reads.workdays())
