"""Which pages of the last build have to be made anew, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build.digest import digest
from build.traces import Traces
from portal import reads
from portal.questions import Of
from portal.store import current
from portal.trace import Fact, Question, Trace

Answers = list[tuple[Question, bytes, frozenset[Fact]]]


@dataclass
class Stale:
    """pages: address → the questions that have a new answer, in order; answers: all asked again."""

    pages: dict[str, list[Question]] = field(default_factory=dict)
    answers: Answers = field(default_factory=list)


def stale(traces: Traces, changed: Iterable[Fact]) -> Stale:
    """Ask every question again that rests on a fact that changed; needs the application's context.

    A question that has the same answer as before makes no page stale, however its facts changed.
    """
    found = Stale()
    trace = current().trace = current().trace or Trace()
    for known in traces.resting_on(changed):
        now = digest(_answer(known.question))
        found.answers.append((known.question, now, trace.facts.get(known.question, _GONE)))
        if now != known.digest:
            for address in traces.asking(known.number):
                found.pages.setdefault(address, []).append(known.question)
    trace.asked.clear()
    return found


def _answer(question: Question) -> object:
    try:
        return reads.again(question)
    except LookupError:  # it was about a record that is gone
        return reads.GONE


# The facts of a question about a record that is gone: its trace stays as it is.
_GONE: frozenset[Fact] = frozenset()


def explained(pages: Mapping[str, Iterable[Question]]) -> Iterable[str]:
    """A line for each page: its address, and what it asked that has a new answer."""
    for address, questions in sorted(pages.items()):
        yield f"{address} ← {'、'.join(map(_spelled, questions))}"


def _spelled(question: Question) -> str:
    """«portal.status.status(publicity/yc-2026-001)»."""
    name, named, items = question
    words = ["/".join(one) if isinstance(one, Of) else str(one) for one in named]
    words += [f"{key}={value}" for key, value in items]
    return f"{name.removeprefix('portal.')}({', '.join(words)})"
