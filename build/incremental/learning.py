"""What a build learned, put down in its traces: who asks what, and what rests on what."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from build.incremental.answers import Answers
from build.incremental.spool import Spool
from build.incremental.traces import Traces
from portal.trace import Fact, Question

# Each with the numbers that belong to it.
_Rows = Iterator[tuple[int, Iterable[int]]]


class News(NamedTuple):
    """What a build learned. content: as `delta.digests`; changed: the facts of it that are new or gone.

    unanswered: questions that have no answer any more; gone: addresses of pages that are no more.
    answers: those that are to be kept.
    """

    base: str
    content: Mapping[Fact, bytes]
    changed: Collection[Fact]
    unanswered: Iterable[Question]
    gone: Iterable[str]
    spool: Spool
    answers: Answers


def learn(traces: Traces, news: News, tree: str) -> None:
    """Put down what a build learned that made the published tree; all of it or nothing.

    tree: the SHA-256 of its manifest. Raises sqlite3.Error.
    """
    traces.replace_content(news.content, news.changed)
    traces.drop(news.unanswered)
    traces.remove(news.gone)
    _put_down(traces, news.spool)
    traces.keep(news.answers)
    traces.note(base=news.base, tree=tree)
    traces.commit()


def _put_down(traces: Traces, spool: Spool) -> None:
    numbers = _questions(traces, spool)
    last = max(map(max, filter(None, numbers.values())), default=0)
    pages = _pages(traces, spool)

    def shown() -> _Rows:
        for page, (process, asked) in zip(pages, spool.asked(), strict=True):
            yield page, map(numbers[process].__getitem__, asked)

    def asked() -> _Rows:
        for process, number, asked in spool.askers():
            yield numbers[process][number], map(numbers[process].__getitem__, asked)

    traces.show(turned_round(last, shown))
    traces.ask(turned_round(last, asked))
    looked_up = groupby(spool.looked_up(), itemgetter(0))
    traces.look_up(
        (fact, [numbers[process][number] for _, process, number in some])
        for fact, some in looked_up
    )
    traces.index()


def _questions(traces: Traces, spool: Spool) -> dict[int, array[int]]:
    """Put down the questions, and give their numbers there: of each process, by its own numbers.

    New ones are numbered as they came, so that those asked together stand together.
    """
    numbers = {process: array("I", bytes(4 * count)) for process, count in spool.count.items()}
    number_of = traces.numbering("question", "question")
    for question, same in groupby(spool.places(), itemgetter(0)):
        found = list(same)
        own = number_of(question, min(place for _, place, _, _ in found))
        for _, _, process, number in found:
            numbers[process][number] = own
    traces.put_questions(
        (numbers[process][number], question, digest)
        for question, digest, process, number in spool.questions()
    )
    parents = numbers.get(os.getpid(), array("I"))
    for process, first in spool.first.items():
        numbers[process][:first] = parents[:first]
    return numbers


def _pages(traces: Traces, spool: Spool) -> array[int]:
    """Put down the pages, and give their numbers there, in order."""
    numbers = array("I")
    number_of = traces.numbering("page", "address")

    def rows() -> Iterator[tuple[int, str, str, str, int, bytes]]:
        for place, page in enumerate(spool.pages(), 1):
            numbers.append(number_of(page[0], place))
            yield numbers[-1], *page

    traces.put_pages(rows())
    return numbers


def turned_round(last: int, rows: Callable[[], _Rows]) -> Iterator[tuple[int, array[int]]]:
    """(number, who names it) for each number, up to `last`, that is named by any.

    rows: gives each that names others, and those; the same both times that it is called. A counting sort,
    as there may be millions.
    """
    ends = array("I", bytes(4 * (last + 1)))
    for _, named in rows():
        for one in named:
            ends[one] += 1
    ends = array("I", accumulate(ends))
    found = array("I", bytes(4 * ends[-1]))
    starts = array("I", [0, *ends[:-1]])
    for own, named in rows():
        for one in named:
            found[starts[one]] = own
            starts[one] += 1
    begin = 0
    for number, end in enumerate(ends):
        if end > begin:
            yield number, found[begin:end]
        begin = end
