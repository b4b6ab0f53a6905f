"""What a process writes is told of bit by bit, and what pages ask first before any of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.freezing import eviction, render
from build.freezing.freezer import Freezer
from build.freezing.grouping import Portion
from build.freezing.render import Renderer
from build.incremental.answers import Answers
from build.incremental.batch import Batch
from build.incremental.recall import Kept
from portal import reads, store
from portal.trace import Trace
from tests.conftest import MakeApp
from tests.factories import Content

PAGES = ["/", "/feeds/", "/search/", "/map/", "/status/"]


@pytest.fixture
def renderer(world: Content, make_app: MakeApp, tmp_path: Path) -> Iterator[Renderer]:
    answers = Answers(tmp_path / "state" / "answers.sqlite")
    app = make_app(frozen=True)
    store.of(app).trace = Trace()
    yield Renderer(Freezer(app), tmp_path / "new", Kept(answers))
    answers.close()


def told(batches: list[Batch]) -> list[list[str]]:
    """The addresses of each batch."""
    return [[page.address for page in one.pages] for one in batches]


def test_pages_are_told_of_so_many_at_a_time(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "BATCH", 2)
    found = told(list(renderer.batches(Portion(PAGES))))
    assert found == [PAGES[:2], PAGES[2:4], PAGES[4:]]


def test_files_of_a_bundle_are_told_of_as_they_come(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "BATCH", 2)
    first, *_, last = told(list(renderer.batches(Portion(["/search/index/"]))))
    assert len(first) == 2
    assert last[-1] == "/search/index/"


def test_pages_that_are_listed_late_come_before_what_stands_for_their_list(
    renderer: Renderer,
) -> None:
    ((page, *listed),) = told(
        list(renderer.batches(Portion(["/status/", "/oversight/shares/tables/"])))
    )
    assert page == "/status/"
    assert listed == ["/oversight/shares/tables/items-catalogue/", "/oversight/shares/tables/"]


def test_a_process_makes_room_when_it_has_grown(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer.move()
    assert not renderer.is_full
    monkeypatch.setattr(render, "GROWTH", -1)
    assert renderer.is_full == sys.platform.startswith("linux")


def test_what_is_asked_first_is_let_go_of_when_it_is_much(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eviction, "BUDGET", 0)
    monkeypatch.setattr(eviction, "ROOM", 0)
    renderer.eviction = eviction.Eviction()
    for _ in renderer.batches(Portion([], [lambda: reads.record("projects", "project")])):
        pass
    answers = store.of(renderer.freezer.app).answers
    assert ("portal.reads.record", ("projects", "project"), ()) not in answers


def test_what_is_asked_first_is_told_of_before_the_pages(renderer: Renderer) -> None:
    asked = [lambda: reads.count("notices"), lambda: reads.count("projects")]
    first, second, pages = renderer.batches(Portion(PAGES, asked))
    assert ("portal.reads.count", ("notices",), ()) in first.questions
    assert ("portal.reads.count", ("projects",), ()) in second.questions
    assert first.pages == second.pages == []
    assert not {*first.questions, *second.questions} & {*pages.questions}
