from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import search.analyzer
from search.analyzer import SPEC, fold, grams, squash
from search.query import parse
from search.snippets import marked, snippet
from search.spelling import fen, spellings
from tests.search.samples import TEXTS

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    Path(search.analyzer.__file__).with_name("vectors.json").read_text(encoding="utf-8")
)
EVERYTHING = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize("case", VECTORS["fold"], ids=lambda case: case["why"])
def test_folding_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["squashed"]


@pytest.mark.parametrize("case", VECTORS["grams"])
def test_grams_agree_with_the_vectors(case: dict[str, Any]) -> None:
    assert grams(case["text"]) == case["grams"]


@pytest.mark.parametrize("case", VECTORS["queries"])
def test_queries_agree_with_the_vectors(case: dict[str, Any]) -> None:
    terms, excluded = parse(case["query"])
    assert {"terms": list(terms), "excluded": list(excluded)} == case["parsed"]


@pytest.mark.parametrize("case", VECTORS["spellings"])
def test_spellings_agree_with_the_vectors(case: dict[str, Any]) -> None:
    assert list(spellings(case["term"])) == case["runs"]


@pytest.mark.parametrize("case", VECTORS["amounts"])
def test_amounts_are_read_as_in_the_vectors(case: dict[str, Any]) -> None:
    assert fen(case["text"]) == case["fen"]


@pytest.mark.parametrize("case", VECTORS["marked"])
def test_marks_agree_with_the_vectors(case: dict[str, Any]) -> None:
    assert [list(segment) for segment in marked(case["text"], case["terms"])] == case["segments"]


@pytest.mark.parametrize("case", VECTORS["snippet"])
def test_snippets_agree_with_the_vectors(case: dict[str, Any]) -> None:
    assert [list(segment) for segment in snippet(case["text"], case["terms"])] == case["segments"]


@given(TEXTS)
def test_each_squashed_character_comes_from_the_original_at_its_offset(text: str) -> None:
    squashed, offsets = squash(text)
    assert squashed == fold(text)
    assert len(offsets) == len(squashed)
    assert sorted(offsets) == list(offsets)
    assert all(squashed[i] in fold(text[offsets[i]]) for i in range(len(squashed)))


def test_squashing_twice_changes_nothing() -> None:
    squashed = fold("".join(EVERYTHING))
    assert fold(squashed) == squashed


@pytest.mark.parametrize("script", ["LATIN", "GREEK", "CYRILLIC", "CJK COMPATIBILITY IDEOGRAPH"])
def test_composed_and_decomposed_twins_match(script: str) -> None:
    twins = [c for c in EVERYTHING if unicodedata.name(c, "").startswith(script) and fold(c)]
    apart = [c for c in twins if fold(c) != fold(unicodedata.normalize("NFD", c))]
    assert len(twins) > 50
    assert apart == []


@pytest.mark.parametrize("name", ["keep", "space", "attach", "shifts"])
def test_ranges_of_the_spec_ascend_and_are_disjoint(name: str) -> None:
    bounds = [int(bound, 16) for first, last, *_ in SPEC[name] for bound in (first, last)]
    assert bounds == sorted(bounds)
    starts = [int(first, 16) for first, *_ in SPEC[name]]
    ends = [int(last, 16) for _, last, *_ in SPEC[name]]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_the_spec_survives_a_tool_that_normalises_files() -> None:
    text = Path(search.analyzer.__file__).with_name("analyzer.json").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
