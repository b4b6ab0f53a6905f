"""Posting lists: for each run of the texts, the documents and the positions, packed as text.

`search.static` says what a posting list looks like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from operator import rshift, sub
from pathlib import Path
from typing import NamedTuple

from search.packing import pack, pack_ascending
from search.runs import END, runs

BLOCK = 5
"""What is read at random fits the cache then, and little room is lost."""

BATCH = 1000
"""Texts that are joined at once."""

Posting = tuple[str, str]
"""A run, and what is known of it."""

Make = Callable[[Iterable[str], Iterable[str], int, Path | None], Iterator[Posting]]
"""What makes the posting lists of a family of squashed titles and bodies."""


class Texts(NamedTuple):
    """All titles, then all bodies, in one text; `bodies` is where the bodies begin.

    No two begin in one block of `1 << BLOCK` places, so few numbers tell to which document a place
    belongs: `documents`, one for each block. titles_at, bodies_at: for each document the place that
    is position 0 of its title and of its body. forward: whether positions count up from there, or
    down. packed: all numbers that occur.
    """

    text: str
    bodies: int
    documents: list[int]
    titles_at: list[int]
    bodies_at: list[int]
    forward: bool
    packed: Sequence[str]


def forward(
    titles: Iterable[str], bodies: Iterable[str], limit: int, folder: Path | None = None
) -> Iterator[Posting]:
    """Yield (run, posting list) for the squashed texts, which are numbered by their places.

    folder: as of `runs`.
    """
    texts = _joined(titles, bodies, forward=True)
    for run, places, frequent in runs(texts.text, limit, folder):
        yield run, run + (_documents if frequent else _places)(texts, places)


def backward(
    titles: Iterable[str], bodies: Iterable[str], limit: int, folder: Path | None = None
) -> Iterator[Posting]:
    """Yield (run, posting list) for the rare runs of the reversed texts."""
    texts = _joined(titles, bodies, forward=False)
    for run, places, frequent in runs(texts.text, limit, folder):
        if not frequent:
            yield run, run + _places(texts, places)


def _joined(titles: Iterable[str], bodies: Iterable[str], *, forward: bool) -> Texts:
    """Join the texts, each of them reversed if they are not to be read forward."""
    text = ""
    documents: list[int] = []
    begins: tuple[list[int], list[int]] = [], []
    ends = [0]
    at = largest = 0
    for each, begin in zip((titles, bodies), begins, strict=True):
        numbered = enumerate(each)
        # Grows by batches: all texts joined at once take twice the room, one at a time may take for ever.
        while batch := list(islice(numbered, BATCH)):
            filled = []
            for number, one in batch:
                blocks = (len(one) >> BLOCK) + 1
                documents += [number] * blocks
                begin.append(at if forward else at + len(one) - 1)
                filled.append((one if forward else one[::-1]).ljust(blocks << BLOCK, END))
                at += blocks << BLOCK
                largest = max(largest, len(one), number)
            text += "".join(filled)
        ends.append(at)
    packed = [pack([number]) for number in range(largest + 1)]
    return Texts(text, ends[1], documents, *begins, forward, packed)


def _documents(texts: Texts, places: Sequence[int]) -> str:
    """Return the documents of a frequent run."""
    bodies = bisect_left(places, texts.bodies)
    halves = islice(places, bodies), islice(places, bodies, None)
    return "".join(f"#{pack_ascending(list(dict.fromkeys(_held(texts, half))))}" for half in halves)


def _places(texts: Texts, places: Sequence[int]) -> str:
    """Return the documents and positions of a rare run."""
    if places[0] >= texts.bodies:
        return _half(texts, places, texts.bodies_at)
    bodies = bisect_left(places, texts.bodies)
    titled = _half(texts, places[:bodies], texts.titles_at)
    rest = places[bodies:]
    return titled + (_half(texts, rest, texts.bodies_at) if rest else "!!")


def _half(texts: Texts, places: Sequence[int], begins: list[int]) -> str:
    """Return the places that are all in titles or all in bodies. begins: of the one or the other."""
    packed = texts.packed
    if len(places) == 1:  # as most runs have
        (place,) = places
        number = texts.documents[place >> BLOCK]
        return f"!{packed[number]}!{packed[abs(place - begins[number])]}"
    held = [*_held(texts, places)]
    steps = map(sub, held, chain((0,), held))
    at = map(begins.__getitem__, held)
    positions = map(sub, places, at) if texts.forward else map(sub, at, places)
    return f"!{_all(packed, steps)}!{_all(packed, positions)}"


def _held(texts: Texts, places: Iterable[int]) -> Iterator[int]:
    """Yield the number of the document of each place."""
    return map(texts.documents.__getitem__, map(rshift, places, repeat(BLOCK)))


def _all(packed: Sequence[str], numbers: Iterable[int]) -> str:
    return "".join(map(packed.__getitem__, numbers))
