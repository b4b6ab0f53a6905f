"""A build that has nothing to do says so at once, and any change makes it look again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from build.unchanged import HEALTH, NAME
from tests.build.command import process
from tests.factories import Content

LOOKED = "内容没有问题"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def built(options: list[str], world: Content) -> list[str]:
    """The options of a command that has built everything."""
    world.add("notices", "one")
    assert LOOKED in process(*options).stderr
    return options


def test_the_same_command_again_says_the_same_and_looks_at_nothing(
    built: list[str], state: Path
) -> None:
    (state / HEALTH).write_text(
        (state / HEALTH).read_text("utf-8").replace('"last_published": "2', '"last_published": "1')
    )

    again = process(*built)

    assert (again.returncode, again.stderr) == (0, "")
    assert "已发布" in again.stdout
    health = json.loads((state / HEALTH).read_bytes())
    assert health["last_published"].startswith("2")


CHANGES: dict[str, Callable[[Path, Path, Path], object]] = {
    "a record is edited": lambda content, _site, _state: _edit(content / "notices" / "one.md"),
    "a record is edited and its time set back": lambda content, _site, _state: _forge(
        content / "notices" / "one.md"
    ),
    "a record is added": lambda content, _site, _state: (content / "notices" / "two.md").write_text(
        "---\n"
    ),
    "a record is gone": lambda content, _site, _state: (content / "notices" / "one.md").unlink(),
    "the site is edited": lambda _content, site, _state: _edit(site / "index.html"),
    "a file of the site is gone": lambda _content, site, _state: (site / "robots.txt").unlink(),
    "a file is added to the site": lambda _content, site, _state: (site / "x").write_text("x"),
    "the memory is damaged": lambda _content, _site, state: (state / NAME).write_text("{"),
    "the memory is gone": lambda _content, _site, state: (state / NAME).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_looked_at(
    change: str, built: list[str], world: Content, site: Path, state: Path
) -> None:
    CHANGES[change](world.folder, site, state)
    assert process(*built).stderr != ""


def test_another_day_or_another_command_is_looked_at(built: list[str]) -> None:
    assert LOOKED in process(*built, "--why").stderr
    assert LOOKED in process(*built, PORTAL_TODAY="2026-07-01").stderr  # another environment


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _forge(path: Path) -> None:
    """Another text of the same length with the old time."""
    was = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("one", "two"), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
