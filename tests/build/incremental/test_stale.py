"""What is asked again: what looked a changed fact up, and what rests on an answer that is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build.freezing.freeze import NAME
from build.freezing.render import LISTING
from build.incremental import stale as asking_again
from build.incremental.delta import changed, digests
from build.incremental.digest import weighed
from build.incremental.stale import Stale, stale
from build.incremental.traces import Traces
from portal import create_app, store
from portal.settings import Settings
from portal.trace import Fact, Question, Trace
from tests.build.command import tree
from tests.build.portals import Portal


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = Portal(tmp_path)
    made.build()
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that are asked again."""
    names: list[str] = []
    answer: Callable[[Question], object] = asking_again._answer

    def noted(question: Question) -> object:
        names.append(question[0].removeprefix("portal."))
        return answer(question)

    monkeypatch.setattr(asking_again, "_answer", noted)
    return names


@contextmanager
def later(portal: Portal) -> Iterator[tuple[Traces, set[Fact]]]:
    """The traces at the build after this one, and what has changed, with its application at work."""
    app = create_app(
        Settings(portal.content.folder, portal.site, portal.state, portal.day), frozen=True
    )
    traces = Traces.open(portal.state / NAME)
    assert traces
    with app.app_context():
        yield traces, changed(traces.content(), digests(store.of(app)))
    traces.close()


def test_nothing_changed_so_nothing_is_asked(portal: Portal, asked: list[str]) -> None:
    with later(portal) as (traces, different):
        list(stale(traces, different, Stale()))
    assert not asked


def test_an_answer_that_stays_ends_the_search(portal: Portal, asked: list[str]) -> None:
    """The days of all contracts are looked at again; no feed is, because they are the same."""
    portal.content.add("contracts", "contract", summary="另一句。")
    found = Stale()
    with later(portal) as (traces, different):
        list(stale(traces, different, found))
    assert "reads.stored" in asked
    assert "feeds.index._events" not in asked
    assert "/contracts/contract/" in found.pages


def test_what_was_not_asked_again_is_beyond_doubt(portal: Portal, asked: list[str]) -> None:
    portal.content.add("contracts", "contract", summary="另一句。")
    found = Stale()
    with later(portal) as (traces, different):
        list(stale(traces, different, found))
        doubted = [known.question[0] for n in found.doubtful if (known := traces.known(n))]
    assert sorted(doubted) == sorted(f"portal.{name}" for name in asked)


def test_answers_may_be_let_go_of_after_each_question(portal: Portal, asked: list[str]) -> None:
    """And the digest of each is at hand for who puts it down before, so that none is made twice."""
    portal.content.add("contracts", "contract", summary="另一句。")
    paused: set[int] = set()
    with later(portal) as (traces, different):
        trace = store.current().trace = Trace(pause=lambda: paused.add(len(asked)))
        list(stale(traces, different, Stale()))
        answers = store.current().answers
        weights = {one: weighed(answers[one]) for one in trace.weighed}
    assert paused.issuperset(range(1, len(asked) + 1))
    assert {one[0] for one in trace.weighed} == {f"portal.{name}" for name in asked}
    assert {one: found[0] for one, found in trace.weighed.items()} == {
        one: found[0] for one, found in weights.items()
    }


def test_a_question_without_an_answer_is_forgotten(portal: Portal) -> None:
    """What it rests on was not taken down, so a later answer must not be believed to be known."""
    portal.content.add("notices", "one")
    portal.build()
    (portal.content.folder / "notices" / "one.md").unlink()
    why = portal.build().why
    assert "/notices/" in why
    assert not {LISTING, "/notices/one/"} & why.keys()
    with later(portal) as (traces, _):
        known = filter(None, map(traces.known, range(1, 5000)))
        about = {one.question[0] for one in known if ("notices", "one") in one.question[1]}
    assert not about
    portal.content.add("notices", "one")
    portal.build()
    assert tree(portal.site) == portal.clean()


def test_of_questions_that_rest_on_one_another_none_is_trusted() -> None:
    """Old traces may say so, when first one asked the other and then the other way round."""
    traces = Traces.new()
    one, two, three = 1, 2, 3
    traces.ask([(one, [two]), (two, [one]), (three, [one])])
    must = {three}
    order = list(asking_again._order(traces, must))
    assert must == {three, one}
    assert order.index(three) < order.index(one) < order.index(two)


def test_traces_that_cannot_be_read_any_more_make_nothing_fresh(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.content.add("contracts", "contract", signed="2026-03-09")
    found = iter([Traces.open(portal.state / NAME), None])
    monkeypatch.setattr(Traces, "open", lambda _: next(found))
    with pytest.raises(
        OSError, match=r"上次构建的记录突然读不出来了，请再构建一次：.*traces\.sqlite"
    ):
        portal.build()
