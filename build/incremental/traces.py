"""What the last build knew of its pages, their questions and the facts behind these.

Every page with its file, every question with the digest of its answer, and who rests on it. Kept in
the state folder; without it all is made anew.

What rests on what is kept from the far end (fact → questions that look it up → questions that ask
those → pages), because a build starts from the facts that changed. An entry that is no longer true makes a page be looked at once too
often, never once too seldom; it goes with the next full build.
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TypeVar

from build.checks.facts import Facts, unpack
from build.incremental.answers import TABLE, Row
from build.incremental.batch import Page
from build.incremental.digest import restored, written
from portal.trace import Fact, Question

VERSION = "8"
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE page (number INTEGER PRIMARY KEY, address TEXT, file TEXT, sha256 TEXT,
    size INTEGER);
CREATE TABLE says (number INTEGER PRIMARY KEY, facts BLOB);
CREATE TABLE question (number INTEGER PRIMARY KEY, question BLOB, digest BLOB);
CREATE TABLE looking (name TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE TABLE asking (name INTEGER PRIMARY KEY, numbers BLOB);
CREATE TABLE showing (name INTEGER PRIMARY KEY, numbers BLOB);
CREATE TABLE content (fact TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
"""


Name = TypeVar("Name", str, int)
Lists = Iterable[tuple[Name, Collection[int]]]


class Known(NamedTuple):
    """A question whose answer the last build knew."""

    question: Question
    digest: bytes


