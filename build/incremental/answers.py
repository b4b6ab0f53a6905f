"""Answers that are to be kept, in a file of the state folder for as long as a build lasts.

Every process of the build puts its own there, and reads those of all. It costs time where the file
cannot be written, and no more: what is not there is made again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

# Two processes write at once for a few milliseconds only.
_PATIENCE = 60.0  # seconds
TABLE = "CREATE TABLE kept (question BLOB PRIMARY KEY, digest BLOB, weight INTEGER, answer BLOB)"


class Row(NamedTuple):
    """An answer as it is kept. question: as it is `written`; digest, weight: see `digest.weighed`."""

    question: bytes
    digest: bytes
    weight: int
    answer: bytes


class Answers:
    """The file at a path, which is ours: what a killed build left there goes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # By process: one that another opened must be neither used nor closed after a fork.
        self._connections: dict[int, sqlite3.Connection] = {}
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with closing(sqlite3.connect(path)) as file:
                file.execute(TABLE)

    def put(self, rows: Iterable[Row]) -> None:
        """These are to be kept."""
        with suppress(sqlite3.Error), self._connected() as file:
            file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def find(self, question: bytes) -> tuple[int, bytes] | None:
        """Weight and answer of a question that any process has put here, or None."""
        with suppress(sqlite3.Error):
            query = "SELECT weight, answer FROM kept WHERE question = ?"
            row: tuple[int, bytes] | None
            row = self._connected().execute(query, (question,)).fetchone()
            return row
        return None

    def __iter__(self) -> Iterator[Row]:
        """All of them."""
        with suppress(sqlite3.Error):
            yield from map(Row._make, self._connected().execute("SELECT * FROM kept"))

    def close(self) -> None:
        """Let go of the file, and remove it."""
        for one in self._connections.values():
            one.close()
        self._connections.clear()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _connected(self) -> sqlite3.Connection:
        """This process's connection; another file than ours is never made by it."""
        found = self._connections.get(os.getpid())
        if found is None:
            address = f"{self._path.resolve().as_uri()}?mode=rw"
            found = sqlite3.connect(address, uri=True, timeout=_PATIENCE)
            # Nothing of it is of use after a crash.
            found.execute("PRAGMA journal_mode = MEMORY")
            found.execute("PRAGMA synchronous = OFF")
            self._connections[os.getpid()] = found
        return found
