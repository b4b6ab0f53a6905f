"""What the ledger says of an entry, so that every reader's archive is a witness of the ledger.

A log entry holds the root of the tree before it, so each item of a feed is a checkpoint that no later build
can change: «the first N entries have this root, and entry N is this record with this digest».
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal import reads
from portal.language import say
from portal.ledger.log import Entry
from portal.ledger.questions import CODE, kept


@dataclass(frozen=True)
class Seal:
    """number: of the log entry, from 0, and so how many stand before it; root: of those (hex).

    sha256: of the record's canonical JSON, "" for a withdrawal; date: the portal's day of the entry.
    """

    number: int
    sha256: str
    root: str
    date: datetime.date

    @property
    def words(self) -> str:
        """The seal in one line, which readers keep with the entry.

        Of the root as many digits as fit on a printed notice, and enough to convict (ledger Head.code).
        """
        root = self.root[:CODE]
        if not self.sha256:
            return say("公开账本第 {number} 号，此前的根 {root}", number=self.number, root=root)
        return say(
            "公开账本第 {number} 号，SHA-256 {sum}，此前的根 {root}",
            number=self.number,
            sum=self.sha256[:12],
            root=root,
        )


def seal(record: str) -> Seal | None:
    """The seal of the newest version of «section/id», or of its withdrawal.

    None where no ledger is kept or before its entry.
    """
    return _seal(record) if kept() else None


@reads.read
def _seal(record: str) -> Seal | None:
    book = reads.ledger(record)
    found = book.log.of(record)[-1:] if book else []
    return of_entry(found[0]) if found else None


def of_entry(found: Entry) -> Seal:
    """The seal of one entry of the log."""
    day = datetime.date.fromisoformat(found.date)
    return Seal(found.n, found.sha256, found.head, day)


@reads.read
def arrivals() -> dict[str, tuple[str, int]]:
    """When each record came: day and number of its first log entry."""
    book = reads.ledger("")
    entries = book.log.entries if book else []
    return {one.record: (one.date, one.n) for one in entries if one.prev is None}


@reads.read
def later() -> dict[str, tuple[Entry, ...]]:
    """The log entries of each record after its first, oldest first: what became of it."""
    book = reads.ledger("")
    found: dict[str, list[Entry]] = {}
    for one in book.log.entries if book else ():
        if one.prev is not None:
            found.setdefault(one.record, []).append(one)
    return {record: tuple(entries) for record, entries in found.items()}
