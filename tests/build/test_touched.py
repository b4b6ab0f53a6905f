"""Content that is saved while a build is at work is not published unchecked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal import create_app
from tests.build.command import run, tree
from tests.factories import Content


@pytest.fixture
def saved(
    world: Content, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Content], object]], Any]:
    """Builds a new notice, and lets somebody save something when all has been read and checked."""
    world.site(ledger="是")
    world.add("notices", "old", title="原题")
    assert run(*options).exit_code == 0
    world.write("notices/b.csv", "b,1\n")
    world.add("notices", "new", attachments=[{"file": "b.csv", "title": "表"}])

    def built(save: Callable[[Content], object]) -> Any:
        def read_and_save(*args: Any, **rest: Any) -> Any:
            app = create_app(*args, **rest)
            save(world)
            return app

        with monkeypatch.context() as patch:
            patch.setattr("build.make.create_app", read_and_save)
            return run(*options)

    return built


SAVES: dict[str, Callable[[Content], object]] = {
    "notices/b.csv": lambda content: content.write("notices/b.csv", "b,2\n"),
    "notices/old.md": lambda content: content.add("notices", "old", title="悄悄改过"),
    "site.yaml": lambda content: content.site(ledger="是", title="别的"),
}


@pytest.mark.parametrize("path", SAVES)
def test_what_is_saved_in_between_stops_the_build(
    path: str, saved: Callable[..., Any], site: Path, world: Content
) -> None:
    before, ledger = tree(site), tree(world.folder / "ledger")

    refused = saved(SAVES[path])

    assert refused.exit_code == 1, refused.output
    assert f"内容在生成时被改动：{path}" in refused.output
    assert tree(site) == before
    assert tree(world.folder / "ledger") == ledger


def test_what_was_put_back_is_published_as_it_is(
    saved: Callable[..., Any], site: Path, world: Content, options: list[str]
) -> None:
    saved(SAVES["notices/b.csv"])
    world.write("notices/b.csv", "b,1\n")

    assert run(*options).exit_code == 0
    assert (site / "notices/new/b.csv").read_text() == "b,1\n"


@pytest.mark.parametrize(
    "save",
    [
        lambda content: content.write("notices/b.csv", "b,1\n"),
        lambda content: content.add("notices", "next"),
        lambda content: content.write("notices/draft.txt", "?"),
    ],
    ids=["the same again", "another record", "another file"],
)
def test_what_does_not_go_out_stops_nothing(
    save: Callable[[Content], object], saved: Callable[..., Any], site: Path
) -> None:
    published = saved(save)

    assert published.exit_code == 0, published.output
    assert not (site / "notices/next").exists()
