"""One meaning, two engines: the browser, Whoosh and brute force give the same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import search.analyzer
from search.analyzer import fold, grams
from search.documents import Document
from search.live import LiveIndex
from search.query import Question, parse
from search.runs import LIMIT
from search.snippets import marked, snippet
from tests.search import reference
from tests.search.asking import as_segments, ask, ask_help
from tests.search.samples import DOCUMENTS, QUESTIONS, TEXTS, corpus, document, runs
from tests.search.site import Host

pytestmark = pytest.mark.browser

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    Path(search.analyzer.__file__).with_name("vectors.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def tab(browser: Browser, host: Host) -> Iterator[Page]:
    """One page for the whole module, showing the search page of an empty site."""
    page = browser.new_page()
    page.goto(host.publish([]).http)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("name", "call", "expected"),
    [
        ("fold", "portalSearch.fold(row.text)", "squashed"),
        ("grams", "portalSearch.grams(row.text)", "grams"),
        ("queries", "portalSearch.parse(row.query)", "parsed"),
        ("spellings", "portalSearch.spellings(row.term)", "runs"),
        ("amounts", "portalSearch.fen(row.text)", "fen"),
        ("marked", "portalSearch.marked(row.text, row.terms)", "segments"),
        ("snippet", "portalSearch.snippet(row.text, row.terms)", "segments"),
    ],
)
def test_the_browser_agrees_with_the_vectors(
    tab: Page, name: str, call: str, expected: str
) -> None:
    rows = VECTORS[name]
    results = tab.evaluate(f"(rows) => rows.map((row) => {call})", rows)
    assert results == [row[expected] for row in rows]


def test_the_browser_folds_every_character_alike(tab: Page) -> None:
    size = 0x400
    starts = [start for start in range(0, 0x110000, size) if not 0xD800 <= start < 0xE000]
    script = """([starts, size]) => starts.map((start) => Array.from({ length: size }, (_, k) =>
        portalSearch.fold(String.fromCodePoint(start + k))).join(" "))"""
    expected = [" ".join(fold(chr(start + k)) for k in range(size)) for start in starts]
    assert tab.evaluate(script, [starts, size]) == expected


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=20), TEXTS)
def test_the_browser_analyses_any_text_alike(tab: Page, texts: list[str], query: str) -> None:
    script = """([texts, words]) => texts.map((text) => [portalSearch.grams(text),
        portalSearch.parse(text), portalSearch.marked(text, words),
        portalSearch.snippet(text.repeat(8), words)])"""
    words = parse(query).terms
    expected = [
        [grams(text), parsed(text), list(marked(text, words)), list(snippet(text * 8, words))]
        for text in texts
    ]
    results = tab.evaluate(script, [texts, list(words)])
    assert [[g, t, *map(list, map(as_segments, rest))] for g, t, *rest in results] == expected


def parsed(text: str) -> dict[str, list[str]]:
    return {name: list(runs) for name, runs in parse(text)._asdict().items()}


@pytest.mark.parametrize("limit", [LIMIT, 40, 5, 1])
def test_both_engines_answer_as_brute_force_does(
    tab: Page, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    documents = corpus()
    if limit < LIMIT:  # many small shards, a directory of its own, two segments
        monkeypatch.setattr("search.segments.SMALL_SHARD_BYTES", 300)
        monkeypatch.setattr("search.segments.INLINE", 2)
        monkeypatch.setattr("search.segments.NEWEST", 3)
        monkeypatch.setattr("search.segments.STEP", 7)
        monkeypatch.setattr("search.segments.WHOLE", 0)
    tab.goto(host.publish(documents, limit=limit).http)
    live = LiveIndex.open(tmp_path, documents)
    truth = [reference.answer(documents, question) for question in QUESTIONS]
    assert sum(answer.total > 0 for answer in truth) > 80
    assert ask(tab, QUESTIONS) == truth
    assert [live.search(question) for question in QUESTIONS] == truth


def test_both_engines_help_alike(tab: Page, host: Host, tmp_path: Path) -> None:
    documents = corpus()
    tab.goto(host.publish(documents).http)
    live = LiveIndex.open(tmp_path, documents)
    lost = [one for one in QUESTIONS if not reference.answer(documents, one).total]
    given = [live.help(question) for question in lost]
    assert sum(bool(one.near) for one in given) >= 3
    assert ask_help(tab, lost) == given


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("352000元", "35.2万"),
        ("￥352,000.00", "35.2万"),
        ("服务 ３５２０００", "35.2万"),
        ("48000", "4.8万"),
        ("35200", None),
        ("1352000", None),
        ("9000", None),
    ],
)
def test_an_amount_that_texts_have_in_ten_thousands_is_offered(
    tab: Page, host: Host, tmp_path: Path, query: str, offered: str | None
) -> None:
    """«35.2 万» is not «3.52 万», though both are one run once they are squashed."""
    documents = [document(title="报价 4.8万元", body="服务报价由 35.2 万元降为 34.8 万元。")]
    tab.goto(host.publish(documents).http)
    question = Question(query)

    given = LiveIndex.open(tmp_path, documents).help(question)

    assert next((one for one in given.near if one.endswith("万")), None) == offered
    assert ask_help(tab, [question]) == [given]


@settings(max_examples=20)
@given(DOCUMENTS, st.sampled_from([1, 2, LIMIT]), st.data())
def test_any_run_of_characters_is_found(
    tab: Page, host: Host, documents: list[Document], limit: int, data: st.DataObject
) -> None:
    texts = [
        (made.key, text)
        for made in documents
        for text in (fold(made.title), fold(made.body))
        if text
    ]
    questions = [Question(data.draw(runs(text))) for _, text in texts]
    tab.goto(host.publish(documents, limit=limit).http)
    for (key, _), question, answer in zip(texts, questions, ask(tab, questions), strict=True):
        assert key in [hit.key for hit in answer.hits]
        assert answer == reference.answer(documents, question)
