"""Records: for each run of the texts, the documents and the positions, packed as text.

`search.static` says what a record looks like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from operator import itemgetter, rshift, sub
from typing import NamedTuple

from search.packing import pack, pack_ascending
from search.runs import END, runs

BLOCK = 5
"""What is read at random fits the cache then, and little room is lost."""

Record = tuple[str, str]
"""A run, and what is known of it."""


class Texts(NamedTuple):
    """All titles, then all bodies, in one text; `bodies` is where the bodies begin.

    No two begin in one block of `1 << BLOCK` places, so few numbers tell to which document a place
    belongs: `documents`, one for each block. positions: for each place the packed position within
    the title or body. packed: the numbers of all documents.
    """

    text: str
    bodies: int
    documents: list[int]
    positions: Sequence[str]
    packed: Sequence[str]


def forward(titles: Sequence[str], bodies: Sequence[str], limit: int) -> Iterator[Record]:
    """Yield (run, record) for the squashed texts, which are numbered by their places."""
    texts = _joined(titles, bodies, 1)
    for run, places, frequent in runs(texts.text, limit):
        yield run, run + (_documents if frequent else _places)(texts, places)


def backward(titles: Sequence[str], bodies: Sequence[str], limit: int) -> Iterator[Record]:
    """Yield (run, record) for the rare runs of the reversed texts."""
    turned = [text[::-1] for text in titles], [text[::-1] for text in bodies]
    texts = _joined(*turned, -1)
    for run, places, frequent in runs(texts.text, limit):
        if not frequent:
            yield run, run + _places(texts, places)


def _joined(titles: Sequence[str], bodies: Sequence[str], direction: int) -> Texts:
    """Join the texts; with direction -1 positions count down."""
    longest = max(map(len, (*titles, *bodies)), default=0)
    each = [pack([number]) for number in range(longest + 1)]
    documents: list[int] = []
    filled: list[str] = []
    positions: list[str] = []
    for number, text in chain(enumerate(titles), enumerate(bodies)):
        blocks = (len(text) >> BLOCK) + 1
        size = blocks << BLOCK
        documents += [number] * blocks
        filled.append(text.ljust(size, END))
        positions += each[: len(text)][::direction]
        positions += each[:1] * (size - len(text))  # for END, which is no place
    begin = sum(map(len, filled[: len(titles)]))
    packed = [pack([number]) for number in range(len(titles))]
    # A string takes far less room than a list; very long texts have packed numbers of two characters.
    where = positions if len(each[-1]) > 1 else "".join(positions)
    return Texts("".join(filled), begin, documents, where, packed)


def _documents(texts: Texts, places: Sequence[int]) -> str:
    """Return the documents of a frequent run."""
    held = _held(texts, places)
    bodies = bisect_left(places, texts.bodies)
    titled, others = dict.fromkeys(held[:bodies]), dict.fromkeys(held[bodies:])
    return f"#{pack_ascending(list(titled))}#{pack_ascending(list(others))}"


def _places(texts: Texts, places: Sequence[int]) -> str:
    """Return the documents and positions of a rare run."""
    if places[0] >= texts.bodies:
        return _half(texts, places)
    bodies = bisect_left(places, texts.bodies)
    rest = places[bodies:]
    return _half(texts, places[:bodies]) + (_half(texts, rest) if rest else "!!")


def _half(texts: Texts, places: Sequence[int]) -> str:
    """Return the places that are all in titles or all in bodies."""
    packed = texts.packed
    if len(places) == 1:  # as most runs have
        (place,) = places
        return f"!{packed[texts.documents[place >> BLOCK]]}!{texts.positions[place]}"
    held = _held(texts, places)
    steps = "".join(map(packed.__getitem__, map(sub, held, chain((0,), held))))
    return f"!{steps}!{''.join(itemgetter(*places)(texts.positions))}"


def _held(texts: Texts, places: Sequence[int]) -> list[int]:
    """Return the number of the document of each place."""
    return [*map(texts.documents.__getitem__, map(rshift, places, repeat(BLOCK)))]
