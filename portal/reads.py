"""The only door to records, the clock and the content's files: every question a page may ask.

Each is a question as `portal.questions` has them: asked once per store, and written down while pages
are frozen.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from portal import canonical, questions
from portal.canonical import Fingerprint, Values
from portal.columns import columns, given
from portal.ledger.book import Book
from portal.models.site import Site
from portal.plain import Plain
from portal.questions import QUESTIONS, Of, touch
from portal.sections import BY_NAME, SECTIONS, Section, page_of
from portal.store import current
from portal.today import Today
from portal.trace import Fact, Question
from portal.window import Workdays
from portal.withheld import Withheld

# What functions of any module are marked with that a page may ask.
read, kept = questions.read, questions.kept


def again(question: Question) -> Any:
    """The answer to a question that was written down; GONE when it is about a record that is gone."""
    name, named, items = question
    args = [record(*one) if isinstance(one, Of) else one for one in named]
    if None in [arg for arg, one in zip(args, named, strict=True) if isinstance(one, Of)]:
        return GONE
    return QUESTIONS[name](*args, **dict(items))


GONE = "gone"


def site() -> Site:
    """What site.yaml says: no question, because every page is made anew when it changes."""
    return current().site


def workdays() -> Workdays:
    """Which days are worked: no question either."""
    return current().workdays


def ledger(record: str) -> Book | None:
    """The ledger, for a question about the entries of one record («section/id»), or of all ("").

    No question itself: the whole log is no page's business. None where no ledger is kept.
    """
    touch("ledger", record)
    return current().book


def today() -> datetime.date:
    """The portal's day. An answer rests on what it compares the day with, not on the whole day."""
    trace = current().trace
    return Today.watched(current().today, _look) if trace and trace.open else day()


@read
def day() -> datetime.date:
    """The portal's day as a whole: there is another one tomorrow."""
    touch("today")
    return current().today


def _look(fact: Fact) -> None:
    """An answer looks at the day; what is looked at outside of any counts as asked for by the page."""
    trace = current().trace
    if trace and trace.open:
        trace.touch(*fact)
    else:
        day()


@read
def withheld() -> tuple[Withheld, ...]:
    """The records that are held back, by section and id."""
    touch("withheld")
    return current().withheld


def file(address: str) -> Path | None:
    """The attachment published at a root-relative address; who asks rests on its bytes."""
    fingerprint(address)
    return current().files.get(address)


@read
def fingerprint(address: str) -> Fingerprint | None:
    """Digest and size of the attachment published at a root-relative address."""
    touch("file", address)
    found = current().files.get(address)
    return current().prints(found) if found else None


@read
def values(section: str, id: str) -> Values | None:
    """A record's canonical values, its attachments with their digests; None without the record."""
    one = record(section, id)
    if one is None:
        return None
    prints = {item.file: fingerprint(f"{one.url}{item.file}") for item in one.attachments}
    return canonical.values(section, one, {name: it for name, it in prints.items() if it})


@read
def keys(section: str) -> tuple[str, ...]:
    """The ids of a section's records from the oldest to the newest (published, id)."""
    touch("keys", section)
    table = BY_NAME[section].model.__tablename__
    query = f'SELECT id FROM "{table}" ORDER BY published, id'  # noqa: S608 - a name of our own
    return tuple(id for (id,) in current().database.execute(query))


def sources() -> tuple[tuple[str, Path], ...]:
    """Path and place of each file of the content that is public today, in order.

    No question, but for one to use: it rests on the bytes of all of them.
    """
    touch("sources")
    return current().sources


@read
def ids(section: str, start: int, stop: int) -> tuple[str, ...]:
    """The ids of a section's records from the oldest to the newest, as a slice."""
    return keys(section)[start:stop]


@read
def count(section: str) -> int:
    """How many records a section has."""
    return len(keys(section))


@read
def records(section: str, start: int = 0, stop: int | None = None) -> list[Plain]:
    """A section's records from the oldest to the newest (published, id), as a slice."""
    found = [record(section, id) for id in keys(section)[start:stop]]
    return [one for one in found if one is not None]


@read
def record(section: str, id: str) -> Plain | None:
    """One record, or None."""
    touch("row", section, id)
    row = current().database.execute(_SELECT[section], (id,)).fetchone()
    return given(section, BY_NAME[section].model, row) if row else None


