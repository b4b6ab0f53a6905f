"""The trees that are kept: built upon while nobody touched them, and never believed again after."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import brotli
import pytest

from build.compress import compress
from build.trees import snapshots
from build.trees.former import Former, former
from build.trees.manifest import files_below
from build.trees.place import Place
from build.trees.snapshots import TWINS
from build.trees.untouched import Seen
from tests.build.command import tree
from tests.build.portals import Portal


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal(tmp_path)


def three_nights(portal: Portal) -> None:
    """After them there are as many trees as are kept."""
    for day in (20, 21, 22):
        portal.day = date(2026, 3, day)
        portal.build()


def test_the_fourth_tree_is_built_upon_the_first(portal: Portal) -> None:
    """Nobody links every file each night; what stands on the site meanwhile stays as it is."""
    three_nights(portal)
    begun, shown = portal.place.spare.stat().st_ino, tree(portal.site)
    portal.content.add("notices", "late")

    portal.build()

    assert portal.site.stat().st_ino == begun
    assert tree(portal.place.previous) == shown
    assert tree(portal.site) == portal.clean()


def test_a_page_that_was_edited_by_hand_never_comes_back(portal: Portal) -> None:
    """It has the name of an untouched one in all trees that are kept, until each of them is made anew."""
    for number in range(3):
        portal.content.add("notices", f"before-{number}")
        portal.build()
    (portal.site / "contracts" / "contract" / "index.html").write_text("?")
    for number in range(4):
        portal.content.add("notices", f"after-{number}")
        portal.build()
        assert tree(portal.site) == portal.clean()


def test_a_spare_tree_that_was_touched_is_not_built_upon(portal: Portal) -> None:
    three_nights(portal)
    (portal.place.spare / "index.html").write_text("?")
    (portal.place.spare / "stray.html").write_text("?")
    portal.day = date(2026, 3, 23)

    portal.build()

    assert tree(portal.site) == portal.clean()


def test_a_previous_tree_that_was_touched_is_not_built_upon_later(portal: Portal) -> None:
    three_nights(portal)
    _replace(portal.place.previous / "contracts/contract/index.html")
    for number in range(3):
        portal.content.add("notices", f"after-{number}")
        portal.build()
        assert tree(portal.site) == portal.clean()


def test_an_edit_while_a_build_is_at_work_shows_the_next_time(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        portal.content.add("notices", f"before-{number}")
        portal.build()

    def edited(place: Place, seen: Seen) -> Former | None:
        _replace(place.site / "contracts/contract/index.html")
        _replace(place.spare / "suppliers/supplier/index.html")
        return former(place, seen)

    with monkeypatch.context() as patch:
        patch.setattr("tests.build.portals.former", edited)
        portal.content.add("notices", "meanwhile")
        portal.build()
    for number in range(3):
        portal.content.add("notices", f"after-{number}")
        portal.build()
        assert tree(portal.site) == portal.clean()


def test_compressed_copies_stay_with_the_files_they_were_made_of(portal: Portal) -> None:
    """They are the greater half of a site, and are neither removed nor written again each night."""

    def night(title: str) -> dict[str, int]:
        portal.content.add("notices", "one", title=title)
        portal.build()
        there = {name: (portal.site / name).stat().st_ino for name in twins()}
        compress(portal.site, portal.place.previous)
        return there

    def twins() -> set[str]:
        return {name for name in files_below(portal.site) if name.endswith(TWINS)}

    for number in range(3):
        night(f"第{number}版")
    taken = night("第三版")
    assert {"static/portal.css.gz", "projects/project/index.html.br"} <= taken.keys()
    assert not {"notices/one/index.html.gz", "notices/one/record.json.br"} & taken.keys()
    for name in twins():
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        file = portal.site / name
        assert unpack(file.read_bytes()) == file.with_name(file.name[:-3]).read_bytes()
        assert file.stat().st_mtime == file.with_name(file.name[:-3]).stat().st_mtime
    shared = portal.place.previous / "static/portal.css.gz"
    assert shared.samefile(portal.site / "static/portal.css.gz")


def _replace(path: Path) -> None:
    """Another file of this name, so that no other tree has it."""
    path.unlink()
    path.write_text("?")


def test_a_tree_beside_another_looks_as_it_looks_alone(tmp_path: Path) -> None:
    """Second names, copies and files of its own; whatever the other tree has there."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        (folder / "in").mkdir(parents=True)
    for name in ("in/linked", "in/copied", "other"):
        (one / name).write_text("a")
    (two / "in/linked").hardlink_to(one / "in/linked")
    (two / "in/copied").write_text("a")
    (two / "in/own").write_text("b")
    assert snapshots.take(two, beside=snapshots.take(one)) == snapshots.take(two)
