"""Where the rows of one application are: in memory, or in a file that several processes read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

Write = Callable[[sqlite3.Connection], None]


class Filed:
    """A database in a file that nobody changes any more.

    Each process reads it by a connection of its own: one that another opened must not be used after a
    fork. What is read is no part of the memory of any of them.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._closed = path, False
        self._process, self._connection = os.getpid(), self._connected()

    def execute(self, query: str, parameters: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        """As sqlite3.Connection has it."""
        if self._process != os.getpid():
            self._process, self._connection = os.getpid(), self._connected()
        return self._connection.execute(query, parameters)

    def close(self) -> None:
        """Let go of the file, and remove it: once, since what lies there later is another's."""
        self._connection.close()
        if not self._closed:
            self._closed = True
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _connected(self) -> sqlite3.Connection:
        # Nobody changes it, so nobody need lock it nor look whether it was changed.
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)


Database = sqlite3.Connection | Filed


def made(write: Write, path: Path | None = None) -> Database:
    """A database with what `write` puts into it: in this file, which is ours, else in memory.

    A file that cannot be written is no reason to fail.
    """
    if path:
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with closing(sqlite3.connect(path)) as file:
                # Nothing of it is of use after a crash.
                file.execute("PRAGMA journal_mode = OFF")
                file.execute("PRAGMA synchronous = OFF")
                write(file)
            return Filed(path)
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    write(memory)
    return memory