def _select(section: Section) -> str:
    names = ", ".join(f'"{one.name}"' for one in columns(section.model))
    return f'SELECT {names} FROM "{section.model.__tablename__}" WHERE id = ?'  # noqa: S608


_SELECT = {one.name: _select(one) for one in SECTIONS}


@read
def attached(section: str) -> dict[str, tuple[str, ...]]:
    """The ids of a section's records that have attachments → the names of their files."""
    found = ((id, json.loads(text)) for id, text in stored(section, "id", "attachments"))
    return {id: tuple(it["file"] for it in files) for id, files in found if files}


@read
def newest(sections: tuple[str, ...], number: int) -> list[Plain]:
    """The newest records of some sections together, newest first."""
    found: list[Plain] = []
    for section in sections:
        total = count(section)
        found += records(section, max(0, total - number), total)
    order = {section.name: place for place, section in enumerate(SECTIONS)}
    found.sort(key=lambda one: (one.published, -order[one.section], one.id), reverse=True)
    return found[:number]


@read
def links(key: str) -> tuple[tuple[str, str, str], ...]:
    """Who names the record «section/id»: (key of the other, its field, the row meant or "")."""
    touch("links", key)
    query = "SELECT source, field, code FROM link WHERE target = ? ORDER BY source, field"
    return tuple(current().database.execute(query, (key,)))


def naming(section: str, id: str, by: str, field: str = "", code: str = "") -> list[Plain]:
    """Records of the section `by` that name this one, oldest first.

    field: only those that name it in this field of theirs; code: only those that name this row of it.
    No question: who asks rests on the links and on the records.
    """
    start, within = f"{by}/", f"{field}["
    named = {
        source
        for source, its_field, its_code in links(f"{section}/{id}")
        if source.startswith(start)
        and (not field or its_field == field or its_field.startswith(within))
        and (not code or its_code == code)
    }
    if not named:
        return []
    found = [record(*key.split("/")) for key in sorted(named)]
    return sorted(
        (one for one in found if one is not None), key=lambda one: (one.published, one.id)
    )


@read
def named() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """What every record names: its «section/id» → (field, target «section/id», row or "")."""
    for section in SECTIONS:
        touch("rows", section.name)
    query = "SELECT source, field, target, code FROM link ORDER BY source, field"
    found: dict[str, list[tuple[str, str, str]]] = {}
    for source, field, target, code in current().database.execute(query):
        found.setdefault(source, []).append((field, target, code))
    return {source: tuple(links) for source, links in found.items()}


@read
def named_in(section: str, target: str) -> tuple[tuple[str, str], ...]:
    """The records of a section that name those of another: the ids of both, each pair once."""
    touch("rows", section)
    query = (
        "SELECT DISTINCT source, target FROM link "
        "WHERE source BETWEEN ? AND ? AND target BETWEEN ? AND ? ORDER BY source, target"
    )
    # «0» is the sign behind «/».
    between = (f"{section}/", f"{section}0", f"{target}/", f"{target}0")
    found = current().database.execute(query, between)
    return tuple((one.partition("/")[2], other.partition("/")[2]) for one, other in found)


@read
def stored(section: str, *names: str) -> tuple[tuple[Any, ...], ...]:
    """These fields of all records of a section as they are stored (days as YYYY-MM-DD), in order."""
    touch("rows", section)
    table = BY_NAME[section].model.__tablename__
    columns = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT {columns} FROM "{table}" ORDER BY published, id'  # noqa: S608 - names of our own
    return tuple(current().database.execute(query))


@read
def related(section: str, id: str) -> list[tuple[Section, list[Plain]]]:
    """All records that name this one, by section, newest first."""
    named = {source.partition("/")[0] for source, _, _ in links(f"{section}/{id}")}
    found = [(by, naming(section, id, by.name)[::-1]) for by in SECTIONS if by.name in named]
    return [(by, records) for by, records in found if records]


@read
def title(section: str, id: str) -> str:
    """A record's title; its id when there is no such record."""
    found = record(section, id)
    return found.title if found else id


@read
def last_page(section: str) -> int:
    """The number of the newest list page; page 1 is the oldest."""
    return page_of(count(section))
