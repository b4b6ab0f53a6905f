"""Answers are let go of when there are many, so that memory does not grow with the site.

What is asked again is made again, or read back where it is kept (build/incremental/recall.py), which costs time
(DECISIONS.md). Pages that ask the same are therefore made together (build/freezing/grouping.py), and what others
ask as well stays: small answers, answers about all records, and a number of records themselves.
"""

from __future__ import annotations

import datetime
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from portal.plain import Plain
from portal.store import Store
from portal.trace import Question

# A text as long as this is a file of its own, which one page shows.
LONG = 10_000
# Bytes of answers, as they are digested, that may gather: three times as much memory, about.
BUDGET = 16_000_000
# What an answer weighs that was not digested.
UNKNOWN = 1_000
# A text, and a tuple, up to this length are small.
SMALL = 200, 4
# A question that was asked about fewer things than this is one about all records.
FEW = 150
# Records, which nearly all others ask, stay up to so many bytes: half of a site of ten thousand.
ROOM = 10_000_000
_PLAIN = (int, float, datetime.date, type(None))


@dataclass
class Eviction:
    """What has been answered since answers were let go of, and about how many bytes there are to it.

    answered: questions with their numbers, None without one, and weights; long: those among them that
    long texts answer. room: what is left of ROOM. things: about how many each question was asked, by its
    name; askers: how many asked a question, by its number.
    """

    answered: list[tuple[Question, int | None, int]] = field(default_factory=list)
    long: list[Question] = field(default_factory=list)
    weight: int = 0
    room: int = field(default_factory=lambda: ROOM)
    things: Counter[str] = field(default_factory=Counter)
    askers: array[int] = field(default_factory=lambda: array("I"))

    def begin(self) -> None:
        """What is there stays."""
        self.answered.clear()
        self.long.clear()
        self.weight = 0

    def number(self, question: Question) -> None:
        """A question has the next number."""
        self.things[question[0]] += 1
        self.askers.append(0)

    def note(self, question: Question, number: int | None, answer: Any, weight: int) -> None:
        """A question has its answer. weight: bytes, 0 if nobody knows."""
        if isinstance(answer, (str, bytes)) and len(answer) > LONG:
            self.long.append(question)
        else:
            self.answered.append((question, number, weight or UNKNOWN))
            self.weight += weight or UNKNOWN

    def page(self, store: Store) -> None:
        """A page is written: let go of the long texts."""
        for question in self.long:
            del store.answers[question]
        self.long.clear()

    @property
    def due(self) -> bool:
        """Whether there are too many."""
        return self.weight > BUDGET

    def forget(self, store: Store) -> None:
        """Let go of all but what others ask."""
        for question, number, weight in self.answered:
            answer = store.answers.get(question)
            if self._is_shared(question, number, answer) or _is_small(answer):
                continue
            if type(answer) is Plain and self.room > weight:
                self.room -= weight
            else:
                del store.answers[question]
        self.answered.clear()
        self.weight = 0

    def _is_shared(self, question: Question, number: int | None, answer: Any) -> bool:
        """Whether it is about all records, but does not hold them, and more than one has asked it."""
        few = number is not None and self.things[question[0]] < FEW and self.askers[number] > 1
        return few and not _holds_records(answer)


def _holds_records(answer: Any) -> bool:
    return isinstance(answer, (list, tuple)) and bool(answer) and type(answer[0]) is Plain


def _is_small(answer: Any) -> bool:
    if isinstance(answer, str):
        return len(answer) <= SMALL[0]
    if isinstance(answer, tuple):
        return len(answer) <= SMALL[1] and all(map(_is_small, answer))
    return isinstance(answer, _PLAIN)
