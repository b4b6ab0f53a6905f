"""The records of one application: a database made from the content, and the few facts beside it.

The database is derived: it lives in memory, or for as long as a build takes in a file of the state
folder, from which several processes render.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, closing
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple
from weakref import finalize

from flask import Flask, current_app
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from portal.canonical import Fingerprints
from portal.columns import columns, kept
from portal.database import Database, made
from portal.embargo import release
from portal.ledger.book import Book
from portal.load import Loaded
from portal.models.base import Record
from portal.models.link import Link, Naming
from portal.models.site import Site
from portal.trace import Question, Trace
from portal.window import Workdays
from portal.withheld import Withheld

_KEY = "portal"


Keep = Callable[[Loaded], Book | None]


class Recalled(NamedTuple):
    """An answer that was kept. weight: see build/incremental/digest.py."""

    answer: Any
    weight: int


Recall = Callable[[Question], Recalled | None]


@dataclass(eq=False)
class Store:
    """Rows in SQLite, and the few facts that are not rows.

    sources: path and place of each file that the public records are made of, and of the site's own;
    digests: what stands for the bytes of those of them that were read as records. prints: gives the
    fingerprint of any of these files.
    held: paths of the records whose day has not come.
    book: the ledger, None where none is kept.
    withheld: the records that are held back because something is wrong with them.
    answers: what `reads` has already answered; the content of a store never changes.
    lock: held while a question is answered, because all threads share one connection.
    trace: writes down who asks what, while pages are frozen; None when nobody wants to know.
    recall: gives an answer that was kept, while pages are frozen (build/incremental/recall.py).
    """

    database: Database
    site: Site
    workdays: Workdays
    files: Mapping[str, Path]
    today: datetime.date
    sources: tuple[tuple[str, Path], ...] = ()
    digests: Mapping[str, bytes] = field(default_factory=dict)
    prints: Fingerprints = field(default_factory=Fingerprints)
    held: tuple[str, ...] = ()
    book: Book | None = None
    withheld: tuple[Withheld, ...] = ()
    answers: dict[Any, Any] = field(default_factory=dict)
    lock: AbstractContextManager[bool] = field(default_factory=RLock)
    trace: Trace | None = None
    recall: Recall | None = None


def build(
    loaded: Loaded,
    today: datetime.date,
    keep: Keep = lambda _: None,
    withheld: tuple[Withheld, ...] = (),
    place: Path | None = None,
) -> Store:
    """A store of what is public on the day.

    keep: opens the ledger over the records that are public. withheld: as in Store.
    place: the file that its rows are to lie in; None for memory.
    """
    public, held = release(loaded, today)

    def write(database: sqlite3.Connection) -> None:
        create(database)
        fill(database, public.rows.values(), public.links)

    database = made(write, place)
    sources = tuple((path, file) for path, (file, _) in public.sources.items())
    book = keep(public)
    if book:
        book = replace(book, earlier=frozenset(one.record for one in withheld if one.earlier))
    store = Store(
        database,
        public.site,
        public.workdays,
        public.files,
        today,
        sources=sources,
        digests=public.digests,
        prints=public.prints,
        held=held,
        book=book,
        withheld=withheld,
    )
    # From Python 3.13 on, a connection that nobody closed is a warning when it is collected.
    finalize(store, database.close)
    return store


def create(database: sqlite3.Connection) -> None:
    """Make the tables and their indexes as the models describe them."""
    dialect = sqlite.dialect()
    for table in SQLModel.metadata.sorted_tables:
        database.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            database.execute(str(CreateIndex(index).compile(dialect=dialect)))


def fill(database: sqlite3.Connection, rows: Iterable[Record], links: Iterable[Naming]) -> None:
    """Insert rows of any models, and links."""
    by_model: dict[type[SQLModel], list[tuple[Any, ...]]] = {Link: list(links)}
    for row in rows:
        by_model.setdefault(type(row), []).append(kept(row))
    with closing(database.cursor()) as cursor:
        for model, values in by_model.items():
            cursor.executemany(_insert(model), values)
    database.commit()


def _insert(model: type[SQLModel]) -> str:
    names = [one.name for one in columns(model)]
    places = ", ".join("?" * len(names))
    named = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{model.__tablename__}" ({named}) VALUES ({places})'  # noqa: S608 - names of our own


def attach(app: Flask, store: Store) -> None:
    """Make the store the one that `current` gives within this application."""
    app.extensions[_KEY] = store
    app.before_request(_at_work)
    app.teardown_request(_at_rest)


# The store of the request at work: looked up a hundred times a page, and Flask's way takes its time.
_current: ContextVar[Store | None] = ContextVar("store", default=None)


def _at_work() -> None:
    _current.set(of(current_app))


def _at_rest(_error: BaseException | None) -> None:
    _current.set(None)


def current() -> Store:
    """The store of the application at work."""
    return _current.get() or of(current_app)


def of(app: Flask) -> Store:
    """The store of this application."""
    store: Store = app.extensions[_KEY]
    return store
