from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.writing import SegmentWriter

import search.live
from search.analyzer import fold
from search.documents import Document
from search.live import LiveIndex
from search.query import Question
from tests.search import reference
from tests.search.samples import DOCUMENTS, QUESTIONS, corpus, document, runs


def built(folder: Path) -> dict[str, int]:
    """The files of the index with the times at which they were written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    return LiveIndex.open(tmp_path_factory.mktemp("live"), corpus())


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_brute_force(index: LiveIndex, question: Question) -> None:
    assert index.search(question) == reference.answer(corpus(), question)


@pytest.mark.parametrize("page", [-1, 0, 1, 2, 6, 99])
def test_pages_are_those_of_brute_force(index: LiveIndex, page: int) -> None:
    question = Question("工会", page)
    assert index.search(question) == reference.answer(corpus(), question)


@settings(max_examples=30)
@given(DOCUMENTS, st.data())
def test_any_run_of_characters_is_found(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document], data: st.DataObject
) -> None:
    index = LiveIndex.open(tmp_path_factory.mktemp("live"), documents)
    for made in documents:
        for text in filter(None, (fold(made.title), fold(made.body))):
            question = Question(data.draw(runs(text)))
            answer = index.search(question)
            assert made.key in [hit.key for hit in answer.hits]
            assert answer == reference.answer(documents, question)


def test_the_same_documents_are_indexed_once(tmp_path: Path) -> None:
    LiveIndex.open(tmp_path / "new" / "folder", corpus(3))
    before = built(tmp_path)
    LiveIndex.open(tmp_path / "new" / "folder", reversed(corpus(3)))
    assert built(tmp_path) == before


def test_only_what_changed_is_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LiveIndex.open(tmp_path, [*corpus(20), document("publicity/gone", "撤下的公示")])
    added: list[str] = []
    add = SegmentWriter.add_document

    def counted(writer: SegmentWriter, **row: Any) -> None:
        added.append(row["key"])
        add(writer, **row)

    monkeypatch.setattr(SegmentWriter, "add_document", counted)
    changed, *others = corpus(20)
    documents = [*others, replace(changed, title="改过的公告"), document("publicity/new", "新公示")]
    LiveIndex.open(tmp_path, documents)
    index = LiveIndex.open(tmp_path, documents)
    assert sorted(added) == sorted([changed.key, "publicity/new"])
    for word in ("改过", "新公示", "撤下", "工会", "服务"):
        assert index.search(Question(word)) == reference.answer(documents, Question(word))


def test_a_facet_that_changed_needs_no_indexing(tmp_path: Path) -> None:
    LiveIndex.open(tmp_path, [document(title="公告", status="报名中")])
    before = built(tmp_path)
    index = LiveIndex.open(tmp_path, [document(title="公告", status="报名截止")])
    assert built(tmp_path) == before
    assert index.search(Question("公告")).facets[-1] == ("status", (("报名截止", 1),))


def test_other_documents_replace_the_index(tmp_path: Path) -> None:
    LiveIndex.open(tmp_path, [document(title="旧公告")])
    index = LiveIndex.open(tmp_path, [document(title="新公告")])
    assert [index.search(Question(query)).total for query in ("旧", "新")] == [0, 1]
    assert len(list(tmp_path.iterdir())) == 1


def test_another_version_of_the_spec_replaces_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LiveIndex.open(tmp_path, corpus(3))
    before = built(tmp_path)
    monkeypatch.setattr(search.live, "VERSION", "0-other")
    LiveIndex.open(tmp_path, corpus(3))
    assert not before.keys() & built(tmp_path).keys()


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").touch()
    LiveIndex.open(tmp_path, corpus(3))
    assert (tmp_path / "records.sqlite").exists()


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "emptied": lambda path: path.write_bytes(b""),
    "one bit": lambda path: path.write_bytes(
        bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]
    ),
    "removed": lambda path: path.unlink(),
}


@pytest.mark.parametrize("suffix", [".seg", ".toc", "seal.json"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_built_again(tmp_path: Path, suffix: str, damage: str) -> None:
    documents = corpus(5)
    LiveIndex.open(tmp_path, documents)
    (victim,) = (path for path in tmp_path.rglob("*") if path.name.endswith(suffix))
    DAMAGE[damage](victim)
    index = LiveIndex.open(tmp_path, documents)
    assert index.search(Question("工会")) == reference.answer(documents, Question("工会"))
    assert len(list(tmp_path.iterdir())) == 1


def test_an_index_that_breaks_while_in_use_is_built_again_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = LiveIndex.open(tmp_path, corpus(5))
    monkeypatch.setattr(index, "_index", None)
    assert index.search(Question("工会")) == reference.answer(corpus(5), Question("工会"))


def test_a_build_that_died_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "index-new-dead").mkdir()
    index = LiveIndex.open(tmp_path, corpus(5))
    assert index.search(Question("工会")).total == 5
    assert len(list(tmp_path.iterdir())) == 1


def test_when_another_process_was_quicker_its_index_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = corpus(5)
    write = search.live._write

    def outrun(folder: Path, arranged: Sequence[Document]) -> None:
        monkeypatch.undo()
        LiveIndex.open(tmp_path, documents)
        write(folder, arranged)

    monkeypatch.setattr(search.live, "_write", outrun)
    assert LiveIndex.open(tmp_path, documents).search(Question("工会")).total == 5


def test_an_index_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        LiveIndex.open(tmp_path / "file", corpus(1))


def test_one_key_names_one_document(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="announcements/a1"):
        LiveIndex.open(tmp_path, [document(), document()])
