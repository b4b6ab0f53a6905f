"""The records of one application: a database made from the content, and made anew for each."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any
from weakref import finalize

from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, create_engine

from portal.load import Loaded
from portal.models.site import Site
from portal.release import release
from portal.window import Workdays

_KEY = "portal"


@dataclass(frozen=True)
class Store:
    """Rows in SQLite, and the few facts that are not rows.

    held: paths of the records whose day has not come.
    answers: what `reads` has already answered; the content of a store never changes.
    lock: held while a question is answered, because all threads share one connection.
    """

    engine: Engine
    site: Site
    workdays: Workdays
    files: Mapping[str, Path]
    today: datetime.date
    held: tuple[str, ...] = ()
    answers: dict[Any, Any] = field(default_factory=dict)
    lock: AbstractContextManager[bool] = field(default_factory=RLock)


def build(loaded: Loaded, today: datetime.date) -> Store:
    """A store in memory: it is derived, so nothing of it has to outlive the process."""
    public, held = release(loaded, today)
    # One connection for all threads: SQLite drops a memory database with its last connection.
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(public.rows.values())
        session.add_all(public.links)
        session.commit()
    store = Store(engine, public.site, public.workdays, public.files, today, held)
    # From Python 3.13 on, a connection that nobody closed is a warning when it is collected.
    finalize(store, engine.dispose)
    return store


def attach(app: Flask, store: Store) -> None:
    """Make the store the one that `current` gives within this application."""
    app.extensions[_KEY] = store


def current() -> Store:
    """The store of the application at work."""
    return of(current_app)


def of(app: Flask) -> Store:
    """The store of this application."""
    store: Store = app.extensions[_KEY]
    return store
