"""What changed between two versions of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal import reads
from portal.display import Shown, fields
from portal.plain import Plain


@dataclass(frozen=True)
class Changes:
    """A catalogue against the version it replaces.

    changed: (item now, [(label, before, now) for each field that differs]).
    """

    former: Plain
    added: tuple[Plain, ...]
    removed: tuple[Plain, ...]
    changed: tuple[tuple[Plain, tuple[tuple[str, str, str], ...]], ...]


@reads.read
def changes(catalogue: Plain) -> Changes | None:
    """What this version added, removed and changed, by item code; None for a first version."""
    former = catalogue.replaces and reads.record("catalogues", catalogue.replaces)
    if not former:
        return None
    before = {item.code: item for item in former.items}
    now = {item.code: item for item in catalogue.items}
    columns = fields("catalogues")["items"].parts
    changed = []
    for code in now.keys() & before.keys():
        different = tuple(
            (
                column.label,
                _said(column, getattr(before[code], column.name)),
                _said(column, getattr(now[code], column.name)),
            )
            for column in columns
            if column.name != "parent"
            and getattr(before[code], column.name) != getattr(now[code], column.name)
        )
        if different:
            changed.append((now[code], different))
    return Changes(
        former,
        tuple(item for item in catalogue.items if item.code not in before),
        tuple(item for item in former.items if item.code not in now),
        tuple(sorted(changed, key=lambda pair: str(pair[0].code))),
    )


def _said(column: Shown, value: Any) -> Any:
    return column.text(value) if column.coded and value is not None else value
