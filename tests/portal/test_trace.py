"""What is written down of an answer: what it looked up itself, and what it asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal import reads, store
from portal.questions import touch
from portal.trace import Trace
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.fixture
def trace(world: Content, make_app: MakeApp) -> Iterator[Trace]:
    app = make_app()
    with app.app_context():
        made = store.of(app).trace = Trace()
        yield made


@reads.read
def inner() -> str:
    touch("row", "projects", "inner")
    return "inner"


@reads.read
def outer() -> str:
    touch("row", "projects", "outer")
    return f"outer of {inner()}"


@reads.read
def failing() -> str:
    touch("row", "projects", "failing")
    raise LookupError(inner())


@reads.read
def forgiving() -> str:
    try:
        return failing()
    except LookupError:
        return "forgiven"


INNER, OUTER, FORGIVING = (
    (f"{__name__}.{name}", (), ()) for name in ("inner", "outer", "forgiving")
)


def test_an_answer_rests_on_what_it_looked_up_itself_and_on_what_it_asked(trace: Trace) -> None:
    outer()
    assert trace.made[OUTER].facts == {("row", "projects", "outer")}
    assert trace.made[OUTER].questions == {INNER}
    assert trace.made[INNER].facts == {("row", "projects", "inner")}


def test_a_page_is_told_of_what_it_asked_itself(trace: Trace) -> None:
    outer()
    assert list(trace.asked) == [OUTER]


def test_who_asks_later_rests_on_it_as_well(trace: Trace) -> None:
    inner()
    trace.made.clear()
    outer()
    assert trace.made[OUTER].questions == {INNER}


def test_who_asked_what_has_no_answer_rests_on_what_that_met(trace: Trace) -> None:
    forgiving()
    assert trace.made[FORGIVING].facts == {("row", "projects", "failing")}
    assert trace.made[FORGIVING].questions == {INNER}
    assert not trace.open
