"""What is let go of while pages are made is asked again when it is wanted, with the same answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build.freezing import eviction, grouping
from build.freezing.eviction import Eviction
from portal import reads, store
from portal.store import Store
from tests.build.command import tree
from tests.build.portals import Portal
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.fixture
def at_work(world: Content, make_app: MakeApp) -> Store:
    return store.of(make_app())


def noted(at_work: Store, things: int = 1, askers: int = 1, **answers: Any) -> Eviction:
    """What was answered: each question by its name, about so many things, asked by so many."""
    found = Eviction()
    for number, (name, answer) in enumerate(answers.items()):
        question = (name, (), ())
        found.number(question)
        found.things[name] = things
        found.askers[number] = askers
        at_work.answers[question] = answer
        found.note(question, number, answer, 1000)
    return found


def left(at_work: Store) -> list[str]:
    return [name for name, _, _ in at_work.answers]


MANY = dict.fromkeys(range(100))


def test_a_long_text_goes_with_its_page(at_work: Store) -> None:
    noted(at_work, short="a", long=b"a" * (eviction.LONG + 1)).page(at_work)
    assert left(at_work) == ["short"]


def test_it_is_due_when_answers_weigh_too_much(
    at_work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eviction, "BUDGET", 1500)
    assert not noted(at_work, first=MANY).due
    found = noted(at_work, first=MANY, second=MANY)
    assert found.due
    found.forget(at_work)
    assert not found.due


def test_small_answers_stay(at_work: Store) -> None:
    noted(at_work, eviction.FEW, one=1, word="公示", pair=("a", None), dict=MANY).forget(at_work)
    assert left(at_work) == ["one", "word", "pair"]


@pytest.mark.parametrize(
    ("things", "askers", "stay"),
    [(1, 2, True), (1, 1, False), (eviction.FEW, 2, False)],
    ids=["shared", "asked once", "of each record"],
)
def test_what_tells_of_all_stays_when_others_ask_it(
    at_work: Store, things: int, askers: int, stay: bool
) -> None:
    noted(at_work, things, askers, answer=MANY).forget(at_work)
    assert (left(at_work) == ["answer"]) is stay


def test_a_list_of_records_never_stays(world: Content, make_app: MakeApp) -> None:
    app = make_app()
    with app.app_context():
        records = reads.records("projects")
    store.of(app).answers.clear()
    noted(store.of(app), 1, 2, answer=records).forget(store.of(app))
    assert left(store.of(app)) == []


@pytest.mark.parametrize(("room", "stay"), [(1001, True), (1000, False)])
def test_records_stay_as_far_as_there_is_room(
    world: Content, make_app: MakeApp, room: int, stay: bool
) -> None:
    app = make_app()
    with app.app_context():
        record = reads.record("projects", "project")
    store.of(app).answers.clear()
    found = noted(store.of(app), eviction.FEW, answer=record)
    found.room = room
    found.forget(store.of(app))
    assert (left(store.of(app)) == ["answer"]) is stay


def test_what_was_there_before_stays(at_work: Store) -> None:
    found = noted(at_work, eviction.FEW, before=MANY)
    found.begin()
    found.forget(at_work)
    assert left(at_work) == ["before"]


@pytest.mark.parametrize("long", [0, eviction.LONG], ids=["all texts", "long texts"])
def test_a_site_is_the_same_however_much_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: int
) -> None:
    portal = Portal(tmp_path)
    remembered = portal.clean()
    monkeypatch.setattr(eviction, "LONG", long)
    monkeypatch.setattr(eviction, "BUDGET", 0)
    monkeypatch.setattr(eviction, "FEW", 0)
    monkeypatch.setattr(eviction, "ROOM", 0)
    monkeypatch.setattr(grouping, "PORTION", 1)

    assert portal.clean() == remembered
    portal.build()
    portal.content.add("contracts", "contract", signed="2026-03-09")
    portal.build()
    assert tree(portal.site) == portal.clean()
