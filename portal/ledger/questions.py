"""What pages ask of the ledger. An entry never changes, so most answers never do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal import reads
from portal.ledger.book import Book
from portal.ledger.history import versions
from portal.ledger.log import Act, Entry
from portal.ledger.tree import WIDTH
from portal.plain import Plain
from portal.references import Target
from portal.sections import BY_NAME, page_of

PAGE_SIZE = 100
# How many digits of a root fit on a printed notice.
CODE = 20


@dataclass(frozen=True)
class Head:
    """The newest head. note: the checkpoint; root: hex; key: vkey of who signed it, or ""."""

    origin: str
    size: int
    root: str
    note: str
    key: str

    @property
    def code(self) -> str:
        """What fits on a printed notice: the first digits of the root."""
        return self.root[:CODE]


@dataclass(frozen=True)
class Line:
    """A record's newest entry, and how many it has.

    same: the record still is what was logged; a preview may show one that is not.
    earlier: something newer is held back. returned: it was withdrawn once, and came again.
    """

    entry: Entry
    number: int
    same: bool
    earlier: bool
    returned: bool

    @property
    def day(self) -> datetime.date:
        """The portal's day of the entry."""
        return datetime.date.fromisoformat(self.entry.date)


def _book() -> Book:
    book = reads.ledger("")
    if book is None:
        raise LookupError("no ledger is kept")
    return book


@reads.read
def kept() -> bool:
    """Whether there is a ledger to show."""
    return reads.ledger("") is not None


@reads.read
def head() -> Head | None:
    """The newest head, None where no ledger is kept; changes only when the log grows."""
    book = reads.ledger("")
    if book is None:
        return None
    at, signed = book.checkpoint.head, book.checkpoint.signatures
    key = (reads.site().ledger_key or "") if signed else ""
    return Head(at.origin, at.size, at.root.hex(), book.checkpoint.note, key)


def line(section: str, id: str) -> Line | None:
    """What a record's page says, None where there is no ledger or no entry."""
    return _line(section, id) if kept() else None


@reads.read
def _line(section: str, id: str) -> Line | None:
    key = f"{section}/{id}"
    book = reads.ledger(key)
    found = book.log.of(key) if book else []
    if book is None or not found:
        return None
    returned = any(one.act == Act.WITHDRAW for one in found[:-1])
    return Line(found[-1], len(found), key not in book.silent, key in book.earlier, returned)


@reads.read
def withdrawn(section: str, id: str) -> Entry | None:
    """The entry that withdrew a record which is not there any more, or None."""
    key = f"{section}/{id}"
    book = reads.ledger(key)
    n = book.log.newest.get(key) if book else None
    entry = book.entry(n) if book and n is not None else None
    return entry if entry and entry.act == Act.WITHDRAW else None


def explained(see: str) -> Target | None:
    """The record «section/id» that explains an act, None where its address leads nowhere."""
    section, _, id = see.partition("/")
    there = section in BY_NAME and (reads.record(section, id) or withdrawn(section, id))
    return Target(titled(section, id), f"/{see}/") if there else None


def titled(section: str, id: str) -> str:
    """A record's title, also of one that was withdrawn; its id when there never was such a record."""
    found = reads.title(section, id)
    return found if found != id or not withdrawn(section, id) else named(f"{section}/{id}").title


@reads.read
def tombstones() -> tuple[str, ...]:
    """Withdrawn records, whose addresses stay."""
    log = _book().log
    return tuple(key for key, n in sorted(log.newest.items()) if log.entries[n].act == Act.WITHDRAW)


@reads.read
def changed() -> tuple[str, ...]:
    """Records with more than one entry: they have a page of versions."""
    return tuple(sorted({one.record for one in _book().log.entries if one.prev is not None}))


@dataclass(frozen=True)
class Named:
    """A record with more than one entry, by its newest. title: as it was last published."""

    entry: Entry
    title: str

    @property
    def day(self) -> datetime.date:
        """The portal's day of the entry."""
        return datetime.date.fromisoformat(self.entry.date)


@reads.read
def named(key: str) -> Named:
    """A changed record in words; its id for one whose texts are not kept."""
    section, id = key.split("/")
    found = versions(section, id)
    titles = [one.record.title for one in found if one.record]
    return Named(found[-1].entry, titles[-1] if titles else key)


@reads.read
def last_page() -> int:
    """The number of the newest page of entries; page 1 holds the oldest."""
    return page_of(_book().log.size, PAGE_SIZE)


@reads.read
def page(number: int) -> tuple[Entry, ...]:
    """One page of entries, oldest first."""
    return tuple(_book().log.entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])


@reads.read
def bundle(number: int) -> tuple[Entry, ...]:
    """The entries of one file of 256."""
    return tuple(_book().log.entries[number * WIDTH : (number + 1) * WIDTH])


@reads.read
def removed(number: int) -> tuple[int, ...]:
    """The entries of one file of 256 whose texts are not kept."""
    first = number * WIDTH
    return tuple(sorted(n for n in _book().removed if first <= n < first + WIDTH))


def texts(number: int) -> list[bytes | None]:
    """The versions that a file's entries published.

    No question: each entry fixes its text by digest, as long as it is kept.
    """
    version, gone = _book().version, removed(number)
    kept = (entry.sha256 and entry.n not in gone for entry in bundle(number))
    return [version(n) if one else None for n, one in enumerate(kept, number * WIDTH)]


@reads.read
def full_tiles() -> tuple[str, ...]:
    """Hashes (hex) of the subtrees of each full file of entries."""
    levels = _book().log.tree.levels
    return tuple(one.hex() for one in levels[1]) if len(levels) > 1 else ()


@reads.read
def tile(level: int, index: int, width: int) -> bytes | None:
    """One tile of tlog-tiles, None when this tree has no such tile."""
    levels = _book().log.tree.levels
    hashes = levels[level] if level < len(levels) else []
    found = hashes[index * WIDTH : index * WIDTH + width]
    partial_too = width == WIDTH or len(hashes) == index * WIDTH + width
    return b"".join(found) if len(found) == width and width and partial_too else None


@reads.read
def forks() -> tuple[Plain, ...]:
    """Heads that were given up, as declared."""
    return tuple(Plain(**one.model_dump()) for one in _book().forks)
