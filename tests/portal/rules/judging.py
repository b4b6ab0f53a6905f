"""The database that rule tests share: its tables are made once and emptied for each content."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from flask import Flask
from sqlmodel import SQLModel

from portal import reads, store
from portal.load import load
from portal.rules.case import case
from portal.rules.outcome import Verdict
from portal.rules.rule import Finding, apply
from portal.rules.sheet import sheet
from portal.rules.table import BY_ID
from tests.factories import Content


class Bench:
    """An application without pages over whatever content is opened."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        store.create(self.database)

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.database.close()

    @contextmanager
    def opened(self, content: Content, today: str) -> Iterator[None]:
        """The content, loaded and checked as the portal does, on this day."""
        loaded = load(content.folder)
        for table in SQLModel.metadata.sorted_tables:
            self.database.execute(f'DELETE FROM "{table.name}"')  # noqa: S608
        store.fill(self.database, loaded.rows.values(), loaded.links)
        day = datetime.date.fromisoformat(today)
        app = Flask(__name__)
        store.attach(
            app, store.Store(self.database, loaded.site, loaded.workdays, loaded.files, day)
        )
        with app.app_context():
            yield

    def verdict(self, rule: str, of: str = "") -> Verdict:
        """What a rule finds on a record; on the one that the factories make when not named."""
        subject = BY_ID[rule].subject
        id = of or identifier(subject)
        record = reads.record(subject, id)
        assert record is not None
        whole = case(id) if subject == "projects" else record
        return apply(BY_ID[rule], record, whole).verdict

    def sheet(self, project: str = "project") -> dict[str, Finding]:
        """The whole clause sheet of a project, by rule."""
        return {one.rule.id: one for one in sheet("projects", project)}


def identifier(section: str) -> str:
    """The id of a section's first record: «policies» has «policy»."""
    return {"policies": "policy"}.get(section, section.removesuffix("s"))
