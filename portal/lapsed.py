"""What withdrawn records had set, as far as the ledger keeps their texts: for those who noted it.

A project that is gone is a contracting process and has deadlines still: nobody who follows either may
take silence for «nothing new».
"""

from __future__ import annotations

import datetime
import json
from typing import NamedTuple

from portal import reads
from portal.feeds.past import gone
from portal.ledger.judge import restore
from portal.ledger.log import Entry
from portal.models.base import Record

# Section → the field that says its deadline.
DAYS = {
    "announcements": "closes",
    "publicity": "until",
    "single-sources": "until",
    "contracts": "ends",
}


class Lapsed(NamedTuple):
    """The deadline of a withdrawn record. entry: its withdrawal; parties: whom it named, «section/id»."""

    section: str
    id: str
    project: str
    day: datetime.date
    entry: Entry
    parties: tuple[str, ...]


class Gone(NamedTuple):
    """A withdrawn project. form: as its text says, "" where that is not kept; parties: as of Lapsed."""

    id: str
    entry: Entry
    form: str
    parties: tuple[str, ...]


@reads.read
def lapsed() -> tuple[Lapsed, ...]:
    """The deadlines of all withdrawn records, by section and id."""
    found = []
    for section, field in DAYS.items():
        for id in gone().get(section, ()):
            entry, row = _last(f"{section}/{id}")
            if row:
                said = vars(row)
                supplier = (f"suppliers/{said['supplier']}",) if section == "contracts" else ()
                found.append(Lapsed(section, id, said["project"], said[field], entry, supplier))
    return tuple(found)


@reads.read
def projects() -> tuple[Gone, ...]:
    """All withdrawn projects, by id."""
    found = []
    for id in gone().get("projects", ()):
        entry, row = _last(f"projects/{id}")
        said = vars(row) if row else {"purchasers": (), "region": "", "form": ""}
        named = [f"purchasers/{one}" for one in said["purchasers"]]
        found.append(Gone(id, entry, str(said["form"]), (*named, f"regions/{said['region']}")))
    return tuple(found)


@reads.read
def of_project(id: str) -> tuple[Lapsed, ...]:
    """Those of one project, be it there or not."""
    return tuple(one for one in lapsed() if one.project == id)


@reads.read
def of_party(key: str) -> tuple[str, ...]:
    """The projects in which a purchaser, supplier or region («section/id») was named by what is gone."""
    named = {one.project for one in lapsed() if key in one.parties}
    named |= {one.id for one in projects() if key in one.parties and of_project(one.id)}
    return tuple(sorted(named))


@reads.read
def concerned() -> tuple[str, ...]:
    """All of whom `of_project` or `of_party` tells anything, «section/id»; asked once where all are asked for."""
    named = {f"projects/{one.project}" for one in lapsed()}
    named |= {key for one in lapsed() for key in one.parties}
    named |= {key for one in projects() if of_project(one.id) for key in one.parties}
    return tuple(sorted(named))


def _last(key: str) -> tuple[Entry, Record | None]:
    """The newest entry of a record, and what it said last, as far as that is kept."""
    book = reads.ledger(key)
    if book is None:
        raise LookupError("no ledger is kept")
    entries = book.log.of(key)
    texts = (book.version(one.n) for one in reversed(entries) if one.sha256)
    text = next((one for one in texts if one), None)
    return entries[-1], restore(json.loads(text)) if text else None
