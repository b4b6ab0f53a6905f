"""Documents on a shelf: as they are arranged, read as often as one likes, and none held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from hypothesis import given

from search.documents import Document, arrange
from search.shelf import shelved
from tests.search.samples import DOCUMENTS, corpus, document


@given(DOCUMENTS)
def test_a_shelf_holds_the_documents_as_arranged_however_often_they_are_read(
    documents: list[Document],
) -> None:
    with shelved(documents) as shelf:
        assert len(shelf) == len(documents)
        assert tuple(shelf) == tuple(shelf) == arrange(documents)


def test_a_part_of_a_shelf_can_be_read_between_others() -> None:
    with shelved(corpus(20)) as shelf:
        both = list(zip(shelf[:10], shelf[10:], strict=True))
    arranged = arrange(corpus(20))
    assert both == list(zip(arranged[:10], arranged[10:], strict=True))


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

    with shelved(coming()):
        assert most < 4
        assert not alive


def test_one_key_names_one_document(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="announcements/a1"), shelved([document()] * 2, tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
