"""What Markdown made of a body is made once, kept, and never taken for another body's."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from portal.load import drafts as module
from portal.load.drafts import NAME, drafts, finished
from portal.load.shelf import Shelf
from portal.markdown import markup
from portal.markdown.markup import TooComplex, finish

BODIES = ["一段文字。", "# 标题\n\n[链接](a.md)", "| 项 | 值 |\n|---|---|\n| a | b |", ""]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies that Markdown was asked for."""
    asked: list[str] = []

    def packed(body: str) -> bytes:
        asked.append(body)
        return markup.draft(body).packed()

    monkeypatch.setattr(module, "_made", lambda bodies: [packed(body) for body in bodies])
    return asked


def test_each_body_is_drafted_once(made: list[str], tmp_path: Path) -> None:
    first = drafts([*BODIES, *BODIES], tmp_path)
    again = drafts([*BODIES, "neu"], tmp_path)

    assert made == [*BODIES, "neu"]
    assert {body: again[body] for body in BODIES} == first


def test_without_a_state_folder_nothing_is_kept(made: list[str]) -> None:
    drafts(BODIES, None)
    drafts(BODIES, None)
    assert made == [*BODIES, *BODIES]


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" * 100])
def test_a_damaged_file_is_made_anew(made: list[str], tmp_path: Path, damage: bytes) -> None:
    sound = drafts(BODIES, tmp_path)
    (tmp_path / NAME).write_bytes(damage)

    assert drafts(BODIES, tmp_path) == sound
    made.clear()
    assert drafts(BODIES, tmp_path) == sound
    assert made == []


def test_a_damaged_draft_is_made_anew(made: list[str], tmp_path: Path) -> None:
    sound = drafts(BODIES, tmp_path)
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("UPDATE piece SET data = substr(data, 2)")
    database.close()

    assert drafts(BODIES, tmp_path) == sound


def test_another_markdown_believes_nothing(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts(BODIES, tmp_path)
    monkeypatch.setattr(module, "_MADE_BY", hashlib.sha256(b"newer"))
    drafts(BODIES, tmp_path)
    assert made == [*BODIES, *BODIES]


def test_many_processes_make_what_one_makes() -> None:
    bodies = [f"第 {number} 段\n\n- {number}" for number in range(module.FEW + 1)]
    in_all = drafts(bodies, None)
    assert in_all == {body: markup.draft(body) for body in bodies}


def test_a_body_that_is_too_complex_stays_so(tmp_path: Path) -> None:
    body = "* " * 2500 + "a"
    for _ in range(2):
        with pytest.raises(TooComplex):
            finish(drafts([body], tmp_path)[body], lambda _a, href: href)
    assert finish(drafts(["后来的"], tmp_path)["后来的"], lambda _a, href: href) == "<p>后来的</p>"


def test_a_body_with_links_is_finished_once_for_what_they_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = markup.draft("[甲](a.md) ![乙](b.png) <a href='javascript:x' id=c>丙</a>")
    answers = {"a.md": "/a/", "b.png": "/b.png", "javascript:x": None}
    whole = finish(draft, lambda _a, href: answers[href])
    asked: list[str] = []

    def resolve(_attribute: str, href: str) -> str | None:
        asked.append(href)
        return answers[href]

    for _ in range(2):
        with Shelf(tmp_path / "a") as shelf:
            assert finished(draft, resolve, shelf) == whole
    assert asked == [*answers, *answers]
    with Shelf(tmp_path / "a") as shelf:
        answers["a.md"] = "/moved/"
        assert finished(draft, resolve, shelf) == whole.replace("/a/", "/moved/")
        monkeypatch.setattr(markup, "finish", None)
        assert finished(draft, resolve, shelf) == whole.replace("/a/", "/moved/")
