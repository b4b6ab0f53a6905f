"""Answers that are dear to make, kept from one build for the next.

A question is asked again when what it rests on has changed; what it asks in turn mostly has not.
Such an answer is read back where its question was marked with `reads.kept`, while every fact that
it rests on has the digest that it had then.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from build.digest import SIZE, written
from portal import reads
from portal.plain import Plain
from portal.rules.rule import Rule
from portal.rules.table import BY_ID
from portal.store import Store, current
from portal.today import Today
from portal.trace import Fact, Question, Trace, holds


class Row(NamedTuple):
    """An answer as it is kept. facts: a line for each that it rests on; state: what they all were."""

    question: bytes
    facts: str
    state: bytes
    answer: bytes


@dataclass
class Kept:
    """What the last build kept, and what this one will.

    path: of the traces of the last build, None without any. content: as `delta.digests`.
    """

    path: Path | None
    content: Mapping[Fact, bytes]
    _database: tuple[int, sqlite3.Connection] | None = None

    def recall(self, question: Question) -> tuple[Any, frozenset[Fact]] | None:
        """The answer to a question and what it rests on, None when it has to be made."""
        with suppress(sqlite3.DatabaseError, zlib.error):
            found = self._connected().execute(_LOOK_UP, (written(question),)).fetchone()
            if found:
                facts = [tuple(line.split("\t")) for line in found[0].split("\n") if line]
                if found[1] == self._state(facts) and holds(facts, current().today):
                    answer = pickle.loads(zlib.decompress(found[2]))  # noqa: S301 - our own state
                    return answer, frozenset(facts)
        return None

    def fresh(self, store: Store) -> list[Row]:
        """The answers to be kept that were made since the last time."""
        trace = store.trace or Trace()
        made = [self._row(one, store.answers[one], sorted(trace.facts[one])) for one in trace.dear]
        trace.dear.clear()
        return made

    def _row(self, question: Question, answer: Any, facts: list[Fact]) -> Row:
        buffer = io.BytesIO()
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(answer)
        lines = "\n".join("\t".join(fact) for fact in facts)
        packed = zlib.compress(buffer.getvalue(), 1)
        return Row(written(question), lines, self._state(facts), packed)

    def _state(self, facts: Iterable[Fact]) -> bytes:
        """One digest for what all these facts are now; those about days have none, they hold or not."""
        states = b"".join(self.content.get(one, b"-") for one in facts)
        return blake2b(states, digest_size=SIZE).digest()

    def _connected(self) -> sqlite3.Connection:
        """A connection of this process: one that another opened must not be used after a fork."""
        if self._database is None or self._database[0] != os.getpid():
            address = f"{self.path.resolve().as_uri()}?mode=ro" if self.path else ":memory:"
            self._database = os.getpid(), sqlite3.connect(address, uri=True)
        return self._database[1]


def rule(id: str) -> Rule:
    """The rule of this id; what is kept of a rule."""
    return BY_ID[id]


_LOOK_UP = "SELECT facts, state, answer FROM kept WHERE question = ?"


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
