"""Answers kept for the next build are read back as long as what they rest on is the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from build.freezing import freeze as freezing
from build.incremental.answers import Answers
from build.incremental.delta import changed, digests
from build.incremental.digest import digest, weighed, written
from build.incremental.recall import Kept
from build.incremental.stale import Stale, stale
from build.incremental.traces import Traces, named
from portal import create_app, reads, store
from portal.oversight import delivery
from portal.settings import Settings
from portal.trace import Question, Trace
from tests.build.portals import Portal

ROWS: Question = ("portal.oversight.delivery.rows", ("projects", ""), ())


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = Portal(tmp_path)
    made.build()
    return made


@contextmanager
def later(portal: Portal) -> Iterator[Kept]:
    """What the build after this one finds kept, with its application at work."""
    where = Settings(portal.content.folder, portal.site, portal.state, portal.day)
    app = create_app(where, frozen=True)
    store.of(app).trace = Trace()
    with app.app_context():
        traces = Traces.open(portal.state / freezing.NAME)
        found = Stale()
        if traces:
            now = digests(store.of(app))
            different = changed(traces.content(), now) | set(traces.turned(portal.day))
            list(stale(traces, different, found))
            traces.close()
        answers = Answers(portal.state / freezing.ANSWERS)
        yield Kept(answers, portal.state / freezing.NAME, found.doubtful)
        answers.close()


def test_nothing_changed_so_the_answer_is_read_back(portal: Portal) -> None:
    with later(portal) as kept:
        found = kept.recall(ROWS)
        assert found
        assert digest(found.answer) == digest(delivery.rows("projects", ""))


def test_something_it_rests_on_changed_so_it_is_made_anew(portal: Portal) -> None:
    portal.content.add("contracts", "contract", signed="2026-03-09")
    with later(portal) as kept:
        assert kept.recall(ROWS) is None


def test_another_record_changed_so_it_is_read_back(portal: Portal) -> None:
    portal.content.add("notices", "late")
    with later(portal) as kept:
        assert kept.recall(ROWS)


def portions(portal: Portal) -> list[bytes]:
    """The questions about portions of documents whose answers are kept."""
    with closing(sqlite3.connect(portal.state / freezing.NAME)) as database:
        names = [name for (name,) in database.execute("SELECT question FROM kept ORDER BY 1")]
    return [name for name in names if b"documents._portion" in name]


def test_a_record_more_in_a_portion_leaves_no_former_answer_behind(portal: Portal) -> None:
    portal.content.add("notices", "first")
    portal.build()
    before = portions(portal)
    portal.content.add("notices", "second")
    portal.build()
    assert portions(portal) == before
    assert before


def trace() -> Trace:
    found = store.current().trace
    assert found
    return found


@reads.kept
def is_april() -> bool:
    """A question that turns on a day."""
    return reads.today() >= date(2026, 4, 1)


APRIL: Question = (f"{__name__}.is_april", (), ())


def test_a_day_that_turns_it_came_so_it_is_made_anew(portal: Portal) -> None:
    with later(portal) as kept:
        is_april()
        facts = trace().made[APRIL].facts
        kept.put_by(store.current())
        rows = list(kept.answers)
    traces = Traces.open(portal.state / freezing.NAME)
    assert traces
    number = traces.numbering("question", "question")(written(APRIL), 1)
    traces.put_questions([(number, written(APRIL), digest(False))])
    traces.look_up((named(fact), [number]) for fact in facts)
    traces.keep(rows)
    traces.commit()
    traces.close()

    portal.day = date(2026, 3, 31)
    with later(portal) as kept:
        found = kept.recall(APRIL)
        assert found
        assert found.answer is False
    portal.day = date(2026, 4, 1)
    with later(portal) as kept:
        assert kept.recall(APRIL) is None


def test_an_answer_of_this_build_is_read_back_though_it_may_be_another_than_the_last(
    portal: Portal,
) -> None:
    portal.content.add("contracts", "contract", signed="2026-03-09")
    with later(portal) as kept:
        made = delivery.rows("projects", "")
        kept.put_by(store.current())
        found = kept.recall(ROWS)
        assert found
        assert digest(found.answer) == digest(made)
        assert found.weight == weighed(made)[1]


def test_a_damaged_answer_is_made_anew(portal: Portal) -> None:
    with closing(sqlite3.connect(portal.state / freezing.NAME)) as database, database:
        database.execute("UPDATE kept SET answer = substr(answer, 1, 9)")
    with later(portal) as kept:
        assert kept.recall(ROWS) is None


def test_damage_is_no_reason_to_fail(portal: Portal) -> None:
    (portal.state / freezing.NAME).write_bytes(b"?" * 4096)
    with later(portal) as kept:
        assert kept.recall(ROWS) is None
