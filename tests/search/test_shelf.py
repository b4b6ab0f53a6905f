"""Texts on a shelf: squashed and in order, read as often as one likes, and no document held in memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from hypothesis import given

from search.analyzer import fold
from search.documents import Document
from search.shelf import shelved
from tests.search.samples import SHUFFLED, corpus, document


def keys(documents: list[Document]) -> list[str]:
    return [one.key for one in documents]


@given(SHUFFLED)
def test_a_shelf_holds_texts_in_order_however_they_come_and_how_often_they_are_read(
    twice: tuple[list[Document], list[Document]],
) -> None:
    documents, coming = twice
    with shelved(coming, keys(documents)) as laid:
        for _ in range(2):
            assert list(laid.headings) == [fold(one.heading) for one in documents]
            assert list(laid.bodies) == [fold(one.body) for one in documents]
            rows = [json.loads(row) for row in laid.rows]
            assert [row[3] for row in rows] == [one.body for one in documents]


def test_texts_can_be_read_between_others(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus(20)
    folded = [(fold(one.heading), fold(one.body)) for one in documents]
    with shelved(documents, keys(documents)) as laid:
        assert list(zip(laid.headings, laid.bodies, strict=True)) == folded
        monkeypatch.delattr(os, "pread")  # as on Windows
        assert list(zip(laid.headings, laid.bodies, strict=True)) == folded


def test_no_document_is_held() -> None:
    alive: WeakSet[Document] = WeakSet()
    most = 0

    def coming() -> Iterator[Document]:
        nonlocal most
        for one in corpus(20):
            fresh = document(one.key, one.title, one.body, one.date)
            alive.add(fresh)
            most = max(most, len(alive))
            yield fresh

    with shelved(coming(), keys(corpus(20))):
        assert most < 4
        assert len(alive) < 2


@pytest.mark.parametrize(
    "coming", [[], [document(), document()], [document("publicity/a"), document()]]
)
def test_documents_are_those_that_are_wanted(tmp_path: Path, coming: list[Document]) -> None:
    with (
        pytest.raises(ValueError, match="document"),
        shelved(coming, ["announcements/a1"], tmp_path),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
