from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search.keeping
from portal.settings import CHECKOUT
from search.documents import Document
from search.segments import NEWEST, PIECES, STEP, WHOLE, parted
from search.shelf import Shelf
from search.slips import slip
from search.static import stream
from tests.search.made import come, files
from tests.search.samples import DOCUMENTS, corpus, document

NEW = document("publicity/new", "新公告", "五个工作日", "2026-12-01")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """How many documents each piece has that is made from now on, and its kind; segments are small ones."""
    found: list[tuple[int, str]] = []
    put_down = search.keeping._put_down

    def noted(path: Path, kind: str, shelf: Shelf, limit: int) -> None:
        found.append((len(shelf.rows), kind[0]))
        put_down(path, kind, shelf, limit)

    monkeypatch.setattr(search.keeping, "_put_down", noted)
    monkeypatch.setattr("search.segments.NEWEST", 4)
    monkeypatch.setattr("search.segments.STEP", 8)
    monkeypatch.setattr("search.segments.WHOLE", 16)
    return found


def of(*numbers: int) -> list[tuple[int, str]]:
    """All pieces of segments of so many documents."""
    return [(number, kind) for number in numbers for kind in "tfb"]


def test_nothing_is_indexed_twice(tmp_path: Path, made: list[tuple[int, str]]) -> None:
    first = files(corpus(60), keep=tmp_path)
    assert made == of(56, 4)
    assert list(files(corpus(60), keep=tmp_path).items()) == list(first.items())
    assert made == of(56, 4)


def test_a_new_record_costs_the_segment_of_the_newest(
    tmp_path: Path, made: list[tuple[int, str]]
) -> None:
    before = files(corpus(60), keep=tmp_path)
    after = files([*corpus(60), NEW], keep=tmp_path)
    assert made == of(56, 4, 5)
    assert list(after.items()) == list(files([*corpus(60), NEW]).items())
    shards = {name for name in before if name[0] in "sp"}
    assert len(shards - set(after)) < len(shards) / 4


def test_documents_are_asked_for_only_where_a_segment_must_be_made(
    tmp_path: Path, made: list[tuple[int, str]]
) -> None:
    documents = [*corpus(60), NEW]
    files(corpus(60), keep=tmp_path)
    asked: list[int] = []

    def texts(keys: Collection[str]) -> Iterator[Document]:
        asked.append(len(keys))
        return (one for one in documents if one.key in keys)

    names = [name for name, _ in stream(map(slip, documents), texts, tmp_path)]
    assert asked == [5]
    assert sorted(names) == sorted(files(documents))


def test_only_segments_in_use_are_kept(tmp_path: Path, made: list[tuple[int, str]]) -> None:
    files(corpus(60), keep=tmp_path)
    for name in ("other", "half.segment"):  # the second as a killed process leaves it
        (tmp_path / name).touch()
    files(corpus(5), keep=tmp_path)
    assert made == of(56, 4, 5)
    assert len(list(tmp_path.glob("*.segment"))) == 3
    assert (tmp_path / "other").exists()


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 100, b"\xff" * 100, -1, 0, None])
def test_what_is_damaged_is_made_again_and_nothing_else(
    tmp_path: Path, made: list[tuple[int, str]], damage: bytes | int | None
) -> None:
    first = files(corpus(10), keep=tmp_path)
    (file,) = tmp_path.glob("*-forward.segment")
    whole = file.read_bytes()
    if damage is None:
        file.unlink()
    elif isinstance(damage, int):
        changed = bytearray(whole)
        changed[damage] ^= 1
        file.write_bytes(changed)
    else:
        file.write_bytes(damage)
    assert files(corpus(10), keep=tmp_path) == first
    assert made == [*of(10), (10, "f")]
    assert file.read_bytes() == whole


def test_other_code_makes_other_segments(
    tmp_path: Path, made: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    files(corpus(10), keep=tmp_path)
    monkeypatch.setattr(search.keeping, "_code", lambda: b"other")
    files(corpus(10), keep=tmp_path)
    assert made == of(10, 10)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        files(corpus(1), keep=tmp_path / "file")


def test_nothing_stays_of_a_piece_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("search.keeping.PIECES", {**PIECES, "forward": full})
    with pytest.raises(OSError, match="full"):
        files(corpus(10), keep=tmp_path)
    assert [path.name[-13:] for path in tmp_path.iterdir()] == ["texts.segment"]


def test_files_that_a_segment_names_twice_are_kept(tmp_path: Path) -> None:
    one = [document(title="", body="甲")]
    made = files(one, keep=tmp_path)
    assert len([name for name in made if name.startswith("s-")]) == 1
    assert files(one, keep=tmp_path) == made == files(one)


def test_what_was_not_taken_to_its_end_is_no_less_whole(
    tmp_path: Path, made: list[tuple[int, str]]
) -> None:
    index = come(corpus(60), keep=tmp_path)
    next(index)
    del index
    assert files(corpus(60), keep=tmp_path) == files(corpus(60))
    assert made[:6] == of(56, 4)


# A process of its own: one that tests run in may have threads, and must not fork.
PROGRAM = """
from search import keeping
from portal.processes import meanwhile
from tests.bench.generate import documents
from tests.search.made import files

here, put_down, keeping.MANY = [], keeping._put_down, 1
keeping._put_down = lambda *args: here.append(args[1]) or put_down(*args)
assert files(documents(60), apart=meanwhile) == files(documents(60))
print(*here)
"""


def test_pieces_may_be_made_in_two_processes_at_once() -> None:
    command = [sys.executable, "-W", "error", "-c", PROGRAM]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("texts forward texts forward backward\n", "")


def test_the_newest_are_never_few_and_the_others_seldom_change() -> None:
    parts = {number: parted(range(number)) for number in range(2000, 4000)}
    assert {len(one) for number, one in parts.items() if number >= WHOLE} == {2}
    assert all([*chain(*one)] == [*range(number)] for number, one in parts.items())
    newest = {len(one[1]) for one in parts.values() if len(one) == 2}
    assert newest == {*range(NEWEST, NEWEST + STEP)}


@settings(max_examples=25)
@given(st.lists(DOCUMENTS, min_size=1, max_size=4), st.integers(0, 1000))
def test_whatever_was_kept_or_damaged_before_the_index_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[Document]], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    chance = random.Random(seed)  # noqa: S311
    for documents in history:
        assert files(documents, keep=folder) == files(documents)
        piece = chance.choice(sorted(folder.iterdir()))
        data = piece.read_bytes()
        piece.write_bytes(data[: chance.randrange(len(data))] + chance.choice([b"", b"?"]))
