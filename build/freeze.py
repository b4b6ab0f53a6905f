"""Pages → files in a new folder: those that may differ are rendered, the others are linked.

A page is taken over from the former tree while the base is the same, its file is the one that we
wrote, and every question it asked has the same answer (verifying traces; see DECISIONS.md).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from build import manifest
from build.base import base
from build.delta import changed, digests
from build.freezer import Freezer
from build.manifest import Entry
from build.render import LISTING, Batch, Renderer, render
from build.stale import Stale, stale
from build.traces import Page, Traces
from portal import store
from portal.trace import Question, Trace

NAME = "traces.sqlite"


@dataclass
class Frozen:
    """A tree that is written. files: all of it; fresh: files that were rendered now.

    why: for each page that was rendered although it was there before, its questions that have a new
    answer. traces: what to keep when the tree is published.
    """

    files: dict[str, Entry]
    fresh: frozenset[str]
    why: Mapping[str, list[Question]]
    traces: Traces = field(repr=False)

    def keep(self, tree: str) -> None:
        """The tree, whose manifest has this SHA-256, is published: keep its traces."""
        self.traces.note(tree=tree)
        self.traces.commit()
        self.traces.close()


def freeze(
    app: Flask, folder: Path, state: Path, former: Path | None = None, processes: int = 0
) -> Frozen:
    """Write every page of the application below `folder`, which is new and empty.

    state: the folder where traces are kept. former: the published tree, whose files may be linked;
    None makes everything anew. processes: see `render`.
    """
    freezer = Freezer(app)
    at_work = store.of(app)
    at_work.trace = Trace()
    with app.app_context():
        rests_on, now = base(at_work), digests(at_work)
        traces = _known(state / NAME, rests_on, former) if former else None
        before = traces.content() if traces else {}
        found = stale(traces, changed(before, now)) if traces else Stale()
        same = _same(traces, found, former) if traces and former else {}
        listed: list[Batch] = []
        if traces is None or LISTING in found.pages:
            addresses, batch = Renderer(freezer, folder).listing()
            listed.append(batch)
        else:
            addresses = [one.address for one in traces.pages()]
    if traces is None:
        traces = Traces.new(state / NAME)
    taken = [same[address] for address in addresses if address in same]
    if former:
        _link(taken, former, folder)
    batches = list(
        render(freezer, folder, [one for one in addresses if one not in same], processes)
    )
    traces.note(base=rests_on)
    traces.replace_content(now, changed(before, now))
    traces.answer(found.answers)
    traces.forget(same.keys() - set(addresses))
    traces.add([*listed, *batches])
    made = [page for batch in batches for page in batch.pages]
    files = {one.file: Entry(one.sha256, one.size) for one in taken}
    files |= {one.file: Entry(one.sha256, one.size) for one in made}
    return Frozen(files, frozenset(one.file for one in made), found.pages, traces)


def _known(path: Path, rests_on: str, former: Path) -> Traces | None:
    """The traces of the build that made the published tree, if it was made on the same base."""
    traces = Traces.open(path)
    if traces is None:
        return None
    if traces.noted("base") == rests_on and traces.noted("tree") == manifest.digest(former):
        return traces
    traces.close()
    return None


def _same(traces: Traces, found: Stale, former: Path) -> dict[str, Page]:
    """The pages that are as they were, and whose file nobody has touched, by address."""
    pages = traces.pages()
    return {
        one.address: one for one in pages if one.address not in found.pages and _intact(former, one)
    }


def _intact(former: Path, page: Page) -> bool:
    try:
        data = (former / page.file).read_bytes()
    except OSError:
        return False
    return manifest.entry(data) == Entry(page.sha256, page.size)


def _link(pages: Iterable[Page], former: Path, folder: Path) -> None:
    """Take files over: the same file under a second name, or a copy where links are impossible."""
    made = {folder}
    for page in pages:
        path = folder / page.file
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        try:
            os.link(former / page.file, path)
        except OSError:
            shutil.copy2(former / page.file, path)
