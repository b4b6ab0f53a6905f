from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from build import health
from build.commands import making
from build.exits import Busy
from tests.build.command import run, tree
from tests.factories import Content


@pytest.fixture
def last(tmp_path: Path) -> Path:
    return tmp_path / "state" / "last.json"


def said(last: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(last.read_bytes())
    return found


def test_a_build_that_published_says_what_and_when(
    options: list[str], last: Path, site: Path
) -> None:
    assert run(*options).exit_code == 0
    found = said(last)
    assert (found["outcome"], found["exit_code"], found["problems"]) == ("已发布", 0, [])
    assert found["files"] == len([one for one in tree(site).values() if one is not None]) - 2
    assert found["records"] == 8
    assert found["started"] <= found["finished"] == found["last_published"]
    assert found["finished"].endswith("+08:00")
    assert found["as_of"] == "2026-06-30"


def test_nothing_of_it_reaches_the_site(options: list[str], last: Path, site: Path) -> None:
    run(*options)
    before = tree(site)
    last.unlink()
    run(*options)
    assert tree(site) == before


def test_a_build_that_held_records_names_them(
    world: Content, options: list[str], last: Path
) -> None:
    world.add("notices", "one", kind="x")
    assert run("all", "--hold", *options).exit_code == 5
    assert said(last)["held"] == {"notices/one": "暂不公开"}
    world.add("notices", "one")
    assert run("all", "--hold", *options).exit_code == 0
    assert said(last)["held"] == {}


def test_a_build_that_was_refused_lists_its_problems(
    world: Content, options: list[str], last: Path
) -> None:
    run(*options)
    published = said(last)["last_published"]
    world.add("notices", "one", kind="x", body="13800138000")
    assert run(*options).exit_code == 1
    found = said(last)
    assert (found["outcome"], found["exit_code"], found["problem_count"]) == ("内容有问题", 1, 2)
    assert {one["path"] for one in found["problems"]} == {"notices/one.md"}
    assert all(one["reason"] and one["remedy"] for one in found["problems"])
    assert found["last_published"] == published
    assert "13800138000" not in last.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        (OSError(28, "No space left on device", "x"), (4, "机器的问题")),
        (MemoryError(), (4, "机器的问题")),
        (KeyboardInterrupt(), (130, "已中止")),
        (RuntimeError("x"), (70, "程序出错")),
        (sqlite3.OperationalError("disk I/O error"), (4, "机器的问题")),
        (sqlite3.DatabaseError("database disk image is malformed"), (4, "机器的问题")),
        (sqlite3.ProgrammingError("a mistake of ours"), (70, "程序出错")),
    ],
)
def test_every_other_end_is_told_too(
    options: list[str],
    last: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    ends: tuple[int, str],
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(making, "make", fails)
    with suppress(RuntimeError, sqlite3.ProgrammingError):
        run(*options)
    assert (said(last)["exit_code"], said(last)["outcome"]) == ends


def test_who_only_finds_another_at_work_leaves_its_file_alone(
    options: list[str], last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise Busy("")

    monkeypatch.setattr(making, "make", busy)
    assert run(*options).exit_code == 3
    assert not last.exists()


def test_a_health_file_that_cannot_be_written_stops_nothing(
    world: Content, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    state = str(tmp_path / "file" / "state")
    result = run(
        "--content", world.folder, "--site", site, "--as-of", "2026-06-30", "--state", state
    )
    assert "last.json" in result.output or result.exit_code == 4


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 0}'])
def test_a_damaged_file_says_nothing(tmp_path: Path, damage: str) -> None:
    (tmp_path / health.NAME).write_text(damage)
    assert health.read(tmp_path) is None
