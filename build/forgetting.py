"""Answers that are let go of, so that a build of many pages does not keep all that any page asked."""

from __future__ import annotations

from collections.abc import Iterable

from portal.store import Store
from portal.trace import Question

# So many answers may pile up. They take about a kilobyte each.
MANY = 20_000
# A text as long as this is a file of its own, which one page shows.
LONG = 50_000
# An answer that rests on one of these is about many records: dear to make, and asked by many pages.
_BROAD = frozenset({"rows", "keys", "sources"})


def forget(store: Store, many: int = MANY) -> None:
    """Let go of the answers about single records, once there are more than `many` answers.

    They are cheap to give again, and pages that ask for the same records are made together.
    """
    if store.trace is None or len(store.answers) <= many:
        return
    facts = store.trace.facts
    for question in [
        one for one, rests_on in facts.items() if _BROAD.isdisjoint(fact[0] for fact in rests_on)
    ]:
        del facts[question]
        store.answers.pop(question, None)


def forget_texts(store: Store, asked: Iterable[Question]) -> None:
    """Let go of the long texts among these answers, once the page that shows them is written."""
    for question in asked:
        answer = store.answers.get(question)
        if isinstance(answer, (str, bytes)) and len(answer) > LONG and store.trace:
            del store.trace.facts[question], store.answers[question]
