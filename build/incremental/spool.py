"""What the processes of a build tell while it lasts, put down as it comes: it must not fill the memory.

A file of SQLite's own without a name, which is gone when it is closed. Numbers of questions are those
of each process; `build.incremental.learning` turns them into those of the traces.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing

from build.checks.facts import Facts, unpack
from build.incremental.batch import Batch, Page
from build.incremental.digest import written
from build.incremental.traces import named

_TABLES = """
CREATE TABLE page (address TEXT, file TEXT, sha256 TEXT, size INTEGER, facts BLOB,
    process INTEGER, asked BLOB);
CREATE TABLE question (question BLOB, digest BLOB, process INTEGER, number INTEGER);
CREATE TABLE asker (process INTEGER, number INTEGER, asked BLOB);
CREATE TABLE fact (fact TEXT, process INTEGER, number INTEGER);
"""
# Of what is read again in another order, so much at a time is in memory.
_CACHE = "PRAGMA cache_size = -8000"  # kB


class Spool:
    """What has been told so far. first, count: of each process, its first question and how many it knows."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute(_CACHE)
        self._database.executescript(_TABLES)
        self.first: dict[int, int] = {}
        self.count: dict[int, int] = {}

    def close(self) -> None:
        """Forget all."""
        self._database.close()

    def add(self, batch: Batch) -> None:
        """Put down a batch, in memory from now on where the file cannot be written."""
        try:
            self._add(batch)
        except sqlite3.Error:
            memory = sqlite3.connect(":memory:")
            with closing(self._database) as file:
                file.backup(memory)
            self._database = memory
            self._add(batch)
        process = batch.process
        self.first.setdefault(process, self._known(process))
        self.count[process] = self._known(process) + len(batch.questions)

    def _add(self, batch: Batch) -> None:
        process, start = batch.process, self._known(batch.process)
        digests = {one.number: one.digest for one in batch.answered}
        with self._database as database:
            database.executemany(
                "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (one.address, one.file, one.sha256, one.size, one.facts, process, one.asked)
                    for one in batch.pages
                ),
            )
            database.executemany(
                "INSERT INTO question VALUES (?, ?, ?, ?)",
                (
                    (written(one), digests.get(number, b""), process, number)
                    for number, one in enumerate(batch.questions, start)
                ),
            )
            database.executemany(
                "INSERT INTO asker VALUES (?, ?, ?)",
                ((process, one.number, one.asked) for one in batch.answered if one.asked),
            )
            database.executemany(
                "INSERT INTO fact VALUES (?, ?, ?)",
                (
                    (named(fact), process, one.number)
                    for one in batch.answered
                    for fact in one.facts
                ),
            )

    def _known(self, process: int) -> int:
        """How many questions a process knows: it began with those of its parent."""
        return self.count.get(process, self.count.get(os.getpid(), 0))

    def index(self) -> None:
        """From now on files are looked for, and nothing is added."""
        self._database.execute("CREATE INDEX page_file ON page (file)")

    def facts(self, file: str) -> Facts | None:
        """The facts of a file, None when there is no such file."""
        query = "SELECT facts FROM page WHERE file = ?"
        row = self._database.execute(query, (file,)).fetchone() if file else None
        return unpack(row[0]) if row else None

    def all_facts(self) -> Iterator[tuple[str, Facts]]:
        """Every file with its facts, in order."""
        rows = self._database.execute("SELECT file, facts FROM page WHERE file != '' ORDER BY file")
        return ((str(file), unpack(packed)) for file, packed in rows)

    def files(self) -> Iterator[Page]:
        """Each file that was written, with the page it was made from."""
        query = "SELECT address, file, sha256, size FROM page WHERE file != ''"
        return map(Page._make, self._database.execute(query))

    def pages(self) -> Iterator[tuple[str, str, str, int, bytes]]:
        """address, file, SHA-256, size and packed facts of each page."""
        return self._database.execute("SELECT address, file, sha256, size, facts FROM page")

    def asked(self) -> Iterator[tuple[int, array[int]]]:
        """Of each page, in the same order, its process and the questions that it asked."""
        for process, asked in self._database.execute("SELECT process, asked FROM page"):
            yield process, array("I", asked)

    def questions(self) -> Iterator[tuple[bytes, bytes, int, int]]:
        """question, digest (b"" when it is as it was), process and number, in the order in which they came."""
        return self._database.execute("SELECT * FROM question ORDER BY rowid")

    def places(self) -> Iterator[tuple[bytes, int, int, int]]:
        """question, its place in that order from 1, process and number; equal ones together."""
        query = "SELECT question, rowid, process, number FROM question ORDER BY question"
        return self._database.execute(query)

    def askers(self) -> Iterator[tuple[int, int, array[int]]]:
        """process, number and the questions that this one asked."""
        for process, number, asked in self._database.execute("SELECT * FROM asker"):
            yield process, number, array("I", asked)

    def looked_up(self) -> Iterator[tuple[str, int, int]]:
        """fact, process and number of a question that looked it up; equal facts together."""
        return self._database.execute("SELECT * FROM fact ORDER BY fact")
