from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import search.keeping
import search.segments
from search.segments import File, Row
from search.shelf import Shelf
from search.static import files, stream
from tests.search.samples import corpus, document

NEW = document("publicity/new", "新公告", "五个工作日", "2026-12-01")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each segment has that is made from now on; they are small ones."""
    numbers: list[int] = []
    make = search.segments.segment

    def counted(documents: Shelf, rows: list[Row], limit: int) -> Iterator[File]:
        numbers.append(len(documents))
        return make(documents, rows, limit)

    monkeypatch.setattr(search.keeping, "segment", counted)
    monkeypatch.setattr("search.segments.RECENT", 8)
    monkeypatch.setattr("search.segments.WHOLE", 16)
    return numbers


def test_nothing_is_indexed_twice(tmp_path: Path, made: list[int]) -> None:
    first = files(corpus(60), keep=tmp_path)
    assert made == [56, 4]
    assert list(files(corpus(60), keep=tmp_path).items()) == list(first.items())
    assert made == [56, 4]


def test_a_new_record_costs_the_segment_of_the_newest(tmp_path: Path, made: list[int]) -> None:
    before = files(corpus(60), keep=tmp_path)
    after = files([*corpus(60), NEW], keep=tmp_path)
    assert made == [56, 4, 5]
    assert list(after.items()) == list(files([*corpus(60), NEW]).items())
    shards = {name for name in before if name[0] in "sp"}
    assert len(shards - set(after)) < len(shards) / 4


def test_only_segments_in_use_are_kept(tmp_path: Path, made: list[int]) -> None:
    files(corpus(60), keep=tmp_path)
    (tmp_path / "other").touch()
    files(corpus(5), keep=tmp_path)
    assert made == [56, 4, 5]
    assert len(list(tmp_path.glob("*.segment"))) == 1
    assert (tmp_path / "other").exists()


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 100, None])
def test_a_damaged_segment_is_made_again(
    tmp_path: Path, made: list[int], damage: bytes | None
) -> None:
    first = files(corpus(10), keep=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b" " if damage is None else damage)
    assert files(corpus(10), keep=tmp_path) == first
    assert made == [10, 10]
    assert file.read_bytes() == whole


def test_other_code_makes_other_segments(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    files(corpus(10), keep=tmp_path)
    monkeypatch.setattr(search.keeping, "_code", lambda: b"other")
    files(corpus(10), keep=tmp_path)
    assert made == [10, 10]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        files(corpus(1), keep=tmp_path / "file")


def test_files_that_a_segment_names_twice_are_kept(tmp_path: Path) -> None:
    one = [document(title="", body="甲")]
    made = files(one, keep=tmp_path)
    assert len([name for name in made if name.startswith("s-")]) == 1
    assert files(one, keep=tmp_path) == made == files(one)


def test_what_was_not_taken_to_its_end_is_not_kept(tmp_path: Path, made: list[int]) -> None:
    index = stream(corpus(60), keep=tmp_path)
    next(index)
    del index
    assert list(tmp_path.iterdir()) == []
    assert files(corpus(60), keep=tmp_path) == files(corpus(60))
    assert made[:2] == [56, 56]