class Traces:
    """The traces of the build that was published last."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def new(cls, path: Path | str = ":memory:") -> Traces:
        """Empty traces in a new file; one that is there already is replaced."""
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        database = sqlite3.connect(path, isolation_level=None)
        database.executescript(_TABLES)
        database.execute(TABLE)
        database.execute("BEGIN")
        traces = cls(database)
        traces.note(version=VERSION)
        return traces

    @classmethod
    def open(cls, path: Path) -> Traces | None:
        """The traces in a file; None when there are none, of another version, or damaged."""
        if not path.is_file():
            return None
        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.execute("BEGIN")
            traces = cls(database)
            if traces.noted("version") == VERSION:
                return traces
        except sqlite3.DatabaseError:
            pass
        database.close()
        return None

    def close(self) -> None:
        """Forget what was not committed."""
        self._database.close()

    def commit(self) -> None:
        """What was put down is there for good; all of it or nothing."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def note(self, **values: str) -> None:
        """Note values under names."""
        self._many("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def noted(self, name: str) -> str:
        """What was noted under a name, or ""."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def content(self) -> dict[Fact, bytes]:
        """The digest that every fact of the content had."""
        rows = self._database.execute("SELECT fact, digest FROM content")
        return {tuple(str(fact).split("\t")): digest for fact, digest in rows}

    def replace_content(self, now: Mapping[Fact, bytes], changed: Iterable[Fact]) -> None:
        """Put down the digests of the facts that changed; those that are gone go."""
        names = [(one, named(one)) for one in changed]
        self._many("DELETE FROM content WHERE fact = ?", [(name,) for _, name in names])
        kept = [(name, now[one]) for one, name in names if one in now]
        self._many("INSERT INTO content VALUES (?, ?)", kept)
        # Days that came, on which questions rested that have been asked again since.
        turned = ((name,) for one, name in names if one[0] in ("until", "since"))
        self._many("DELETE FROM looking WHERE name = ?", turned)

    def pages(self) -> Iterator[Page]:
        """Every page, in the order in which they were put down."""
        query = "SELECT address, file, sha256, size FROM page WHERE file != ''"
        for address, file, sha256, size in self._database.execute(query):
            yield Page(address, file, sha256, size)

    def facts(self, file: str) -> Facts | None:
        """The facts of a file, None when there was no such file."""
        query = "SELECT facts FROM page JOIN says USING (number) WHERE file = ?"
        row = self._database.execute(query, (file,)).fetchone() if file else None
        return unpack(row[0]) if row else None

    def all_facts(self) -> Iterator[tuple[str, Facts]]:
        """Every file with its facts, in no order."""
        query = "SELECT file, facts FROM page JOIN says USING (number) WHERE file != ''"
        rows = self._database.execute(query)
        return ((str(file), unpack(packed)) for file, packed in rows)

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget pages that are no more."""
        for one in addresses:
            query = "DELETE FROM page WHERE address = ? RETURNING number"
            for number in self._database.execute(query, (one,)).fetchall():
                self._database.execute("DELETE FROM says WHERE number = ?", number)

    def turned(self, today: datetime.date) -> list[Fact]:
        """The facts about days that do not hold today: what has come since, or is still to come."""
        query = (
            "SELECT name FROM looking WHERE (name > 'until\t' AND name <= 'until\t' || ?1) "
            "OR (name > 'since\t' || ?1 AND name < 'since\t~')"
        )
        rows = self._database.execute(query, (today.isoformat(),))
        return [tuple(str(fact).split("\t")) for (fact,) in rows]

    def looking_up(self, facts: Iterable[Fact]) -> set[int]:
        """The numbers of the questions that look any of these facts up."""
        return {number for fact in facts for number in self._list("looking", named(fact))}

    def known(self, number: int) -> Known | None:
        """The question of a number."""
        query = "SELECT question, digest FROM question WHERE number = ?"
        row = self._database.execute(query, (number,)).fetchone()
        return Known(restored(row[0]), row[1]) if row else None

    def asking(self, number: int) -> array[int]:
        """The numbers of the questions that ask this one."""
        return self._list("asking", number)

    def showing(self, number: int) -> list[str]:
        """The addresses of the pages that ask a question."""
        query = "SELECT address FROM page WHERE number = ?"
        found = self._list("showing", number)
        rows = [self._database.execute(query, (one,)).fetchone() for one in found]
        return sorted(str(row[0]) for row in rows if row)

    def numbering(self, table: str, column: str) -> Callable[[str | bytes, int], int]:
        """What gives a page («address») or question («question») its number: the one it has, or one after all.

        The second argument: its place among the new ones, from 1.
        """
        query = f"SELECT number FROM {table} WHERE {column} = ?"  # noqa: S608 - names of our own
        last = self._database.execute(f"SELECT max(number) FROM {table}").fetchone()[0] or 0  # noqa: S608

        def number(name: str | bytes, place: int) -> int:
            row = self._database.execute(query, (name,)).fetchone() if last else None
            return int(row[0]) if row else int(last) + place

        return number

    def index(self) -> None:
        """Let pages and questions be looked for; for new traces at the end, which is quicker than one by one."""
        self._database.execute("CREATE UNIQUE INDEX IF NOT EXISTS page_address ON page (address)")
        self._database.execute("CREATE INDEX IF NOT EXISTS page_file ON page (file)")
        self._database.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS question_is ON question (question)"
        )

    def put_questions(self, rows: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Put down questions: number, as it is `written`, digest of the answer (b"" as it was)."""
        query = (
            "INSERT INTO question VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE "
            "SET digest = iif(excluded.digest = x'', digest, excluded.digest)"
        )
        self._many(query, rows)

    def drop(self, questions: Iterable[Question]) -> None:
        """Forget questions that have no answer any more: nobody took down what that rests on."""
        for one in questions:
            query = "DELETE FROM question WHERE question = ? RETURNING number"
            for number in self._database.execute(query, (written(one),)).fetchall():
                self._database.execute("DELETE FROM asking WHERE name = ?", number)
                self._database.execute("DELETE FROM showing WHERE name = ?", number)

    def keep(self, rows: Iterable[Row]) -> None:
        """Put down answers that are to be kept."""
        self._many("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def put_pages(self, rows: Iterable[tuple[int, str, str, str, int, bytes]]) -> None:
        """Put down pages: number, address, file, SHA-256 and size of that, its facts packed."""
        for *page, facts in rows:
            self._database.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", page)
            values = (page[0], facts)
            self._database.execute("INSERT OR REPLACE INTO says VALUES (?, ?)", values)

    def look_up(self, lists: Lists[str]) -> None:
        """Put down which questions look a fact up, each by its number."""
        self._extend("looking", lists)

    def ask(self, lists: Lists[int]) -> None:
        """Put down which questions ask a question, each by its number."""
        self._extend("asking", lists)

    def show(self, lists: Lists[int]) -> None:
        """Put down which pages ask a question, each by its number."""
        self._extend("showing", lists)

    def _extend(self, table: str, lists: Lists[str] | Lists[int]) -> None:
        """Add numbers to lists, each once."""
        any_yet = self._database.execute(f"SELECT 1 FROM {table}").fetchone()  # noqa: S608
        rows = (
            (name, _once([*self._list(table, name), *more] if any_yet else more))
            for name, more in lists
        )
        self._many(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - our own

    def _list(self, table: str, name: object) -> array[int]:
        query = f"SELECT numbers FROM {table} WHERE name = ?"  # noqa: S608 - names of our own
        row = self._database.execute(query, (name,)).fetchone()
        return array("I", row[0]) if row else array("I")

    def _many(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        with closing(self._database.cursor()) as cursor:
            cursor.executemany(query, rows)


def seal(path: Path) -> None:
    """Note what stands in a file of traces that is closed for good: see `sealed`. Raises OSError."""
    _seal(path).write_text(_sum(path), encoding="ascii")


def _once(numbers: Collection[int]) -> bytes:
    """Numbers as a list is kept, each once."""
    return array("I", dict.fromkeys(numbers) if len(numbers) > 1 else numbers).tobytes()


def sealed(path: Path) -> bool:
    """Whether traces are as they were left: of what has turned in them a page could stay stale unseen."""
    try:
        return _seal(path).read_text(encoding="ascii") == _sum(path)
    except (OSError, ValueError):
        return False


def _seal(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def named(fact: Fact) -> str:
    """A fact as one text."""
    return "\t".join(fact)
