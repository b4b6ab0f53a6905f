"""The score of a document for a query: the order that both engines keep (see the package)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """Greater is better; equal scores are ordered by `search.documents.arrange`."""

    titled: int
    occurrences: int


def score(title: str, body: str, terms: Sequence[str]) -> Score | None:
    """Return the score of a document for `terms`, or None where a term does not occur.

    `title`, `body` and `terms` are squashed.
    """
    titled = occurrences = 0
    for term in terms:
        in_title = sum(1 for _ in starts(term, title))
        in_body = sum(1 for _ in starts(term, body))
        if not in_title + in_body:
            return None
        titled += in_title > 0
        occurrences += in_title + in_body
    return Score(titled, occurrences)


def starts(term: str, text: str) -> Iterator[int]:
    """Yield where `term` begins in `text`, overlapping occurrences included."""
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + 1)
