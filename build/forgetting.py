"""Long texts that are let go of, so that a build does not keep every export to its end.

Other answers stay: to let go of those about single records, and to give them again, was measured, and
costs a third of a build (DECISIONS.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from portal.store import Store
from portal.trace import Question

# A text as long as this is a file of its own, which one page shows.
LONG = 10_000


def forget(store: Store, asked: Iterable[Question]) -> None:
    """Let go of the long texts among these answers, once the page that shows them is written."""
    for question in asked:
        answer = store.answers.get(question)
        if isinstance(answer, (str, bytes)) and len(answer) > LONG:
            del store.answers[question]
