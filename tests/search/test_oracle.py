"""The static index, in a browser, against Whoosh and against reading everything.

PORTAL_ORACLE=2000 makes up so many documents instead of 600. The bounds at which the index changes its
shape (two segments, large shards, frequent runs) are as much nearer, so that all of it is reached.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from portal.documents import documents as records
from search.documents import Answer, Document, Help
from search.live import LiveIndex
from search.query import DATE, Question
from search.runs import LIMIT
from tests.bench.generate import documents as generated
from tests.bench.queries import queries
from tests.search import reference
from tests.search.asking import ask, ask_help
from tests.search.site import Host

pytestmark = [pytest.mark.browser, pytest.mark.long]

NUMBER = int(os.environ.get("PORTAL_ORACLE", "600"))
SHARE = NUMBER / 2000
CONDITIONS: tuple[dict[str, Any], ...] = (
    {},
    {"sort": DATE},
    {"page": 2},
    {"facets": {"year": ("2026", "2025")}},
    {"facets": {"section": ("购买公告", "合同公告")}, "sort": DATE},
    {"facets": {"method": ("公开招标",), "section": ("结果公示",)}},
    {"since": "2025-06-01", "until": "2026-05-31"},
    {"least": 10_000_00, "most": 300_000_00},
)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=["demonstration", "generated"])
def everything(request: pytest.FixtureRequest, demo: Flask) -> list[Document]:
    if request.param == "generated":
        return generated(NUMBER)
    with demo.app_context():
        return list(records())


def questions(everything: list[Document]) -> list[Question]:
    """A few hundred: each query plain, and under one of the conditions by turns."""
    asked = [query for _, query in queries(everything, 12)]
    turned = [asked[k:] + asked[:k] for k in (0, 1)]
    words = [f"{one} -{other[:2]}" for one, other in zip(*turned, strict=True)][::8]
    varied = [
        replace(Question(query), **CONDITIONS[at % len(CONDITIONS)])
        for at, query in enumerate(["", *asked, *words])
    ]
    return [*map(Question, asked), *varied]


def spoilt(everything: list[Document]) -> list[Question]:
    """Queries with a slip: a character left out, or another one in its place."""
    chance = random.Random(4)  # noqa: S311
    made = []
    for kind, query in queries(everything, 8):
        if kind in ("part of a name", "four characters", "eight characters", "document number"):
            at = chance.randrange(len(query))
            made.append(Question(query[:at] + chance.choice(("", "错")) + query[at + 1 :]))
    return made


def asked_of_whoosh(
    folder: Path, everything: list[Document], asked: list[Question], lost: list[Question]
) -> tuple[list[Answer], list[Help]]:
    live = LiveIndex.open(folder, everything)
    return [live.search(question) for question in asked], [live.help(one) for one in lost]


def test_static_and_live_answer_as_reading_everything_does(
    tab: Page,
    host: Host,
    everything: list[Document],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, bound in {"WHOLE": 1000, "MANY": 1024}.items():
        monkeypatch.setattr(f"search.segments.{name}", round(bound * SHARE))
    asked = questions(everything)
    assert len(asked) > 350
    lost = [one for one in spoilt(everything) if not reference.answer(everything, one).total]
    with ProcessPoolExecutor(1, get_context("spawn")) as other:  # Whoosh takes the longest
        folder = tmp_path_factory.mktemp("whoosh")
        live = other.submit(asked_of_whoosh, folder, everything, asked, lost)
        truth = [reference.answer(everything, question) for question in asked]
        assert sum(answer.total > 0 for answer in truth) > 300
        tab.goto(host.publish(everything, limit=round(LIMIT * SHARE)).http)
        static, static_help = ask(tab, asked), ask_help(tab, lost)
        answers, live_help = live.result()
    for question, answer, *given in zip(asked, truth, static, answers, strict=True):
        assert (question, given) == (question, [answer, answer])
    assert sum(bool(help_.near) for help_ in live_help) > len(lost) / 2
    assert static_help == live_help
