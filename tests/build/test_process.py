"""`python -m build` in a process of its own: its bytes anywhere, and what it says on which output."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from build.pages import BUNDLES, LATE
from build.trees.manifest import UNLISTED
from portal.settings import CHECKOUT
from tests.build.command import DEMO, OTHER_PYTHON, command, environment, process, tree


def test_the_same_content_gives_the_same_bytes_anywhere(published: Path, tmp_path: Path) -> None:
    """Here and now, and in another process, folder, zone, locale, seed and perhaps Python."""
    before = tree(CHECKOUT / "content")
    built = subprocess.run(
        command(
            *(*DEMO, "--site", tmp_path / "公开 网站", "--state", tmp_path / "state"),
            python=OTHER_PYTHON,
        ),
        check=False,
        cwd=CHECKOUT,
        env=environment(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED=other_seed()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert built.returncode == 0, built.stdout
    one, other = tree(published / "site"), tree(tmp_path / "公开 网站")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert tree(CHECKOUT / "content") == before, "the ledger has nothing to add"


def other_seed() -> str:
    """A seed of hashes that is not this process's own, where that one is fixed; at random it never is."""
    return "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"


def test_progress_is_shown_on_a_terminal(options: list[str], site: Path) -> None:
    pty = pytest.importorskip("pty")
    reader, terminal = pty.openpty()
    with open(reader, "rb", buffering=0) as screen:  # noqa: PTH123 - a descriptor, not a path
        built = subprocess.run(
            command(*options),
            check=False,
            cwd=CHECKOUT,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
        os.close(terminal)
        shown = screen.read(65536).decode()
    pieces = (*BUNDLES, *LATE)  # each is counted as one
    files = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()]
    apart = [one for one in files if not one.startswith(pieces) and one[1:] not in UNLISTED]
    pages = len(apart) + len(pieces)
    assert built.returncode == 0
    assert f"\r生成页面 {pages}/{pages}\r\n" in shown


def test_a_log_file_gets_a_line_for_each_step_and_the_result(options: list[str]) -> None:
    built = process(*options)
    assert built.returncode == 0
    assert built.stdout.startswith("已发布 ")
    assert built.stdout.count("\n") == 1
    assert [line[:3] for line in built.stderr.splitlines()] == [
        "内容没",
        "已生成",
        "已核对",
        "已写入",
    ]


def test_an_output_that_knows_no_chinese_gets_escapes(options: list[str]) -> None:
    checked = process("check", *options, PYTHONIOENCODING="cp1252")
    assert checked.returncode == 0
    assert checked.stdout.startswith(r"\u5185\u5bb9")
