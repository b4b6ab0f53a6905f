"""Which questions a page asked, and what each answer rests on.

A fact is what the content can change in one piece, written as a tuple:

    ("row", section, id)   one record, there or not
    ("rows", section)      any record of a section
    ("keys", section)      which records a section has, in which order
    ("links", key)         which records name the record «section/id»
    ("file", address)      an attachment
    ("sources",)           any file that public records are made of, or that the site has of its own
    ("ledger", key)        the ledger's entries of the record «section/id», and which texts it keeps
    ("ledger", "")         all entries of the ledger: changes with every one that is added, and every
                           text that is removed
    ("withheld",)          which records are held back
    ("today",)             the portal's day
    ("until", day)         that this day has not come yet
    ("since", day)         that this day is here or gone

An answer rests on the facts that were looked up while it was made, and on the answers to the
questions that it asked in turn. site.yaml, the calendar, code and templates are no facts: they are
the base of every page (build/incremental/base.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[str, ...]
Question = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]
"""The name of a function of `reads.read`, its arguments, and those given by name."""


class Rests:
    """What an answer rests on: the facts that it looked up itself, and the questions that it asked."""

    __slots__ = ("facts", "questions")

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self.questions: set[Question] = set()


@dataclass
class Trace:
    """What is written down. asked: the questions of the page that is being made, in order.

    open: what the answers rest on that are being made, the innermost last. made: the same of those
    that were made since somebody last looked, in the order in which they were. dear: questions
    (`reads.kept`) among them whose answers are to be kept, with `weighed` once they are; recalled: those
    whose answers were read back, with their weights. weighed: of some of those that were made, the digest
    and the weight of the answer (build/incremental/digest.py).
    pause: called where much has been answered that will hardly be asked again, so that it may be let go of.
    """

    asked: dict[Question, None] = field(default_factory=dict)
    open: list[Rests] = field(default_factory=list)
    made: dict[Question, Rests] = field(default_factory=dict)
    dear: dict[Question, tuple[bytes, int] | None] = field(default_factory=dict)
    recalled: dict[Question, int] = field(default_factory=dict)
    weighed: dict[Question, tuple[bytes, int]] = field(default_factory=dict)
    pause: Callable[[], None] = lambda: None

    def touch(self, *fact: str) -> None:
        """The answer that is being made rests on this fact."""
        if self.open:
            self.open[-1].facts.add(fact)

    def ask(self, question: Question) -> None:
        """An answered question is asked: by the page, or by a question that now rests on it."""
        if self.open:
            self.open[-1].questions.add(question)
        else:
            self.asked[question] = None

    def answered(self, question: Question) -> None:
        """The innermost question has its answer."""
        rests = self.made[question] = self.open.pop()
        days = {fact for fact in rests.facts if fact[0] in _NEAREST}
        if len(days) > 1:
            rests.facts -= days - set(_nearest(days))

    def failed(self) -> None:
        """The innermost question has none: who asked it may go on, and rests on what it met."""
        met = self.open.pop()
        if self.open:
            self.open[-1].facts |= met.facts
            self.open[-1].questions |= met.questions


def _nearest(days: set[Fact]) -> Iterable[Fact]:
    """Of the days that turn an answer, the next ones before and after today will do."""
    for kind, nearest in _NEAREST.items():
        if group := [one for one in days if one[0] == kind]:
            yield nearest(group)


_NEAREST: Mapping[str, Callable[[Iterable[Fact]], Fact]] = {"until": min, "since": max}
