"""The only door to records, the clock and the content's files: every question a page may ask.

Each question is a function of plain arguments with a plain answer, asked once per store and then
remembered; answers are shared between pages and must not be changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from portal import canonical
from portal.canonical import Fingerprint, Values
from portal.models.link import Link
from portal.models.site import Site
from portal.plain import Plain, plain_record
from portal.sections import BY_NAME, PAGE_SIZE, SECTIONS, Section
from portal.store import current
from portal.window import Workdays

P = ParamSpec("P")
Answer = TypeVar("Answer")


def read(ask: Callable[P, Answer]) -> Callable[P, Answer]:
    """Mark a function as a question: its answer is kept by name and arguments."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Answer:
        store = current()
        key = (ask, args, tuple(sorted(kwargs.items())))
        with store.lock:
            if key not in store.answers:
                store.answers[key] = ask(*args, **kwargs)
        answer: Answer = store.answers[key]
        return answer

    return asked


@read
def site() -> Site:
    """What site.yaml says."""
    return current().site


@read
def today() -> datetime.date:
    """The portal's day."""
    return current().today


@read
def workdays() -> Workdays:
    """Which days are worked."""
    return current().workdays


@read
def file(address: str) -> Path | None:
    """The attachment published at a root-relative address."""
    return current().files.get(address)


@read
def fingerprint(address: str) -> Fingerprint | None:
    """The digest and size of the attachment published at a root-relative address."""
    found = file(address)
    return canonical.fingerprint(found) if found else None


@read
def values(section: str, id: str) -> Values | None:
    """What one record says, in canonical form with the digests of its attachments, or None."""
    one = record(section, id)
    if one is None:
        return None
    seen = {name.file: fingerprint(f"{one.url}{name.file}") for name in one.attachments}
    return canonical.values(section, one, {name: it for name, it in seen.items() if it})


@read
def count(section: str) -> int:
    """How many records a section has."""
    with Session(current().engine) as session:
        return session.exec(select(func.count()).select_from(BY_NAME[section].model)).one()


@read
def records(section: str, start: int = 0, stop: int | None = None) -> list[Plain]:
    """A section's records from the oldest to the newest (published, id), as a slice."""
    model = BY_NAME[section].model
    query = select(model).order_by(col(model.published), col(model.id)).offset(start)
    if stop is not None:
        query = query.limit(stop - start)
    with Session(current().engine) as session:
        return [plain_record(section, row) for row in session.exec(query)]


@read
def record(section: str, id: str) -> Plain | None:
    """One record, or None."""
    with Session(current().engine) as session:
        row = session.get(BY_NAME[section].model, id)
        return plain_record(section, row) if row else None


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
def naming(section: str, id: str, by: str, field: str = "", code: str = "") -> list[Plain]:
    """Records of the section `by` that name this one, oldest first.

    field: only those that name it in this field of theirs; code: only those that name this row of it.
    """
    query = select(col(Link.source)).where(
        col(Link.target) == f"{section}/{id}", col(Link.source).startswith(f"{by}/")
    )
    if field:
        named = col(Link.field)
        query = query.where((named == field) | named.startswith(f"{field}["))
    if code:
        query = query.where(col(Link.code) == code)
    with Session(current().engine) as session:
        keys = sorted(set(session.exec(query)))
    found = [record(*key.split("/")) for key in keys]
    return sorted(
        (one for one in found if one is not None), key=lambda one: (one.published, one.id)
    )


@read
def related(section: str, id: str) -> list[tuple[Section, list[Plain]]]:
    """All records that name this one, by section, newest first."""
    found = [(by, naming(section, id, by.name)[::-1]) for by in SECTIONS]
    return [(by, records) for by, records in found if records]


@read
def title(section: str, id: str) -> str:
    """A record's title; its id when there is no such record."""
    found = record(section, id)
    return found.title if found else id


@read
def last_page(section: str) -> int:
    """The number of the newest list page; page 1 is the oldest."""
    return max(1, -(-count(section) // PAGE_SIZE))
