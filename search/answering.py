"""From the places of single terms to an answer: what both engines do alike.

`client/engine.js` and `client/help.js` are the twins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.analyzer import GRAM, fold
from search.columns import Column
from search.documents import PAGE_SIZE, Answer, Document, Help, Hit, paginate
from search.query import DATE, Query, Question, parse
from search.snippets import marked, snippet
from search.spelling import falls_on, is_day, narrow, other_unit, spellings

NEAR = 3
"""How many neighbours are named, and the shortest term that has any."""


class Found(NamedTuple):
    """Numbers of the documents that hold a term in the heading, and of those that do in the body."""

    titles: frozenset[int]
    bodies: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        """Where the term occurs at all."""
        return self.titles | self.bodies


class Source(NamedTuple):
    """What answers are made from: documents as arranged, their columns, and how to find a run."""

    documents: Sequence[Document]
    columns: Mapping[str, Column]
    find: Callable[[str], Found]

    def holding(self, term: str) -> Found:
        """Return where a term occurs in any spelling; a day occurs in what was published then, too."""
        found = [self.find(run) for run in spellings(term)]
        dated = frozenset(
            number
            for number, document in enumerate(self.documents if is_day(term) else ())
            if falls_on(term, document.date)
        )
        return Found(
            frozenset[int]().union(*(one.titles for one in found)),
            dated.union(*(one.bodies for one in found)),
        )


def answer(source: Source, question: Question) -> Answer:
    """Return the page of hits that is asked for, or a near one where there is no such page."""
    query = parse(question.query)
    if not (query.terms or query.excluded or question.filtered):
        return Answer(0, 1, 0, ())
    matched = _matched(source, query)
    kept = [number for number in matched if _meets(source.documents[number], question)]
    kept.sort(key=lambda number: (0 if question.sort == DATE else matched[number], number))
    kept.reverse()
    page, pages = paginate(len(kept), question.page)
    shown = kept[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    wanted = [run for term in query.terms for run in spellings(term)]
    hits = tuple(_hit(source.documents[number], wanted) for number in shown)
    return Answer(len(kept), page, pages, hits, _facets(source, matched, question))


def _matched(source: Source, query: Query) -> dict[int, int]:
    """Return number → rank of the documents that the query alone finds.

    The rank is twice the terms in the heading, and one more for a body that is named by any of them.
    """
    found = [source.holding(term) for term in query.terms]
    numbers = set(range(len(source.documents)))
    numbers.intersection_update(*(one.all for one in found))
    numbers.difference_update(*(source.holding(term).all for term in query.excluded))
    titled = {number: sum(number in one.titles for one in found) for number in numbers}
    return {
        number: 2 * terms + (terms > 0 and source.documents[number].named)
        for number, terms in titled.items()
    }


def _meets(document: Document, question: Question, but: str = "") -> bool:
    """Whether a document meets all conditions but those on the facet `but`."""
    if not question.filtered:
        return True
    held = dict(document.facets)
    return (
        all(held.get(name) in chosen for name, chosen in question.facets.items() if name != but)
        and (not question.since or document.date >= question.since)
        and (not question.until or "" < document.date <= question.until)
        and (not question.bounded or document.amount is not None)
        and (question.least is None or (document.amount or 0) >= question.least)
        and (question.most is None or (document.amount or 0) <= question.most)
    )


def _facets(
    source: Source, matched: Iterable[int], question: Question
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Count the hits of each value; a facet's own choice does not lessen its own counts."""
    made = []
    for name, column in source.columns.items():
        held = Counter(
            column.places[number]
            for number in matched
            if _meets(source.documents[number], question, but=name)
        )
        chosen = question.facets.get(name, ())
        counts = tuple(
            (value, held[place])
            for place, value in enumerate(column.values, 1)
            if held[place] or value in chosen
        )
        made.append((name, counts))
    return tuple(made)


def _hit(document: Document, wanted: Sequence[str]) -> Hit:
    return Hit(
        key=document.key,
        address=document.address,
        title=marked(document.title, wanted),
        snippet=snippet(document.body, wanted),
        date=document.date,
        label=document.label,
    )


def assist(source: Source, question: Question) -> Help:
    """Return what to ask instead of a question that found nothing."""
    query = parse(question.query)
    unfiltered = len(_matched(source, query)) if question.filtered and query.terms else 0
    counts = {term: len(source.holding(term).all) for term in query.terms}
    parts = dict(counts) if len(counts) > 1 else {}
    near: list[str] = []
    for term in [term for term, count in counts.items() if not count][:1]:
        parts |= _ends(source, fold(term))
        near += [*_otherwise(source, term), *_near(source, fold(term))]
    kept = tuple((part, count) for part, count in parts.items() if count)
    return Help(unfiltered, kept, tuple(near[:NEAR]))


def _otherwise(source: Source, term: str) -> Iterator[str]:
    """Yield an amount in 元 as it is written in 万, if one of the latest texts with its digits says so.

    It is not looked for without being asked, because squashed, «35.2万» and «352万» are one run.
    """
    if not (other := other_unit(term)):
        return
    written = re.compile(f"(?:^|[^0-9.]){re.escape(other[:-1])} *{other[-1]}")
    for number in sorted(source.holding(other).all, reverse=True)[:PAGE_SIZE]:
        document = source.documents[number]
        if written.search(narrow(f"{document.title} {document.body}")):
            yield other
            return


def _ends(source: Source, term: str) -> dict[str, int]:
    """Return the longest beginning and the longest end of `term` that occur, with their hits."""
    ends = {}
    for cuts in (
        [term[:length] for length in range(len(term) + 1)],
        [term[len(term) - length :] for length in range(len(term) + 1)],
    ):
        known, unknown = 1, len(term)  # a part of an occurring run occurs, so halving finds it
        while known + 1 < unknown:
            middle = (known + unknown) // 2
            if source.find(cuts[middle]).all:
                known = middle
            else:
                unknown = middle
        if known >= GRAM:
            ends[cuts[known]] = len(source.find(cuts[known]).all)
    return ends


def _near(source: Source, term: str) -> tuple[str, ...]:
    """Return runs one character away from `term`, out of the documents that share most with it."""
    if len(term) < NEAR:
        return ()
    grams = dict.fromkeys(term[at : at + GRAM] for at in range(len(term) - 1))
    votes = Counter(number for gram in grams for number in source.find(gram).all)
    best = sorted(votes, key=lambda number: (votes[number], number), reverse=True)[:PAGE_SIZE]
    found = dict.fromkeys(
        run
        for number in best
        for text in (source.documents[number].title, source.documents[number].body)
        for run in neighbours(term, fold(text))
    )
    return tuple(found)[:NEAR]


def neighbours(term: str, text: str) -> list[str]:
    """Return the runs of `text` that are one slip away from `term`.

    A slip is another character, one too many, one too few, or two that changed places.
    """
    return [
        text[start : start + length]
        for start in range(len(text))
        for length in (len(term), len(term) - 1, len(term) + 1)
        if start + length <= len(text) and _apart(term, text[start : start + length])
    ]


def _apart(one: str, other: str) -> bool:
    """Whether two runs, which differ by one character in length at most, are one slip apart."""
    short = min(len(one), len(other))
    head = next((at for at in range(short) if one[at] != other[at]), short)
    tail = next((at for at in range(short) if one[-1 - at] != other[-1 - at]), short)
    if head + tail >= short:
        return len(one) != len(other)
    swapped = one[head : head + 2] == other[head : head + 2][::-1]
    same = len(one) == len(other)
    return same and (head + tail == short - 1 or (head + tail == short - 2 and swapped))
