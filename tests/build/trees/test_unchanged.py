"""A build that has nothing to do says so at once, and any change makes it look again."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build.trees import unchanged
from build.trees.place import Place
from build.trees.unchanged import HEALTH, NAME, asked_again, keep
from portal.settings import CHECKOUT, Settings
from tests.build.command import process
from tests.build.faults import options as options_in
from tests.factories import Content

LOOKED = "内容没有问题"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the real command has built everything."""
    folder = tmp_path_factory.mktemp("once")
    Content(folder / "content").world().add("notices", "one")
    assert LOOKED in process(*options_in(folder)).stderr
    return folder


def test_the_same_command_again_says_the_same_and_looks_at_nothing(once: Path) -> None:
    health = once / "state" / HEALTH
    health.write_text(
        health.read_text("utf-8").replace('"last_published": "2', '"last_published": "1')
    )

    again = process(*options_in(once))

    assert (again.returncode, again.stderr) == (0, "")
    assert "已发布" in again.stdout
    assert json.loads(health.read_bytes())["last_published"].startswith("2")


@pytest.fixture
def built(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of a command that has built everything: a copy, remembered as that build was.

    A real build for each change would be four seconds of the same.
    """
    memory = json.loads((once / "state" / NAME).read_bytes())
    for name in ("content", "public", "state"):
        shutil.copytree(once / name, tmp_path / name, dirs_exist_ok=True)
    options = options_in(tmp_path)
    places = {
        name: tmp_path / Path(place).relative_to(once) for name, place in memory["places"].items()
    }
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(sys, "argv", ["build", *options])
    keep(tmp_path / "state", places, {}, memory["said"])
    assert "已发布" in asked_again(options, os.environ)
    return options


def test_in_the_places_of_the_checkout_a_build_is_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the site and all that a build needs beside it lie among the code."""
    site, state = tmp_path / "build/site", tmp_path / "build/state"
    for place in (site, state):
        place.mkdir(parents=True)
    (state / HEALTH).write_text("{}")
    monkeypatch.setattr(unchanged, "CHECKOUT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["build"])
    known = unchanged.seen({"content": tmp_path / "content"})
    Place(site).lock.write_text("held while the site was made")
    Place(site).spare.mkdir()
    (Place(site).spare / "index.html").touch()
    keep(state, {"content": tmp_path / "content", "site": site}, known, "已发布")
    Place(site).lock.write_text("")
    assert asked_again([], {}) == "已发布"
    (tmp_path / "build/sitemap.py").touch()
    assert not asked_again([], {})


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
def test_a_change_is_looked_at(change: str, built: list[str], tmp_path: Path) -> None:
    CHANGES[change](*(tmp_path / name for name in ("content", "public/site", "state")))
    assert not asked_again(built, os.environ)


def test_a_command_that_lacks_something_is_left_to_who_says_so() -> None:
    assert not asked_again(["all", "--state"], {})


def test_of_two_folders_the_last_is_meant(built: list[str], tmp_path: Path) -> None:
    twice = ["--state", str(tmp_path / "other"), *built]
    file = tmp_path / "state" / NAME
    kept = json.loads(file.read_text())
    file.write_text(json.dumps(kept | {"asked": unchanged.asked(twice, os.environ)}))
    assert "已发布" in asked_again(twice, os.environ)


def test_another_day_or_another_command_is_looked_at(built: list[str]) -> None:
    assert not asked_again([*built, "--why"], os.environ)
    assert not asked_again(built, {**os.environ, "PORTAL_TODAY": "2026-07-01"})


def test_the_real_command_looks_again_and_then_knows_it(built: list[str], tmp_path: Path) -> None:
    _edit(tmp_path / "content/notices/one.md")
    assert LOOKED in process(*built).stderr
    assert process(*built).stderr == ""


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _forge(path: Path) -> None:
    """Another text of the same length with the old time."""
    was = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("one", "two"), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def test_the_memory_lies_where_the_settings_say(tmp_path: Path) -> None:
    """Both read the environment for themselves, as the one may not wait for the other's imports."""
    for names in ({}, {"PORTAL_HOME": "home"}, {"PORTAL_HOME": "home", "PORTAL_STATE": "state"}):
        environ = {name: str(tmp_path / value) for name, value in names.items()}
        assert unchanged._state([], environ) == Settings.read(environ).state
