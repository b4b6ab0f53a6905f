"""What a search costs a citizen, and what its index costs the office.

    python -m tests.bench.search 2000 10000 50000

The README beside this says what is measured. Options: --each QUERIES of a class, --pagefind.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from search.analyzer import fold
from search.documents import Document
from search.query import parse
from search.spelling import falls_on, spellings
from tests.bench.browsing import Asked, ask
from tests.bench.engines import Engine, ours, pagefind
from tests.bench.generate import documents
from tests.bench.hosting import hosting
from tests.bench.queries import queries
from tests.conftest import ARGUMENTS

Row = tuple[str, str, set[str], Asked, Asked]
"""Kind, query, the keys that really hold it, first and later asking."""


def truth(everything: Sequence[Document], asked: Iterable[str]) -> list[set[str]]:
    """For each query the keys of the documents that hold all its terms, found by reading all."""
    texts = [(one.key, one.date, fold(one.heading), fold(one.body)) for one in everything]
    return [
        {
            key
            for key, date, title, body in texts
            if all(
                falls_on(term, date) or any(run in title or run in body for run in spellings(term))
                for term in parse(query).terms
            )
        }
        for query in asked
    ]


def measure(
    browser: Browser, root: str, engine: Engine, asked: list[tuple[str, str]], *, slow: bool
) -> list[tuple[Asked, Asked]]:
    """Ask each query first on a page of its own, and later on that of another one."""
    step = len(asked) // 2 + 1
    costs = [
        ask(browser, root, engine, query, asked[(at + step) % len(asked)][1], slow=slow)
        for at, (_, query) in enumerate(asked)
    ]
    later = {(at + step) % len(asked): warm for at, (_, warm) in enumerate(costs)}
    return [(cold, later[at]) for at, (cold, _) in enumerate(costs)]


def ninetieth(numbers: Iterable[float]) -> float:
    """The least number that nine in ten do not exceed."""
    ordered = sorted(numbers)
    return ordered[math.ceil(len(ordered) * 0.9) - 1]


def pair(rows: Sequence[Row], later: bool, value: Callable[[Asked], float]) -> str:
    """Median / 90th percentile."""
    numbers = [value(row[4] if later else row[3]) for row in rows]
    return f"{median(numbers):.0f}/{ninetieth(numbers):.0f}"


def judged(rows: Sequence[Row], engine: Engine) -> str:
    """Recall, precision and recall among the first ten, means."""
    figures = []
    for _, _, holders, cold, _ in rows:
        found = {engine.keys[name] for name in cold.found}
        shown = {engine.keys[name] for name in cold.shown}
        recall = len(found & holders) / len(holders)
        precision = len(found & holders) / len(found) if found else 1.0
        figures.append((recall, precision, len(shown & holders) / min(10, len(holders))))
    return " ".join(f"{sum(column) / len(rows):.3f}" for column in zip(*figures, strict=True))


def lines(engine: Engine, rows: list[Row], slow: list[Row]) -> Iterator[str]:
    """The table of one engine."""
    yield (
        f"{'':28} | first: kB | requests | waves | ms      | later: kB | requests | ms      | "
        "slow: first, later ms     | recall precision @10"
    )
    groups = [(kind, list(found)) for kind, found in groupby(rows, itemgetter(0))]
    for kind, found in [*groups, ("all", rows), ("all but one character", runs(rows))]:
        waited = [row for row in slow if row[0] == kind]
        if kind.startswith("all"):
            waited = slow if kind == "all" else runs(slow)
        cells = [
            pair(found, False, lambda one: one.bytes / 1000),
            pair(found, False, lambda one: one.requests),
            pair(found, False, lambda one: one.waves),
            pair(found, False, lambda one: one.ms),
            pair(found, True, lambda one: one.bytes / 1000),
            pair(found, True, lambda one: one.requests),
            pair(found, True, lambda one: one.ms),
            f"{pair(waited, False, lambda one: one.ms)}, {pair(waited, True, lambda one: one.ms)}"
            if waited
            else "",
            judged(found, engine),
        ]
        widths = (9, 8, 5, 7, 9, 8, 7, 25, 20)
        shown = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"{kind:28} | {' | '.join(shown)}"


def runs(rows: list[Row]) -> list[Row]:
    """The rows of two characters and more."""
    return [row for row in rows if row[0] != "one character"]


def report(count: int, each: int, *, with_pagefind: bool, browser: Browser) -> None:
    """Print the tables for `count` records."""
    everything = documents(count)
    asked = queries(everything, each)
    holders = truth(everything, (query for _, query in asked))
    for make in (ours, pagefind) if with_pagefind else (ours,):
        with TemporaryDirectory() as work:
            folder = Path(work)
            folder.chmod(0o755)
            engine = make(everything, folder)
            if engine is None:
                print("Pagefind is not installed.")
                continue
            with hosting(folder) as (root, server):
                fast = measure(browser, root, engine, asked, slow=False)
                some = asked[:: max(1, each // 2)]
                waited = measure(browser, root, engine, some, slow=True)
        cost = engine.cost
        print(
            f"\n{count} records, {engine.name}: index in {cost['cpu']:.1f} s of CPU, {cost['memory']:.0f} MB of "
            f"memory; {cost['files']:.0f} files, {cost['size']:.1f} MB. {len(asked)} queries, Chromium "
            f"{browser.version} behind {server} with gzip; median/90th percentile."
        )
        known = dict(zip(asked, holders, strict=True))
        rows = [(*one, known[one], *two) for one, two in zip(asked, fast, strict=True)]
        late = [(*one, known[one], *two) for one, two in zip(some, waited, strict=True)]
        print("\n".join(lines(engine, rows, late)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="+", metavar="RECORDS")
    parser.add_argument("--each", type=int, default=6, help="queries of each class")
    parser.add_argument("--pagefind", action="store_true", help="measure Pagefind in the same run")
    chosen = parser.parse_args()
    named = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=ARGUMENTS)
        for count in chosen.counts:
            report(count, chosen.each, with_pagefind=chosen.pagefind, browser=browser)
        browser.close()


if __name__ == "__main__":
    main()
