"""An office that keeps a ledger: publications without their pages, so that tests can afford many."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml
from flask import Flask, url_for

from build import ledger
from build.pages import pages
from portal.ledger.book import Book
from portal.ledger.keeping import book_of
from portal.load import load
from portal.problems import ContentError
from portal.settings import Settings
from tests.factories import TODAY, Content


class Office:
    """A content folder with a ledger, and the state of the machine that publishes it."""

    def __init__(self, content: Content, state: Path) -> None:
        self.content, self.state = content, state
        self.changes: list[dict[str, str]] = []
        self.forks: list[dict[str, str]] = []
        self.site()

    def site(self, **fields: Any) -> None:
        self.content.site(**{"ledger": "是", **fields})

    def settings(self, day: str = TODAY, **rest: Any) -> Settings:
        site = self.state.parent / "site"
        today = datetime.date.fromisoformat(day)
        return Settings(self.content.folder, site, self.state, today, **rest)

    def look(self, day: str = TODAY, **rest: Any) -> Book:
        """The ledger as a publication would leave it; writes nothing."""
        settings = self.settings(day, **rest)
        loaded = load(settings.content)
        book = book_of(settings, loaded)
        assert book is not None
        ledger.refuse(settings, loaded.site, book)
        return book

    def publish(self, day: str = TODAY, **rest: Any) -> Book:
        """What a build does with the ledger; raises ContentError as it does."""
        book = self.look(day, **rest)
        ledger.append(self.settings(day), book)
        ledger.remember(self.settings(day), book)
        return book

    def records(self) -> list[str]:
        """The record of each entry."""
        return [entry.record for entry in self.look().log.entries]

    def problems(self, day: str = TODAY) -> list[str]:
        try:
            self.look(day)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []

    def declare(self, record: str, entry: int, act: str = "更正", **rest: str) -> None:
        """Add a declaration to declared.yaml."""
        said = {"record": record, "entry": str(entry), "act": act, "date": TODAY}
        self.changes.append({**said, "by": "甲市总工会", "reason": "金额写错", **rest})
        self.write_declared()

    def write_declared(self) -> None:
        said = {"changes": self.changes, "forks": self.forks}
        self.content.write("ledger/declared.yaml", yaml.safe_dump(said, allow_unicode=True))

    @property
    def folder(self) -> Path:
        return self.content.folder / "ledger"

    def files(self) -> dict[str, bytes]:
        """Every file of the ledger that builds write."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != "declared.yaml"
        }


def write_pages(app: Flask, folder: Path) -> Path:
    """The ledger's pages with what they load, as a freeze would write them; gives the folder."""
    client = app.test_client()
    with app.test_request_context():
        wanted = [
            url_for(endpoint, **values)
            for endpoint, values in pages(app)
            if endpoint.startswith("ledger.") or endpoint in ("static", "pages.style_sheet")
        ]
    for url in wanted:
        file = folder / (url + "index.html" if url.endswith("/") else url).removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        answer = client.get(url)
        assert answer.status_code == 200, url
        file.write_bytes(answer.data)
        answer.close()
    return folder
