"""What a build learns while it works, put down in its traces."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from build.render import Batch
from build.traces import Resting, Traces
from portal.trace import Fact, Question


class News(NamedTuple):
    """What a build learned. content: as `delta.digests`; changed: the facts of it that are new or gone.

    answers: of questions that were asked again; gone: addresses of pages that are no more.
    pages: what was rendered, so far as it has been put down; batches: the rest of it.
    """

    base: str
    content: Mapping[Fact, bytes]
    changed: Collection[Fact]
    answers: Iterable[tuple[Question, bytes, Iterable[Fact]]]
    gone: Iterable[str]
    pages: Learning
    batches: Iterable[Batch] = ()


class Learning:
    """Puts down batches as they come, and who asks what and what rests on what at their end.

    What is put down is there for others only when `learn` ends.
    """

    def __init__(self, traces: Traces) -> None:
        self.traces = traces
        self._numbers: dict[int, dict[int, int]] = {}
        self._asking: dict[int, array[int]] = {}
        self._resting = Resting()
        self._trouble: sqlite3.Error | None = None

    def add(self, batch: Batch) -> None:
        """Put down the pages and the questions of a batch; trouble is kept for `finish`.

        Without traces the next build takes longer: no reason for this one to fail.
        """
        if not self._trouble:
            try:
                self._add(batch)
            except sqlite3.Error as error:
                self._trouble = error

    def _add(self, batch: Batch) -> None:
        self.traces.keep(batch.kept)
        numbers = self._numbers.setdefault(batch.process, {})
        for one in batch.questions:
            numbers[one.number] = self.traces.question(one.question, one.digest)
            self._resting.add(numbers[one.number], one.facts)
        for page in batch.pages:
            own = self.traces.page(page)
            for asked in array("I", page.asked):
                self._asking.setdefault(numbers[asked], array("I")).append(own)

    def finish(self) -> None:
        """Put down the rest; nothing may be added any more. Raises sqlite3.Error of any time."""
        if self._trouble:
            raise self._trouble
        self.traces.rest(self._resting)
        self.traces.ask(self._asking)


def learn(traces: Traces, news: News, tree: str) -> None:
    """Put down what a build learned that made the published tree; all of it or nothing.

    tree: the SHA-256 of its manifest. Raises sqlite3.Error.
    """
    traces.replace_content(news.content, news.changed)
    traces.answer(news.answers)
    traces.remove(news.gone)
    for batch in news.batches:
        news.pages.add(batch)
    news.pages.finish()
    traces.note(base=news.base, tree=tree)
    traces.commit()
