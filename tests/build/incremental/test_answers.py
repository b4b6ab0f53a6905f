"""Answers in a file: what one process puts there all others find, for as long as the build lasts."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.incremental.answers import Answers, Row

ONE = Row(b"first", b"digest", 3, b"answer")
TWO = ONE._replace(question=b"second")


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    made = Answers(tmp_path / "state" / "answers.sqlite")
    yield made
    made.close()


def test_what_is_put_is_found(answers: Answers) -> None:
    answers.put([ONE])
    assert answers.find(b"first") == (3, b"answer")
    assert answers.find(b"second") is None


def test_the_last_answer_to_a_question_counts(answers: Answers) -> None:
    answers.put([ONE])
    answers.put([ONE._replace(answer=b"again")])
    assert [row.answer for row in answers] == [b"again"]


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork"
)
def test_a_forked_process_and_its_parent_find_what_the_other_puts(answers: Answers) -> None:
    answers.put([ONE])
    ours = answers._connected()
    told = multiprocessing.get_context("fork").SimpleQueue()

    def child() -> None:
        told.put((answers.find(b"first"), answers._connected() is ours))
        answers.put([TWO])

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    assert told.get() == ((3, b"answer"), False)
    assert answers.find(b"second") == (3, b"answer")


def test_the_file_is_gone_when_it_is_closed(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.sqlite")
    answers.put([ONE])
    answers.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"half")
    answers = Answers(tmp_path / "answers.sqlite")
    answers.put([ONE])
    assert list(answers) == [ONE]
    answers.close()


def test_without_a_file_nothing_is_found_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    answers = Answers(tmp_path / "state" / "answers.sqlite")
    answers.put([ONE])
    assert answers.find(b"first") is None
    assert list(answers) == []
    answers.close()
