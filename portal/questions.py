"""Questions: functions of plain arguments with a plain answer, asked once per store and remembered.

Answers are shared between pages and must not be changed. A record may be handed over as it is: what
counts of it is its key.

While pages are frozen, `portal.trace` writes down which page asks what and what each answer rests on:
a question is asked again only when one of those has changed, and a page is made anew only when one of
its questions has a new answer. An answer must therefore say all that counts of it: a path does not
tell that the file is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from portal.plain import Plain
from portal.store import Store, current
from portal.trace import Question, Rests

P = ParamSpec("P")
Answer = TypeVar("Answer")
Ask = Callable[..., Any]

# Every question by its name, so that one that was written down can be asked again.
QUESTIONS: dict[str, Ask] = {}


class Of(NamedTuple):
    """A record as an argument of a question that is written down."""

    section: str
    id: str


def read(ask: Callable[P, Answer]) -> Callable[P, Answer]:
    """Mark a function as a question: its answer is kept by name and arguments."""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Answer:
        store = current()
        named = tuple([Of(one.section, one.id) if type(one) is Plain else one for one in args])
        question = (name, named, tuple(kwargs.items()))
        if question not in store.answers:
            with store.lock:
                if question not in store.answers:
                    store.answers[question] = _answer(store, question, ask, args, kwargs)
        if store.trace:
            store.trace.ask(question)
        answer: Answer = store.answers[question]
        return answer

    QUESTIONS[name] = asked
    return asked


# The questions whose answers are kept for the next build (build/incremental/recall.py).
KEPT: set[str] = set()


def kept(ask: Callable[P, Answer]) -> Callable[P, Answer]:
    """Mark a function as a question whose answer takes longer to make than to read back."""
    KEPT.add(f"{ask.__module__}.{ask.__qualname__}")
    return read(ask)


def _answer(store: Store, question: Question, ask: Ask, args: Any, kwargs: Any) -> Any:
    trace = store.trace
    if trace is None:
        return ask(*args, **kwargs)
    dear = question[0] in KEPT
    if dear and store.recall and (found := store.recall(question)):
        trace.recalled[question] = found.weight
        return found.answer
    trace.open.append(Rests())
    try:
        for one in question[1]:
            if isinstance(one, Of):
                touch("row", *one)
        answer = ask(*args, **kwargs)
    except BaseException:
        trace.failed()
        raise
    trace.answered(question)
    if dear:
        trace.dear[question] = None
    return answer


def pause() -> None:
    """Much has been answered that will hardly be asked again: what makes pages may let go of it."""
    if trace := current().trace:
        trace.pause()


def touch(*fact: str) -> None:
    """The answer that is being made rests on this fact of the content."""
    if trace := current().trace:
        trace.touch(*fact)
