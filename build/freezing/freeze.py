"""Pages → files in a new folder: those that may differ are rendered, the others taken over.

A page is taken over from the former tree while the base is the same, its file is the one that we
wrote, and every question it asked has the same answer (verifying traces; see DECISIONS.md).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from flask import Flask

from build.checks.facts import Facts
from build.freezing.asking import ask_again, listing
from build.freezing.freezer import Freezer
from build.freezing.garbage import give_back
from build.freezing.grouping import portions
from build.freezing.render import LISTING, Renderer, render
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
from build.pages import BUNDLES, LATE
from build.trees import manifest
from build.trees.former import Former, clear
from build.trees.manifest import Entry
from portal import store
from portal.processes import cores
from portal.trace import Question, Trace

NAME = "traces.sqlite"
# Below these addresses there is only what the list of all pages does not name.
_BELOW = (*BUNDLES, *LATE)
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
        rests_on, now = base(at_work), digests(at_work)
        traces = _known(state / NAME, rests_on, former)
        different = changed(traces.content() if traces else {}, now)
        if traces:
            different |= set(traces.turned(at_work.today))
        found = Stale()
        kept = Kept(answers, state / NAME if traces else None, found.doubtful)
        at_work.recall = kept.recall
        renderer = Renderer(freezer, folder, kept)
        renderer.begin()
        alone = (processes or cores()) == 1
        come_or_gone = traces is not None and any(fact[0] == "keys" for fact in different)
        with listing(renderer, at_once=come_or_gone and not alone) as listed:
            if traces:
                ask_again(state / NAME, different, found, renderer, spool, alone=alone)
            before = {page.address: page for page in traces.pages()} if traces else {}
            addresses = [one for one in before if not one.startswith(_BELOW)]
            if not traces or LISTING in found.pages:
                addresses, batch = listed()
                spool.add(batch)
                del batch  # which holds what every answer so far rests on
        spool.add(renderer.batch([]))
    taken, wanting = _sorted(addresses, before, found.pages, former)
    gone = before.keys() - taken.keys()
    there: set[str] = set()
    if former and (wanting or gone or former.odd):
        renderer.before = _bundled(wanting, before, former)
        given = _files([*taken.values(), *renderer.before.values()])
        there = former.give(given, folder, building_on=len(taken) > len(wanting))
    with freezer.working():
        together = list(portions(wanting, whole=traces is None))
    give_back()
    same: list[str] = []
    done = 0
    lists = tuple(one for one in wanting if one in _BELOW)
    for batch in render(renderer, together, processes):
        spool.add(batch)
        same += batch.same
        done += sum(not page.file or not page.address.startswith(lists) for page in batch.pages)
        _show(done, len(wanting))
    spool.index()
    files = _files([*taken.values(), *map(before.__getitem__, same)])
    gone.difference_update(same)
    fresh: set[str] = set()
    for page in spool.files():
        files[page.file] = Entry(page.sha256, page.size)
        fresh.add(page.file)
        gone.discard(page.address)
    begun = former.inside if former and there else ()
    there &= files.keys()
    there -= fresh
    cleared = clear(folder, {*begun, *_files(renderer.before.values())}, files, there)
    return Frozen(
        files,
        stayed=there,
        cleared=cleared,
        fresh=FactsIn(spool, fresh),
        gone=frozenset(before[one].file for one in gone),
        before=FactsIn(traces, {page.file for page in before.values()}) if traces else None,
        why={one: found.pages[one] for one in found.pages.keys() - gone - {LISTING}},
        another=not former or bool(fresh or gone or former.odd),
        _state=state,
        _traces=traces,
        _news=News(rests_on, now, different, found.gone, gone, spool, answers),
    )


def _sorted(
    addresses: Sequence[str],
    before: Mapping[str, Page],
    why: Mapping[str, object],
    former: Former | None,
) -> tuple[dict[str, Page], list[str]]:
    """The pages that are taken over, by address, and the addresses of those that are wanted anew.

    addresses: of all pages that are listed outright. What is listed late is as the last build had it, or
    wanted as a whole when its list is stale.
    """
    below: dict[str, list[str]] = {one: [] for one in _BELOW}
    for one in before:
        if one.startswith(_BELOW):
            below[next(filter(one.startswith, _BELOW))].append(one)
    stale = [one for one in LATE if not before or one in why]
    listed = chain.from_iterable(below[one] for one in LATE if one not in stale)
    addresses = [*addresses, *listed]
    taken: dict[str, Page] = {}
    if former:
        wanted = (before[one] for one in addresses if one in before and one not in why)
        taken = {page.address: page for page in wanted if former.has(page)}
    wanting = [*(one for one in addresses if one not in taken), *stale]
    for bundle in BUNDLES:
        known = [before[one] for one in below[bundle]]
        if former and known and bundle not in why and all(map(former.has, known)):
            taken |= {page.address: page for page in known}
        else:
            wanting.append(bundle)
    return taken, wanting


def _bundled(wanting: Sequence[str], before: Mapping[str, Page], former: Former) -> dict[str, Page]:
    """The former files, by address, of the bundles that are wanted anew."""
    bundles = tuple(one for one in wanting if one in BUNDLES)
    found = {one: page for one, page in before.items() if one.startswith(bundles) and page.file}
    return {one: page for one, page in found.items() if former.has(page)} if bundles else {}


def _files(pages: Iterable[Page]) -> dict[str, Entry]:
    return {page.file: Entry(page.sha256, page.size) for page in pages}


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
