"""Where a reference leads, in words and as an address: to a record, or to one row of it."""

from __future__ import annotations

from dataclasses import dataclass

from portal import reads
from portal.anchors import ROWS


@dataclass(frozen=True)
class Target:
    """What a reader sees of a reference: its words, and the root-relative address behind them."""

    words: str
    address: str


@reads.read
def target(section: str, value: str) -> Target:
    """The target of a reference, written «id» or «id#code» for a row.

    The loader knows that it exists; a former version in the ledger may name what is gone since.
    section: the section that the field is marked with; "" for «section/id».
    """
    if not section:
        section, _, value = value.partition("/")
    id, _, code = value.partition("#")
    words, address = reads.title(section, id), f"/{section}/{id}/"
    if not code:
        return Target(words, address)
    rows, holder = ROWS[section], reads.record(section, id)
    named = {
        getattr(row, rows.code): getattr(row, rows.words)
        for row in (getattr(holder, rows.part) if holder else ())
    }
    if code not in named:
        return Target(f"{words} · {code}", address)
    return Target(f"{words} · {named[code]}", f"{address}#{rows.anchor}{code}")
