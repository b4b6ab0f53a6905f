"""Which pages of the last build have to be made anew, and why.

A question is asked again only when a fact that it looked up itself has changed, or when one of the
questions that it asked has a new answer: what comes out the same ends the search there («early
cutoff»; Mokhov, Mitchell and Peyton Jones, Build systems à la carte, 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build.incremental.digest import weighed
from build.incremental.traces import Traces
from portal import reads
from portal.questions import Of, pause
from portal.store import current
from portal.trace import Fact, Question, Trace


@dataclass
class Stale:
    """pages: address → the questions that have a new answer, in order.

    gone: the questions asked again that have none, which are to be forgotten. doubtful: the numbers of
    the questions that may have another answer, and of which nobody has shown the contrary so far.
    """

    pages: dict[str, list[Question]] = field(default_factory=dict)
    gone: list[Question] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)

    def take(self, other: Stale) -> None:
        """Be as another one that was empty as this one, found out elsewhere."""
        self.pages.update(other.pages)
        self.gone.extend(other.gone)
        self.doubtful.update(other.doubtful)


def stale(traces: Traces, changed: Iterable[Fact], found: Stale) -> Iterator[None]:
    """Find out into `found`, whose doubts are true at any time; needs the application's context.

    Stops after each question that was asked again.
    """
    trace = current().trace = current().trace or Trace()
    must = traces.looking_up(changed)
    order = list(_order(traces, must))
    found.doubtful.update(order)
    for number in order:
        known = traces.known(number) if number in must else None
        if known:
            answer = _answer(known.question)
            if answer is reads.GONE:
                found.gone.append(known.question)
            now = weighed(answer)
            if known.question in trace.made:
                trace.weighed[known.question] = now
            if now[0] != known.digest:
                must.update(traces.asking(number))
                for address in traces.showing(number):
                    found.pages.setdefault(address, []).append(known.question)
            pause()
            yield
        else:
            found.doubtful.discard(number)
    trace.asked.clear()


def _order(traces: Traces, must: set[int]) -> Iterator[int]:
    """These questions and all that rest on them, each after those that it rests on.

    Of questions that once rested on one another, which what is no longer true can make it look like,
    the first is asked again in any case: it joins those of `must`.
    """
    seen: set[int] = set()
    after: list[int] = []
    for first in sorted(must):
        way = [] if first in seen else [(first, iter(traces.asking(first)))]
        seen.add(first)
        on_the_way = {first}
        while way:
            number, askers = way[-1]
            for one in askers:
                if one in on_the_way:
                    must.add(one)
                elif one not in seen:
                    seen.add(one)
                    on_the_way.add(one)
                    way.append((one, iter(traces.asking(one))))
                    break
            else:
                way.pop()
                on_the_way.discard(number)
                after.append(number)
    return reversed(after)


def _answer(question: Question) -> object:
    try:
        return reads.again(question)
    except LookupError:  # it was about a record that is gone
        return reads.GONE


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
