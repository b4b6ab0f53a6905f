"""Columns: what facets need of all documents at once, one column a facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from search.query import FACETS


class Faceted(Protocol):
    """What has the facets of a document."""

    @property
    def facets(self) -> tuple[tuple[str, str], ...]: ...


class Column(NamedTuple):
    """A facet of all documents.

    values: in the order in which they are listed. places: for each document the place of its value
    among them plus one; 0 for a document that has none.
    """

    values: tuple[str, ...]
    places: tuple[int, ...]


def columns(documents: Iterable[Faceted]) -> dict[str, Column]:
    """Return name → column of the facets that the documents have.

    The list of values does not depend on the query, so that it keeps still: years descend; of all
    others those that most documents have come first, and equal ones by code point.
    """
    known: dict[str, dict[str, int]] = {name: {"": 0} for name in FACETS}
    held: dict[str, list[int]] = {name: [] for name in FACETS}
    for document in documents:
        own = dict(document.facets)
        for name, numbers in known.items():
            held[name].append(numbers.setdefault(own.get(name, ""), len(numbers)))
    return {
        name: _column(name, list(numbers), held[name])
        for name, numbers in known.items()
        if len(numbers) > 1
    }


def _column(name: str, found: list[str], held: list[int]) -> Column:
    """The column of a facet. found: values as they were met; held: for each document its number there."""
    counts = Counter(held)
    order = sorted(range(1, len(found)), key=lambda number: (-counts[number], found[number]))
    if name == "year":
        order.sort(key=found.__getitem__, reverse=True)
    places = {0: 0} | {number: place for place, number in enumerate(order, 1)}
    return Column(tuple(found[number] for number in order), tuple(map(places.__getitem__, held)))
