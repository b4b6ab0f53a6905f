"""What a release is made from: a project, its records, and what was public before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.ocds.pieces import Object, known, reference
from portal.plain import Plain


@dataclass(frozen=True)
class Process:
    """One contracting process.

    records: everything published about the project, in the order of its releases; a builder looks
    only at what stands before its own record, so that a release never changes afterwards.
    """

    ocid: str
    project: Plain
    records: tuple[Plain, ...]

    def before(self, one: Plain, section: str) -> list[Plain]:
        """The records of a section that were public before this one, oldest first."""
        found = []
        for other in self.records:
            if other is one:
                break
            if other.section == section:
                found.append(other)
        return found

    def release_id(self, key: str) -> str:
        """The id of the release that the record «section/id» makes."""
        return f"{self.ocid}-{key.replace('/', '-')}"

    def buyer(self) -> Plain:
        """The first purchaser."""
        return known("purchasers", self.project.purchasers[0])


Roles = dict[tuple[str, str], tuple[str, ...]]
"""(section, id) of an organisation → roles."""


@dataclass
class Event:
    """One release in the making.

    tags: its release tags; «tender», «award» and so on become «tenderUpdate» when they were before.
    parts: the sections of the release; roles: what organisations newly are.
    """

    tags: tuple[str, ...]
    parts: Object
    roles: Roles = field(default_factory=dict)


def suppliers(ids: Iterable[str]) -> list[Object]:
    """References to suppliers."""
    return [reference(known("suppliers", id)) for id in ids]
