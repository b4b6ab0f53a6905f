"""Pages → files in a new folder: those that may differ are rendered, the others taken over.

A page is taken over from the former tree while the base is the same, its file is the one that we
wrote, and every question it asked has the same answer (verifying traces; see DECISIONS.md).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence, Set
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from build.checks.facts import Facts
from build.freezing.asking import ask_again, listing
from build.freezing.freezer import Freezer
from build.freezing.garbage import give_back
from build.freezing.grouping import portions
from build.freezing.render import LISTING, Renderer, render
from build.freezing.takeover import BELOW, bundled, entries, outright, parted
from build.incremental.answers import Answers
from build.incremental.base import base
from build.incremental.batch import Page
from build.incremental.delta import changed, digests
from build.incremental.filefacts import FactsIn
from build.incremental.learning import News, learn
from build.incremental.recall import Kept
from build.incremental.spool import Spool
from build.incremental.stale import Stale
from build.incremental.traces import Traces, seal, sealed
from build.trees import manifest
from build.trees.former import Former, clear
from build.trees.manifest import Entry
from portal import store
from portal.processes import cores
from portal.store import Store
from portal.trace import Fact, Question, Trace

NAME = "traces.sqlite"
# What answers are kept in, as long as a build lasts.
ANSWERS = "answers.sqlite"


@dataclass
class Frozen:
    """A tree that is written.

    files: all of it. stayed: those that were there from the beginning and were left alone; cleared: what
    was there and is no more. fresh: facts of the files that were rendered now. gone: files of the former
    tree that are no more. before: the facts of the former tree, None when nothing of it was taken over.
    why: the questions that have a new answer, for each page that is fresh because of them. another: the
    tree is not what is published already; if it were, its folder may have stayed empty.
    """

    files: dict[str, Entry]
    stayed: Set[str]
    cleared: Sequence[str]
    fresh: Mapping[str, Facts]
    gone: frozenset[str]
    before: Mapping[str, Facts] | None
    why: Mapping[str, list[Question]]
    another: bool
    _state: Path = field(repr=False)
    _traces: Traces | None = field(repr=False)
    _news: News = field(repr=False)

    @property
    def stirred(self) -> set[str] | None:
        """The files that came or went since the tree was begun; None for all."""
        return {*(self.files.keys() - self.stayed), *self.cleared} if self.stayed else None

    def keep(self, tree: str) -> None:
        """The tree, whose manifest has this SHA-256, is published: keep what was learned."""
        with closing(self._traces or Traces.new(self._state / NAME)) as traces:
            learn(traces, self._news, tree)
        seal(self._state / NAME)

    def close(self) -> None:
        """Let go of the state folder; what was not kept is forgotten."""
        self._news.spool.close()
        self._news.answers.close()
        if self._traces:
            self._traces.close()


def freeze(
    app: Flask, folder: Path, state: Path, former: Former | None = None, processes: int = 0
) -> Frozen:
    """Write every page of the application below `folder`, which is new and empty.

    It may stay empty when nothing has changed. state: the folder where traces are kept. former: what may
    be taken over; None makes everything anew. processes: see `render`; tests name it.
    """
    with ExitStack() as at_failure:
        spool = at_failure.enter_context(closing(Spool()))
        answers = at_failure.enter_context(closing(Answers(state / ANSWERS)))
        frozen = _frozen(app, folder, state, former, processes, spool=spool, answers=answers)
        at_failure.pop_all()
    return frozen


@dataclass(frozen=True)
class _Last:
    """What the last build left.

    traces: None when nothing of it holds. rests_on, facts: the base and the facts of now. different: the
    facts that are not what they were. stale: empty, until it is found out.
    """

    traces: Traces | None
    rests_on: str
    facts: Mapping[Fact, bytes]
    different: set[Fact]
    stale: Stale = field(default_factory=Stale)


def _frozen(
    app: Flask,
    folder: Path,
    state: Path,
    former: Former | None,
    processes: int,
    *,
    spool: Spool,
    answers: Answers,
) -> Frozen:
    """As `freeze`. spool, answers: empty; they belong to what comes of it."""
    freezer = Freezer(app)
    at_work = store.of(app)
    at_work.trace = Trace()
    at_work.answers.clear()  # nobody wrote down what they rest on
    with freezer.working():
        last = _last(at_work, state / NAME, former)
        traces, why = last.traces, last.stale.pages
        kept = Kept(answers, state / NAME if traces else None, last.stale.doubtful)
        at_work.recall = kept.recall
        renderer = Renderer(freezer, folder, kept)
        renderer.begin()
        before, addresses = _listed(last, renderer, state / NAME, spool, processes)
        spool.add(renderer.batch([]))
    taken, wanting = parted(addresses, before, why, former)
    gone = before.keys() - taken.keys()
    there: set[str] = set()
    if former and (wanting or gone or former.odd):
        renderer.before = bundled(wanting, before, former)
        given = entries([*taken.values(), *renderer.before.values()])
        there = former.give(given, folder, building_on=len(taken) > len(wanting))
    same = _rendered(renderer, wanting, processes, spool, whole=traces is None)
    files = entries([*taken.values(), *map(before.__getitem__, same)])
    gone.difference_update(same)
    fresh: set[str] = set()
    for page in spool.files():
        files[page.file] = Entry(page.sha256, page.size)
        fresh.add(page.file)
        gone.discard(page.address)
    begun = former.inside if former and there else ()
    there &= files.keys()
    there -= fresh
    return Frozen(
        files,
        stayed=there,
        cleared=clear(folder, {*begun, *entries(renderer.before.values())}, files, there),
        fresh=FactsIn(spool, fresh),
        gone=frozenset(before[one].file for one in gone),
        before=FactsIn(traces, {page.file for page in before.values()}) if traces else None,
        why={one: why[one] for one in why.keys() - gone - {LISTING}},
        another=not former or bool(fresh or gone or former.odd),
        _state=state,
        _traces=traces,
        _news=News(
            last.rests_on, last.facts, last.different, last.stale.gone, gone, spool, answers
        ),
    )


def _last(at_work: Store, path: Path, former: Former | None) -> _Last:
    rests_on, now = base(at_work), digests(at_work)
    traces = _known(path, rests_on, former)
    different = changed(traces.content() if traces else {}, now)
    if traces:
        different |= set(traces.turned(at_work.today))
    return _Last(traces, rests_on, now, different)


def _listed(
    last: _Last, renderer: Renderer, path: Path, spool: Spool, processes: int
) -> tuple[dict[str, Page], list[str]]:
    """The pages of the last build, and the addresses of all that there are now and are listed outright.

    What is stale is found out meanwhile.
    """
    alone = (processes or cores()) == 1
    come_or_gone = last.traces is not None and any(fact[0] == "keys" for fact in last.different)
    with listing(renderer, at_once=come_or_gone and not alone) as listed:
        before: dict[str, Page] = {}
        if last.traces:
            ask_again(path, last.different, last.stale, renderer, spool, alone=alone)
            before = {page.address: page for page in last.traces.pages()}
            if LISTING not in last.stale.pages:
                return before, outright(before)
        addresses, batch = listed()
        spool.add(batch)
        return before, addresses


def _rendered(
    renderer: Renderer, wanting: Sequence[str], processes: int, spool: Spool, *, whole: bool
) -> list[str]:
    """Make the pages that are wanted; gives the addresses of those files of bundles that are what they were."""
    with renderer.freezer.working():
        together = list(portions(wanting, whole=whole))
    give_back()
    same: list[str] = []
    done = 0
    lists = tuple(one for one in wanting if one in BELOW)
    for batch in render(renderer, together, processes):
        spool.add(batch)
        same += batch.same
        done += sum(not page.file or not page.address.startswith(lists) for page in batch.pages)
        _show(done, len(wanting))
    spool.index()
    return same


def _show(number: int, total: int) -> None:
    """Progress for a person at a terminal; a log file gets none."""
    if sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\r生成页面 {number}/{total}", end=end, file=sys.stderr, flush=True)


def _known(path: Path, rests_on: str, former: Former | None) -> Traces | None:
    """The traces of the build that made the published tree, if it was made on the same base."""
    traces = Traces.open(path) if former and sealed(path) else None
    if traces is None or former is None:
        return None
    if traces.noted("base") == rests_on and traces.noted("tree") == manifest.digest(former.site):
        return traces
    traces.close()
    return None
