"""Which questions a page asked, and on which facts each answer rests.

A fact is what the content can change in one piece, written as a tuple:

    ("row", section, id)   one record, there or not
    ("rows", section)      any record of a section
    ("keys", section)      which records a section has, in which order
    ("links", key)         which records name the record «section/id»
    ("file", address)      an attachment
    ("sources",)           any file that public records are made of, or that the site has of its own
    ("ledger", key)        the ledger's entries of the record «section/id»
    ("ledger", "")         all entries of the ledger: changes with every one that is added
    ("withheld",)          which records are held back
    ("today",)             the portal's day
    ("until", day)         that this day has not come yet
    ("since", day)         that this day is here or gone

An answer rests on the facts that were looked up while it was made, also by the questions that it
asked in turn. site.yaml, the calendar, code and templates are no facts: they are the base of every
page (build/base.py).
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[str, ...]
Question = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]
"""The name of a function of `reads.read`, its arguments, and those given by name."""

# An answer that rests on more records of a section than this rests on the whole section.
MANY = 200


@dataclass
class Trace:
    """What is written down. asked: the questions of the page that is being made, in order.

    facts: of every question answered so far; open: facts of the questions being answered, the
    innermost last. dear: questions (`reads.kept`) whose answers were made and are to be kept.
    """

    asked: dict[Question, None] = field(default_factory=dict)
    facts: dict[Question, frozenset[Fact]] = field(default_factory=dict)
    open: list[set[Fact]] = field(default_factory=list)
    dear: list[Question] = field(default_factory=list)

    def touch(self, *fact: str) -> None:
        """An answer rests on this fact."""
        if self.open:
            self.open[-1].add(fact)

    @contextmanager
    def answering(self, question: Question) -> Iterator[None]:
        """While a question is answered, what is touched is what its answer rests on."""
        self.open.append(set())
        try:
            yield
        finally:
            self.facts[question] = frozenset(_condensed(self.open.pop()))

    def ask(self, question: Question) -> None:
        """An answered question is asked: by the page, or by a question that now rests on it."""
        if self.open:
            self.open[-1] |= self.facts[question]
        else:
            self.asked[question] = None


def _condensed(facts: set[Fact]) -> Iterable[Fact]:
    """The facts, those of very many records of one section as the one fact of all of them.

    Of the days that turn an answer, the next ones before and after today will do.
    """
    days = {fact for fact in facts if fact[0] in _NEAREST}
    if len(days) > 1:
        facts -= days
        for kind, nearest in _NEAREST.items():
            facts |= (
                {nearest(group)} if (group := {one for one in days if one[0] == kind}) else set()
            )
    if len(facts) <= MANY:
        return facts
    number = Counter(fact[1] for fact in facts if fact[0] == "row")
    whole = {section for section, count in number.items() if count > MANY}
    kept = {fact for fact in facts if fact[0] != "row" or fact[1] not in whole}
    return kept | {("rows", section) for section in whole}


_NEAREST: Mapping[str, Callable[[set[Fact]], Fact]] = {"until": min, "since": max}


def holds(facts: Iterable[Fact], today: datetime.date) -> bool:
    """Whether the facts about days among these hold today."""
    day = today.isoformat()
    return all(
        (day < fact[1]) if fact[0] == "until" else (day >= fact[1])
        for fact in facts
        if fact[0] in _NEAREST
    )
