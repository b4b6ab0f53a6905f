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
from search.analyzer import fold, grams, terms
from search.documents import Answer, Document, Hit, Segment
from search.live import LiveIndex
from search.snippets import marked, snippet
from tests.search import reference
from tests.search.samples import DOCUMENTS, QUERIES, TEXTS, corpus, runs
from tests.search.site import Host

pytestmark = pytest.mark.browser

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    Path(search.analyzer.__file__).with_name("vectors.json").read_text(encoding="utf-8")
)

ASK = """([index, questions]) => {
  const engine = portalSearch.open(index);
  return Promise.all(questions.map(([query, page]) => engine.search(query, page)));
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser, host: Host) -> Iterator[Page]:
    """One page for the whole module, showing the search page of an empty site."""
    page = browser.new_page()
    page.goto(host.publish([]).http)
    yield page
    page.close()


def ask(tab: Page, questions: list[tuple[str, int]]) -> list[Answer]:
    answers = tab.evaluate(ASK, ["../search-index/", questions])
    return [
        Answer(**{**answer, "hits": tuple(as_hit(hit) for hit in answer["hits"])})
        for answer in answers
    ]


def as_hit(hit: dict[str, Any]) -> Hit:
    return Hit(
        **{**hit, "title": as_segments(hit["title"]), "snippet": as_segments(hit["snippet"])}
    )


def as_segments(segments: list[list[Any]]) -> tuple[Segment, ...]:
    return tuple((text, is_marked) for text, is_marked in segments)


@pytest.mark.parametrize(
    ("name", "call", "expected"),
    [
        ("fold", "portalSearch.fold(row.text)", "squashed"),
        ("grams", "portalSearch.grams(row.text)", "grams"),
        ("terms", "portalSearch.terms(row.query)", "terms"),
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


@settings(deadline=None, max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=20), TEXTS)
def test_the_browser_analyses_any_text_alike(tab: Page, texts: list[str], query: str) -> None:
    script = """([texts, words]) => texts.map((text) => [portalSearch.grams(text),
        portalSearch.terms(text), portalSearch.marked(text, words),
        portalSearch.snippet(text.repeat(8), words)])"""
    words = terms(query)
    expected = [
        [grams(text), terms(text), list(marked(text, words)), list(snippet(text * 8, words))]
        for text in texts
    ]
    results = tab.evaluate(script, [texts, words])
    assert [[g, t, *map(list, map(as_segments, rest))] for g, t, *rest in results] == expected


def test_both_engines_answer_as_brute_force_does(tab: Page, host: Host, tmp_path: Path) -> None:
    documents = corpus()
    tab.goto(host.publish(documents).http)
    live = LiveIndex.open(tmp_path, documents)
    questions = [(query, page) for query in QUERIES for page in (1, 2, 99)]
    truth = [reference.answer(documents, *question) for question in questions]
    assert sum(answer.total > 0 for answer in truth) > 150
    assert ask(tab, questions) == truth
    assert [live.search(*question) for question in questions] == truth


@settings(deadline=None, max_examples=20)
@given(DOCUMENTS, st.data())
def test_any_run_of_characters_is_found(
    tab: Page, host: Host, documents: list[Document], data: st.DataObject
) -> None:
    texts = [
        (made.key, text)
        for made in documents
        for text in (fold(made.title), fold(made.body))
        if text
    ]
    questions = [(data.draw(runs(text)), 1) for _, text in texts]
    tab.goto(host.publish(documents).http)
    answers = ask(tab, questions)
    for (key, _), (query, page), answer in zip(texts, questions, answers, strict=True):
        assert key in [hit.key for hit in answer.hits]
        assert answer == reference.answer(documents, query, page)
