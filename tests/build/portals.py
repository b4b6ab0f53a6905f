"""A portal that is built again and again, without the command around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from build import ledger
from build.freezing.freeze import Frozen, freeze
from build.trees import manifest
from build.trees.disk import remove
from build.trees.former import Former, former
from build.trees.place import MARK, MARKED, Place
from build.trees.swap import swap
from build.trees.untouched import note, see
from portal import create_app, store
from portal.ledger.book import Book
from portal.oversight import paging
from portal.settings import Settings
from tests.build.command import tree
from tests.factories import Content


@contextmanager
def divided_early() -> Iterator[None]:
    """Tables of more than two rows are divided."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SIZE", "MOST", "LEAST"):
            patch.setattr(paging, name, 2)
        yield


@dataclass
class Portal:
    """A content folder with its published tree, built again and again by so many processes."""

    folder: Path
    day: date = date(2026, 3, 20)
    processes: int = 1
    content: Content = field(init=False)
    book: Book | None = field(init=False, default=None)
    changes: list[dict[str, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.content = Content(self.folder / "content").world()
        self.content.add("announcements", "announcement")
        self.content.add("publicity", "publicity")
        self.content.add("contracts", "contract")

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def place(self) -> Place:
        return Place(self.site)

    def object(self, number: int) -> None:
        """So many objections there are now."""
        for path in (self.content.folder / "objections").glob("*.md"):
            path.unlink()
        for one in range(number):
            self.content.add("objections", f"o{one}", about="projects/project")

    def declare(self, record: str, entry: int, act: str) -> None:
        """A declaration of what was done to a record that the ledger knows."""
        said = {"record": record, "entry": str(entry), "act": act, "date": self.day.isoformat()}
        self.changes.append({**said, "by": "甲市总工会", "reason": "有误"})
        self.content.write("ledger/declared.yaml", yaml.safe_dump({"changes": self.changes}))

    @property
    def settings(self) -> Settings:
        return Settings(self.content.folder, self.site, self.state, self.day)

    def build(self) -> Frozen:
        """Build from what the last build left, and put the new tree in the place of the old."""
        self.place.new.mkdir()
        (self.place.new / MARK).write_bytes(MARKED)
        seen = see(self.state, self.place)
        made = self._freeze(self.place.new, self.state, former(self.place, seen))
        if made.another:
            self.place.lock.touch()
            swap(self.place, self.place.new)
        else:
            remove(self.place.new)
        made.keep(manifest.digest(self.site))
        ledger.append(self.settings, self.book)
        made.close()
        note(self.state, self.place, seen, made.files, made.stayed if made.another else None)
        return made

    def clean(self) -> dict[str, bytes | None]:
        """The tree that a build from nothing gives."""
        with TemporaryDirectory() as name:
            folder = Path(name) / "site"
            folder.mkdir()
            (folder / MARK).write_bytes(MARKED)
            with closing(self._freeze(folder, Path(name) / "state")) as made:
                assert made.why == {}
            return tree(folder)

    def _freeze(self, folder: Path, state: Path, old: Former | None = None) -> Frozen:
        app = create_app(self.settings, frozen=True)
        self.book = store.of(app).book
        made = freeze(app, folder, state, old, self.processes)
        (folder / manifest.NAME).write_bytes(manifest.write(made.files))
        return made
