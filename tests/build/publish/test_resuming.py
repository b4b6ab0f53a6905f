"""Publications over a line that breaks: resumed, or undone by the one that comes after."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from build.publish.folder import Folder
from build.publish.rsync import Rsync
from build.publish.store import Store
from build.trees.manifest import NAME
from build.trees.place import MARK, MARKED
from tests.build.command import run
from tests.build.faults import Scene
from tests.build.publish.there import There, publish


@pytest.mark.parametrize("after", [5, 100])
def test_an_interrupted_publication_is_resumed(
    scene: Scene, there: There, order: list[str], after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        for kind in (Folder, Rsync, Store):
            patch.setattr(kind, "put", broken(kind.put, after))
        said = publish(scene, there, code=4)
    assert "中断：线路断了。已经传上去的不会白费" in said
    assert NAME not in there.read()
    sent = list(order)
    order.clear()
    publish(scene, there)
    assert there.read() == scene.files(scene.a) | {MARK: MARKED, NAME: scene.a[NAME]}
    assert len(sent) >= after
    assert set(sent[: after - 1]).isdisjoint(order)


def broken(put: Callable[..., Iterator[str]], after: int) -> object:
    """The same, over a line that breaks after so many files."""
    count = itertools.count()

    def cut(*arguments: object) -> Iterator[str]:
        for path in put(*arguments):
            if next(count) >= after:
                raise OSError("线路断了")
            yield path

    return cut


def test_an_interruption_before_the_removal_is_resumed(
    scene: Scene, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(scene, there)
    run(*scene.options)

    def fail(self: object, paths: Sequence[str]) -> Iterator[str]:
        raise OSError("线路断了")

    with monkeypatch.context() as patch:
        for kind in (Folder, Rsync, Store):
            patch.setattr(kind, "remove", fail)
        publish(scene, there, code=4)
    assert "notices/leaving/index.html" in there.read()
    publish(scene, there)
    assert there.read() == scene.files(scene.b) | {MARK: MARKED, NAME: scene.b[NAME]}


def stopped(put: Callable[..., Iterator[str]], before: str) -> object:
    """The same, over a line that breaks before this file."""

    def cut(self: object, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        whole = list(itertools.takewhile(lambda path: path != before, paths))
        yield from put(self, folder, whole)
        if len(whole) < len(paths):
            raise OSError("线路断了")

    return cut


def interrupt(
    scene: Scene, there: There, monkeypatch: pytest.MonkeyPatch, before: str, *sent: str
) -> None:
    """Publish over a line that breaks before a file, when these have arrived."""
    with monkeypatch.context() as patch:
        for kind in (Folder, Rsync, Store):
            patch.setattr(kind, "put", stopped(kind.put, before))
        publish(scene, there, code=4)
    assert all(there.read()[path] == (scene.site / path).read_bytes() for path in sent)


def test_going_back_after_an_interruption_leaves_nothing_of_what_was_withdrawn(
    scene: Scene, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(scene, there)
    run(*scene.options)
    page = "notices/changing/index.html"
    assert len(scene.a[page] or b"") == len(scene.b[page] or b"")
    interrupt(scene, there, monkeypatch, NAME, page, "notices/coming/index.html")
    assert run("rollback", *scene.options).exit_code == 0
    publish(scene, there)
    assert there.read() == scene.files(scene.a) | {MARK: MARKED, NAME: scene.a[NAME]}


def test_a_twin_is_not_taken_for_new_because_its_page_is(
    scene: Scene, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "notices/changing/index.html"
    (scene.site / f"{page}.br").write_bytes(b"squeezed once")
    publish(scene, there)
    run(*scene.options)
    (scene.site / f"{page}.br").write_bytes(b"squeezed anew")
    interrupt(scene, there, monkeypatch, f"{page}.br", page)
    assert there.read()[f"{page}.br"] == b"squeezed once"
    publish(scene, there)
    assert there.read()[f"{page}.br"] == b"squeezed anew"
