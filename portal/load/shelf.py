"""What was made once and is kept in the state folder: bytes, by the digest of all that they rest on.

A cache in one SQLite file, with a check sum beside each piece. What is damaged is as good as not
there, and a file that cannot be written is no reason to fail.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from zlib import crc32

# A file of which more than half is of no use any more is cleared, when it is not small.
SMALL = 1_000
# How many pieces wait in memory to be written at once.
_MANY = 500
_TABLE = "CREATE TABLE IF NOT EXISTS piece (digest BLOB PRIMARY KEY, sum INTEGER, data BLOB)"
# What SQLite says of a file that it cannot make sense of; anything else may pass.
_DAMAGED = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# What it says may quote the damage, and is no text then.
_FAILED = (sqlite3.DatabaseError, UnicodeDecodeError)


class Shelf:
    """The pieces that are kept in one file; with no path, none are."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None
        self._asked: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._written = False
        if path and path.is_file() and (database := self._open(path)):
            # One reading of the whole shelf: otherwise each piece asks anew whether it has changed.
            database.execute("BEGIN")

    def get(self, digest: bytes) -> bytes | None:
        """The piece that was kept, whole and as it was, or None."""
        self._asked.add(digest)
        if self._database is None or digest in self._new:
            return self._new.get(digest)
        query = "SELECT sum, data FROM piece WHERE digest = ?"
        try:
            found = self._database.execute(query, (digest,)).fetchone()
        except _FAILED as error:
            self._give_up(error)
            return None
        sound = found and type(found[1]) is bytes and crc32(found[1]) == found[0]
        return found[1] if sound else None

    def put(self, digest: bytes, data: bytes) -> None:
        """Keep a piece."""
        if self._path:
            self._new[digest] = data
            if len(self._new) >= _MANY:
                self._write(self._path)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what is new; the shelf is empty then."""
        if self._path and self._new:
            self._write(self._path)
        if self._written:
            with suppress(*_FAILED):
                self._clear()
        self._close()

    def _open(self, path: Path) -> sqlite3.Connection | None:
        with suppress(sqlite3.DatabaseError):
            self._database = sqlite3.connect(path)
        return self._database

    def _close(self) -> None:
        if self._database:
            self._database.close()
        self._database = None

    def _give_up(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
        """Close the file, and take a damaged one away; whether it was."""
        self._close()
        # The lowest eight bits are the kind of error, the others tell more of it.
        damaged = isinstance(error, UnicodeDecodeError) or (
            error.sqlite_errorcode & 0xFF in _DAMAGED
        )
        if damaged and self._path:
            with suppress(OSError):
                self._path.unlink()
        return damaged

    def _write(self, path: Path) -> None:
        """Keep the new pieces, in a new file when the old one is damaged."""
        rows = [(digest, crc32(data), data) for digest, data in self._new.items()]
        self._new.clear()
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                database = self._database or self._open(path)
                if database is None:
                    return
                with database:
                    database.execute(_TABLE)
                    database.executemany("INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", rows)
            except OSError:
                return
            except _FAILED as error:
                if not self._give_up(error):
                    return
            else:
                self._written = True
                return

    def _clear(self) -> None:
        """Take away what nobody asked for any more, when it is the greater part."""
        if self._database is None:
            return
        known = {one for (one,) in self._database.execute("SELECT digest FROM piece")}
        if len(known) > SMALL + 2 * len(self._asked):
            with self._database:
                stale = [(one,) for one in known - self._asked]
                self._database.executemany("DELETE FROM piece WHERE digest = ?", stale)
