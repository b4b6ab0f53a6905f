"""What is kept comes back as it was or not at all, whatever became of the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.load import shelf as module
from portal.load.shelf import Shelf

PIECES = {bytes([number]) * 32: bytes([number]) * 3000 for number in range(40)}


def kept(file: Path) -> dict[bytes, bytes | None]:
    with Shelf(file) as shelf:
        return {digest: shelf.get(digest) for digest in PIECES}


def keep(file: Path | None, pieces: dict[bytes, bytes] = PIECES) -> None:
    with Shelf(file) as shelf:
        for digest, data in pieces.items():
            shelf.put(digest, data)


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    keep(tmp_path / "state" / "a")
    assert kept(tmp_path / "state" / "a") == PIECES


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    keep(None)
    assert kept(tmp_path / "a") == dict.fromkeys(PIECES)
    assert list(tmp_path.iterdir()) == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 150_000), bytes_=st.binary(min_size=1, max_size=50), cut=st.booleans())
@example(at=4058, bytes_=b"\x80", cut=False)  # the schema, which the error quotes
def test_a_damaged_piece_is_never_given(tmp_path: Path, at: int, bytes_: bytes, cut: bool) -> None:
    file = tmp_path / "a"
    file.unlink(missing_ok=True)
    keep(file)
    data = file.read_bytes()
    at = min(at, len(data))
    file.write_bytes(data[:at] + bytes_ + (b"" if cut else data[at + len(bytes_) :]))

    assert all(found in (None, PIECES[digest]) for digest, found in kept(file).items())
    keep(file)
    assert all(found in (None, PIECES[digest]) for digest, found in kept(file).items())


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" * 100])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    keep(tmp_path / "a")
    (tmp_path / "a").write_bytes(damage)

    assert kept(tmp_path / "a") == dict.fromkeys(PIECES)
    keep(tmp_path / "a")
    assert kept(tmp_path / "a") == PIECES


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    keep(tmp_path / "a" / "b")
    assert kept(tmp_path / "a" / "b") == dict.fromkeys(PIECES)


def test_a_shelf_that_another_process_writes_is_left_as_it_is(tmp_path: Path) -> None:
    keep(tmp_path / "a")
    other = sqlite3.connect(tmp_path / "a", timeout=0)
    with closing(other), Shelf(tmp_path / "a") as shelf:
        shelf.get(b"")
        other.execute("BEGIN")
        other.execute("SELECT * FROM piece").fetchone()
    assert kept(tmp_path / "a") == PIECES


def test_what_nobody_asks_for_goes_when_it_is_the_greater_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path / "a")
    monkeypatch.setattr(module, "SMALL", 0)
    first, second, *_ = PIECES
    with Shelf(tmp_path / "a") as shelf:
        assert shelf.get(first)
        shelf.get(b"new")
        shelf.put(b"new", b"piece")
    found = kept(tmp_path / "a")
    assert (found[first], found[second]) == (PIECES[first], None)
