"""What a build learns while it works, put down in its traces."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from build.render import Batch
from build.traces import Traces
from portal.trace import Fact, Question


class News(NamedTuple):
    """What a build learned. content: as `delta.digests`; changed: the facts of it that are new or gone.

    unanswered: questions that have no answer any more; gone: addresses of pages that are no more.
    pages: what was rendered, so far as it has been put down; batches: the rest of it.
    """

    base: str
    content: Mapping[Fact, bytes]
    changed: Collection[Fact]
    unanswered: Iterable[Question]
    gone: Iterable[str]
    pages: Learning
    batches: Iterable[Batch] = ()


class Learning:
    """Puts down batches as they come, and who asks what and what rests on what at their end.

    What is put down is there for others only when `learn` ends.
    """

    def __init__(self, traces: Traces) -> None:
        self.traces = traces
        self._numbers: dict[int, array[int]] = {}
        self._looking: dict[Fact, array[int]] = {}
        self._asking: dict[int, array[int]] = {}
        self._showing: dict[int, array[int]] = {}
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
        numbers = self._known(batch.process)
        digests = {one.number: one.digest for one in batch.answered}
        for question in batch.questions:
            known = digests.get(len(numbers), b"")
            numbers.append(self.traces.question(question, known))
        for one in batch.answered:
            own = numbers[one.number]
            for fact in one.facts:
                self._looking.setdefault(fact, array("I")).append(own)
            for asked in array("I", one.asked):
                self._asking.setdefault(numbers[asked], array("I")).append(own)
        for page in batch.pages:
            own = self.traces.page(page)
            for asked in array("I", page.asked):
                self._showing.setdefault(numbers[asked], array("I")).append(own)
        self.traces.keep(batch.kept)

    def _known(self, process: int) -> array[int]:
        """The numbers that the questions of a process have here, by its own: it began with its parent's."""
        if process not in self._numbers:
            self._numbers[process] = array("I", self._numbers.get(os.getpid(), ()))
        return self._numbers[process]

    def finish(self) -> None:
        """Put down the rest; nothing may be added any more. Raises sqlite3.Error of any time."""
        if self._trouble:
            raise self._trouble
        self.traces.look_up(self._looking)
        self.traces.ask(self._asking)
        self.traces.show(self._showing)


def learn(traces: Traces, news: News, tree: str) -> None:
    """Put down what a build learned that made the published tree; all of it or nothing.

    tree: the SHA-256 of its manifest. Raises sqlite3.Error.
    """
    traces.replace_content(news.content, news.changed)
    traces.drop(news.unanswered)
    traces.remove(news.gone)
    for batch in news.batches:
        news.pages.add(batch)
    news.pages.finish()
    traces.note(base=news.base, tree=tree)
    traces.commit()
