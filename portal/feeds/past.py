"""Former versions, as far as feeds rest on them: what stood in a feed once never moves in its archives.

A record that was withdrawn belongs where the last version that is kept belonged, and a public window is
over where it first was.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import NamedTuple

from portal import reads
from portal.ledger.judge import restore
from portal.ledger.questions import kept, tombstones
from portal.load.links import references
from portal.load.rows import field_name
from portal.sections import BY_NAME

Link = tuple[str, str, str]


class Version(NamedTuple):
    """A version whose text is kept and which today's model can read; days are YYYY-MM-DD.

    number: of its entry in the ledger. since, before: the days of that entry and of the record's next
    one, "" for the newest. until: the last day of its public window, or "". links: as reads.named has them.
    """

    number: int
    since: str
    before: str
    published: str
    until: str
    links: tuple[Link, ...] = ()

    def over(self, today: str) -> bool:
        """Whether its window was over while it counted."""
        return "" < self.until <= (self.before or today)


@reads.read
def past(key: str) -> tuple[Version, ...]:
    """The versions of the record «section/id», oldest first."""
    book = reads.ledger(key)
    entries = book.log.of(key) if book else []
    found = []
    for entry, after in zip_longest(entries, entries[1:]):
        text = book.version(entry.n) if book and entry.sha256 else None
        row = restore(json.loads(text)) if text else None
        if row:
            links = tuple(
                (field_name(place), f"{ref.section}/{target}", code)
                for place, ref, value in references(row)
                for target, _, code in (value.partition("#"),)
            )
            before, until = after.date if after else "", getattr(row, "until", None)
            days = (entry.date, before, row.published.isoformat(), str(until or ""))
            found.append(Version(entry.n, *days, links))
    return tuple(found)


@reads.read
def gone() -> dict[str, tuple[str, ...]]:
    """The ids of withdrawn records by section, but for those that came again after the ledger was given up."""
    found: dict[str, list[str]] = {}
    for section, _, id in (key.partition("/") for key in (tombstones() if kept() else ())):
        if section in BY_NAME and not reads.record(section, id):
            found.setdefault(section, []).append(id)
    return {section: tuple(ids) for section, ids in found.items()}
