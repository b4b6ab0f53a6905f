"""A record's versions as people read them: what each said, and what it changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from portal import canonical, reads
from portal.columns import given
from portal.columns import kept as columns_of
from portal.display import Shown, as_text, fields
from portal.language import say
from portal.ledger.judge import differing, restore
from portal.ledger.log import Entry
from portal.plain import Plain
from portal.sections import BY_NAME


@dataclass(frozen=True)
class Version:
    """One entry of a record's history.

    record: what it said, None for a withdrawal or a text that is not kept.
    changes: (label, before, after) against the version before.
    """

    entry: Entry
    record: Plain | None
    text: str
    changes: tuple[tuple[str, str, str], ...]


@reads.read
def versions(section: str, id: str) -> tuple[Version, ...]:
    """Every entry of a record, oldest first, each with what it said and what it changed."""
    book = reads.ledger(f"{section}/{id}")
    made: list[Version] = []
    before: dict[str, Any] = {}
    for entry in book.log.of(f"{section}/{id}") if book else ():
        text = book.version(entry.n) if book and entry.sha256 else None
        said = json.loads(text) if text else {}
        row = restore(said) if said else None
        changes = _changes(section, before, said) if before and said else ()
        shown = given(section, BY_NAME[section].model, columns_of(row)) if row else None
        made.append(Version(entry, shown, (text or b"").decode(), changes))
        before = said or before
    return tuple(made)


def _changes(
    section: str, before: dict[str, Any], after: dict[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    shown = fields(section)
    return tuple(
        (
            say(canonical.label(section, name)),
            _tell(shown.get(name), before.get(name)),
            _tell(shown.get(name), after.get(name)),
        )
        for name in differing(before, after)
    )


def _tell(shown: Shown | None, value: Any) -> str:
    """A canonical value as people read it; shown: the field, None of one that pages show elsewhere."""
    if isinstance(value, list):
        return "\n".join(_tell(shown, item) for item in value)
    if isinstance(value, dict):
        return _tell_part({one.name: one for one in shown.parts} if shown else {}, value)
    if value is None or value is True or value is False:
        return {None: "", True: say("是"), False: say("否")}[value]
    if shown and shown.kind in ("amount", "number", "percent"):
        return as_text(shown.kind, int(str(value).replace(".", "")))
    return shown.text(value) if shown and shown.coded else str(value)


def _tell_part(parts: dict[str, Shown], value: dict[str, Any]) -> str:
    """A row of a list: each value behind the name of its column, in the order of the model."""
    names = [
        *(name for name in parts if name in value),
        *(one for one in value if one not in parts),
    ]
    said = (
        say("{label}：{text}", label=one.label, text=text) if (one := parts.get(name)) else text
        for name in names
        if (text := _tell(parts.get(name), value[name]))
    )
    return say("marks.clause").join(said)
