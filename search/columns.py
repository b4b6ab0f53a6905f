"""Columns: what facets need of all documents at once, one column a facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from search.documents import Document
from search.query import FACETS


class Column(NamedTuple):
    """A facet of all documents.

    values: in the order in which they are listed. places: for each document the place of its value
    among them plus one; 0 for a document that has none.
    """

    values: tuple[str, ...]
    places: tuple[int, ...]


def columns(documents: Sequence[Document]) -> dict[str, Column]:
    """Return name → column of the facets that the documents have.

    The list of values does not depend on the query, so that it keeps still: years descend; of all
    others those that most documents have come first, and equal ones by code point.
    """
    made = {}
    for name in FACETS:
        held = [dict(document.facets).get(name, "") for document in documents]
        counts = Counter(filter(None, held))
        if counts:
            values = sorted(counts, key=lambda value: (-counts[value], value))
            if name == "year":
                values.sort(reverse=True)
            places = {"": 0} | {value: place for place, value in enumerate(values, 1)}
            made[name] = Column(tuple(values), tuple(places[value] for value in held))
    return made
