"""Entries and the log of them: what was published when, as canonical lines over a tree."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from portal.canonical import canonical
from portal.ledger.tree import Tree, leaf_hash

VERSION = 1
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RECORD = re.compile(r"[a-z0-9-]+/[a-z0-9-]+", re.ASCII)


class Act(StrEnum):
    """What happened to a record."""

    PUBLISH = "publish"
    REVISE = "revise"
    WITHDRAW = "withdraw"


class Entry(NamedTuple):
    """One act of publication; it holds no personal data, because it can never be taken back.

    n: place in the log, from 0. date: the portal's day. record: «section/id».
    sha256: of the version's canonical JSON, "" for a withdrawal. prev: the record's entry before.
    head: root (hex) of the tree of the n entries before this one, so that each entry seals them.
    by, reason, see: of a declared change: who, why, and the record that explains it.
    """

    n: int
    date: str
    act: str
    record: str
    sha256: str = ""
    prev: int | None = None
    head: str = ""
    by: str = ""
    reason: str = ""
    see: str = ""

    @property
    def line(self) -> bytes:
        """The entry as the log holds and hashes it: canonical JSON, without line end."""
        said: dict[str, Any] = {
            name: value for name, value in self._asdict().items() if value not in ("", None)
        }
        return canonical({"v": VERSION, **said})


class BadEntry(ValueError):
    """A line that cannot be this log's next entry; says why in Chinese."""


@dataclass
class Log:
    """All entries in order, the tree over them, and each record's newest entry."""

    entries: list[Entry] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    newest: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.entries)

    def add(self, act: Act, date: str, record: str, **rest: str) -> Entry:
        """Append an act of this day: O(log n) hashes."""
        head, prev = self.tree.root().hex(), self.newest.get(record)
        entry = Entry(self.size, date, act.value, record, prev=prev, head=head, **rest)
        self._take(entry, entry.line)
        return entry

    def take(self, line: bytes) -> Entry:
        """Append an entry as read from a file; raises BadEntry unless it is the next one."""
        try:
            said = json.loads(line)
            version = said.pop("v", None)
            entry = Entry(**said)
        except (ValueError, TypeError, AttributeError):
            raise BadEntry("不是账本的一条记载") from None
        if version != VERSION or not _well_formed(entry) or entry.line != line:
            raise BadEntry("不是账本的一条记载")
        if entry.n != self.size:
            raise BadEntry(f"序号是 {entry.n}，应当是 {self.size}")
        if entry.prev != self.newest.get(entry.record):
            raise BadEntry("与同一记录的上一条接不上")
        if entry.head != self.tree.root().hex():
            raise BadEntry("与它前面的各条接不上：前面有一条被改动、增删过")
        self._take(entry, line)
        return entry

    def _take(self, entry: Entry, line: bytes) -> None:
        self.entries.append(entry)
        self.tree.append(leaf_hash(line))
        self.newest[entry.record] = entry.n

    def of(self, record: str) -> list[Entry]:
        """The entries of one record, oldest first."""
        found: list[Entry] = []
        n = self.newest.get(record)
        while n is not None:
            found.append(self.entries[n])
            n = found[-1].prev
        return found[::-1]

    def public(self, record: str) -> Entry | None:
        """The entry of the record's version that is public, or None."""
        n = self.newest.get(record)
        entry = self.entries[n] if n is not None else None
        return entry if entry and entry.act != Act.WITHDRAW else None


def _well_formed(entry: Entry) -> bool:
    numbers = (entry.n, 0 if entry.prev is None else entry.prev)
    texts = [value for name, value in entry._asdict().items() if name not in ("n", "prev")]
    if not (all(type(one) is int for one in numbers) and all(type(one) is str for one in texts)):
        return False
    hashed = bool(_HASH.fullmatch(entry.sha256))
    return bool(
        entry.act in list(Act)
        and hashed == (entry.act != Act.WITHDRAW)
        and (hashed or not entry.sha256)
        and _HASH.fullmatch(entry.head)
        and _DATE.fullmatch(entry.date)
        and _RECORD.fullmatch(entry.record)
    )
