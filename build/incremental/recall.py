"""Answers that are dear to make, kept from one build for the next.

A question is asked again when what it rests on has changed; what it asks in turn mostly has not.
Such an answer is read back where its question was marked with `reads.kept`, unless it may be another
one today. So is one of this build that was let go of since, or that another process has made.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import zlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build.incremental.answers import Answers, Row
from build.incremental.digest import weighed, written
from portal import reads
from portal.plain import Plain
from portal.rules.rule import Rule
from portal.rules.table import BY_ID
from portal.store import Recalled, Store, current
from portal.today import Today
from portal.trace import Question, Rests, Trace


@dataclass
class Kept:
    """What the last build kept, and what this one will.

    answers: those of this build. path: of the traces of the last one, None without any. doubtful: the
    numbers that questions have there whose answers may be others today (build/incremental/stale.py).
    """

    answers: Answers
    path: Path | None = None
    doubtful: Collection[int] = ()
    _database: tuple[int, sqlite3.Connection] | None = None

    def recall(self, question: Question) -> Recalled | None:
        """The answer to a question; None when it has to be made."""
        name = written(question)
        with suppress(sqlite3.DatabaseError, zlib.error):
            if ours := self.answers.find(name):
                return _restored(*ours)
            if found := self._found(_ANSWER, name):
                return _restored(*found[1:])
        return None

    def settled(self, question: Question) -> bool:
        """Whether the answer, and what it rests on, is what the last build knew."""
        return self._found(_NUMBER, written(question)) is not None

    def _found(self, query: str, question: bytes) -> tuple[Any, ...] | None:
        """A row of the traces about a question, but for one in doubt."""
        if self.path is None:
            return None
        row: tuple[Any, ...] | None
        row = self._connected(self.path).execute(query, (question,)).fetchone()
        return row if row and row[0] not in self.doubtful else None

    def put_by(self, store: Store) -> None:
        """Write down the answers to be kept that were made since the last time."""
        trace = store.trace or Trace()
        self.answers.put(
            [
                _row(one, *(known or weighed(store.answers[one])), store.answers[one])
                for one, known in trace.dear.items()
            ]
        )
        trace.dear.clear()

    def _connected(self, path: Path) -> sqlite3.Connection:
        """A connection of this process: one that another opened must not be used after a fork."""
        if self._database is None or self._database[0] != os.getpid():
            address = f"{path.resolve().as_uri()}?mode=ro"
            self._database = os.getpid(), sqlite3.connect(address, uri=True)
        return self._database[1]


_NUMBER = "SELECT number FROM question WHERE question = ?"
# What was kept is of the same build as what is known, or it does not count.
_ANSWER = (
    "SELECT question.number, kept.weight, kept.answer FROM kept JOIN question USING (question, digest) "
    "WHERE kept.question = ?"
)


def _row(question: Question, digest: bytes, weight: int, answer: Any) -> Row:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(answer)
    return Row(written(question), digest, weight, zlib.compress(buffer.getvalue(), 1))


def _restored(weight: int, data: bytes) -> Recalled:
    """What it names of the content is nothing that who asks looked up."""
    trace = current().trace or Trace()
    text = zlib.decompress(data)
    trace.open.append(Rests())
    try:
        return Recalled(pickle.loads(text), weight)  # noqa: S301 - our own state
    finally:
        trace.open.pop()


def rule(id: str) -> Rule:
    """The rule of this id; what is kept of a rule."""
    return BY_ID[id]


class _Pickler(pickle.Pickler):
    """Records and rules are had again by their names, as they are then; so is the day."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Plain) and "key" in value.__dict__:
            return reads.record, (value.section, value.id)
        if isinstance(value, Rule):
            return rule, (value.id,)
        if isinstance(value, Today):
            return reads.today, ()
        return NotImplemented
