"""Rows in a file: every process reads them for itself, and memory will do where there is no file."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from portal.database import Filed, made


def one_row(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE told (word)")
    database.execute("INSERT INTO told VALUES ('公示')")
    database.commit()


def words(database: sqlite3.Connection | Filed) -> list[str]:
    return [word for (word,) in database.execute("SELECT word FROM told")]


def test_rows_lie_in_the_file_until_it_is_closed(tmp_path: Path) -> None:
    place = tmp_path / "state" / "rows.sqlite"
    database = made(one_row, place)
    assert isinstance(database, Filed)
    assert words(database) == ["公示"]
    assert place.stat().st_size
    database.close()
    assert not place.exists()


def test_the_file_of_a_later_build_is_left_alone(tmp_path: Path) -> None:
    """What is closed once more when it is collected must not take the next one's rows with it."""
    first = made(one_row, tmp_path / "rows.sqlite")
    first.close()
    second = made(one_row, tmp_path / "rows.sqlite")
    first.close()
    assert (tmp_path / "rows.sqlite").exists()
    second.close()


def test_what_a_killed_build_left_is_replaced(tmp_path: Path) -> None:
    place = tmp_path / "rows.sqlite"
    place.write_bytes(b"half")
    database = made(one_row, place)
    assert words(database) == ["公示"]
    database.close()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork"
)
def test_a_forked_process_reads_by_a_connection_of_its_own(tmp_path: Path) -> None:
    database = made(one_row, tmp_path / "rows.sqlite")
    assert isinstance(database, Filed)
    ours = database._connection
    told = multiprocessing.get_context("fork").SimpleQueue()

    def ask() -> None:
        told.put((words(database), database._connection is ours))

    process = multiprocessing.get_context("fork").Process(target=ask)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert told.get() == (["公示"], False)
    database.close()


def test_memory_will_do_where_the_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    database = made(one_row, tmp_path / "state" / "rows.sqlite")
    assert isinstance(database, sqlite3.Connection)
    assert words(database) == ["公示"]
    database.close()
