"""A tree takes another's place: three ways, rollback, and what a kill at any point leaves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from build.trees import manifest, swap
from build.trees.disk import exchange
from build.trees.manifest import NAME, entry
from build.trees.place import MARK, MARKED, Place

WAYS = ["exchange", "link", "renames"]


def plant(folder: Path, text: str) -> Path:
    """A tree of one page, with its manifest."""
    folder.mkdir(parents=True)
    (folder / MARK).write_bytes(MARKED)
    (folder / "index.html").write_text(text)
    (folder / NAME).write_bytes(manifest.write({"index.html": entry(text.encode())}))
    return folder


def page(folder: Path) -> str | None:
    file = folder / "index.html"
    return file.read_text() if file.exists() else None


@pytest.fixture(params=WAYS)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place where only the way of this name is to be had."""
    if request.param == "exchange" and sys.platform != "linux":
        pytest.skip("only Linux exchanges names")
    if request.param != "exchange":
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    if request.param == "renames":
        monkeypatch.setattr(swap, "_exchanges", lambda place: True)
    elif request.param == "link" and os.name == "nt":
        pytest.skip("links need a privilege on Windows")
    place = Place(tmp_path / "public" / "site")
    place.site.parent.mkdir()
    place.lock.touch()
    return place


def show(place: Place, text: str) -> None:
    swap.swap(place, plant(place.new, text))


def folders(place: Place) -> set[str]:
    """What stands beside the site, but for a link's target."""
    target = place.site.resolve().name if place.site.is_symlink() else ""
    return {one.name for one in place.site.parent.iterdir()} - {target, place.lock.name}


def test_the_new_tree_is_shown_and_the_former_kept(place: Place) -> None:
    for text in ("one", "two", "three"):
        show(place, text)
    assert (page(place.site), page(place.previous)) == ("three", "two")
    assert page(place.spare) == "one"
    assert folders(place) == {"site", "site.previous", "site.spare"}


def test_where_files_have_one_name_no_third_tree_takes_room(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "links", lambda file: False)
    for text in ("one", "two", "three", "four"):
        show(place, text)
    assert (page(place.site), page(place.previous)) == ("four", "three")
    assert folders(place) == {"site", "site.previous"}


def test_the_same_tree_again_leaves_the_previous_one(place: Place) -> None:
    for text in ("one", "two", "two"):
        show(place, text)
    assert (page(place.site), page(place.previous)) == ("two", "one")


def test_rollback_shows_the_previous_and_a_second_one_the_newest(place: Place) -> None:
    for text in ("one", "two"):
        show(place, text)
    swap.swap(place, place.previous)
    assert (page(place.site), page(place.previous)) == ("one", "two")
    swap.swap(place, place.previous)
    assert (page(place.site), page(place.previous)) == ("two", "one")
    assert folders(place) == {"site", "site.previous"}


def test_an_empty_folder_that_was_waiting_is_not_kept(place: Place) -> None:
    place.site.mkdir()
    show(place, "one")
    assert page(place.site) == "one"
    assert folders(place) == {"site"}


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours may handle it."""


STEPS = ("rename", "replace", "symlink_to", "unlink", "write_bytes", "write_text")


@pytest.mark.parametrize("rolling_back", [False, True])
@pytest.mark.parametrize("last", range(12))
def test_a_kill_between_any_two_steps_is_healed(
    place: Place, last: int, rolling_back: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("zero", "one"):
        show(place, text)
    source = place.previous if rolling_back else plant(place.new, "two")
    wanted = page(source)
    with monkeypatch.context() as patch:
        count = iter(range(99))

        def killing(step: object) -> object:
            def run(*arguments: object, **named: object) -> object:
                if next(count) == last:
                    raise Killed
                return step(*arguments, **named)  # type: ignore[operator]

            return run

        for name in STEPS:
            patch.setattr(Path, name, killing(getattr(Path, name)))
        for name in ("exchange", "remove"):
            patch.setattr(swap, name, killing(vars(swap)[name]))
        try:
            swap.swap(place, source)
        except Killed:
            killed = True
        else:
            killed = False
    before = page(place.site)
    assert before in ("one", wanted, None if swap_has_a_gap(place) else "one")
    swap.heal(place)
    after = page(place.site)
    assert after == (before or "one")
    assert folders(place) <= {"site", "site.previous", "site.spare"}
    assert page(place.previous) in {"zero", "one", "two"} - {after}
    assert killed or after == wanted
    if after == "two":
        assert page(place.previous) == "one"
    show(place, "three")
    assert (page(place.site), page(place.previous)) == ("three", after)


def swap_has_a_gap(place: Place) -> bool:
    """Two renames leave a moment without a site, which is why they are the last resort."""
    return not place.site.is_symlink() and vars(swap)["exchange"] is not exchange


def test_a_tree_that_was_never_shown_is_removed(place: Place) -> None:
    show(place, "one")
    plant(place.new, "finished but not shown")
    assert swap.heal(place)
    assert folders(place) == {"site"}
    assert not swap.heal(place)


def test_a_lock_file_full_of_nonsense_does_no_harm(place: Place) -> None:
    show(place, "one")
    plant(place.new, "two")
    place.lock.write_bytes(b"\xff\x00" * 50)
    swap.heal(place)
    assert (page(place.site), folders(place)) == ("one", {"site"})


def test_a_second_rename_that_fails_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "site")
    monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    monkeypatch.setattr(swap, "_exchanges", lambda place: True)
    show(place, "old")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == place.site and page(path) == "new":
            raise PermissionError(13, "Permission denied", str(place.site))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        show(place, "new")
    assert page(place.site) == "old"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_that_a_webmaster_made_stays_a_link(tmp_path: Path) -> None:
    plant(tmp_path / "releases" / "first", "first")
    place = Place(tmp_path / "site")
    place.site.symlink_to("releases/first")
    for text in ("one", "two"):
        show(place, text)
    assert place.site.is_symlink()
    assert (page(place.site), page(place.previous)) == ("two", "one")
    assert page(tmp_path / "releases" / "first") == "first"
