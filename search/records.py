"""Records: for each run of the texts, the documents and the positions, packed as text.

`search.static` says what a record looks like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from search.packing import pack, pack_ascending
from search.runs import END, runs


class Texts(NamedTuple):
    """All titles, then all bodies, in one text; `bodies` is where the bodies begin.

    For each place of it, `documents` holds the number of the document and `positions`, packed,
    the position within the title or body. `packed` are the numbers of all documents.
    """

    text: str
    bodies: int
    documents: Sequence[int]
    positions: Sequence[str]
    packed: Sequence[str]


def forward(titles: Sequence[str], bodies: Sequence[str], limit: int) -> Iterator[tuple[str, str]]:
    """Yield (run, record) for the squashed texts, which are numbered by their places."""
    texts = _joined(titles, bodies, 1)
    for text, places, frequent in runs(texts.text, limit):
        yield text, text + (_documents if frequent else _places)(texts, places)


def backward(titles: Sequence[str], bodies: Sequence[str], limit: int) -> Iterator[tuple[str, str]]:
    """Yield (run, record) for the rare runs of the reversed texts."""
    turned = [text[::-1] for text in titles], [text[::-1] for text in bodies]
    texts = _joined(*turned, -1)
    for text, places, frequent in runs(texts.text, limit):
        if not frequent:
            yield text, text + _places(texts, places)


def _joined(titles: Sequence[str], bodies: Sequence[str], direction: int) -> Texts:
    """Join the texts; with direction -1 positions count down."""
    documents: list[int] = []
    longest = max(map(len, (*titles, *bodies)), default=0)
    each = [pack([number]) for number in range(longest + 1)]
    packed: list[str] = []
    for texts in (titles, bodies):
        for number, text in enumerate(texts):
            documents += [number] * (len(text) + 1)
            packed += each[: len(text)][::direction]
            packed += each[:1]  # for END, which is no place
    # A string takes far less room than a list; very long texts have packed numbers of two characters.
    positions = packed if len(each[-1]) > 1 else "".join(packed)
    text = END.join((*titles, *bodies, ""))
    packed_documents = [pack([number]) for number in range(len(titles))]
    begin = sum(map(len, titles)) + len(titles)
    return Texts(text, begin, documents, positions, packed_documents)


def _documents(texts: Texts, places: list[int]) -> str:
    """Return the documents of a frequent run."""
    held = itemgetter(*places)(texts.documents)
    bodies = bisect_left(places, texts.bodies)
    titled, others = dict.fromkeys(held[:bodies]), dict.fromkeys(held[bodies:])
    return f"#{pack_ascending(list(titled))}#{pack_ascending(list(others))}"


def _places(texts: Texts, places: list[int]) -> str:
    """Return the documents and positions of a rare run."""
    if places[0] >= texts.bodies:
        return _half(texts, places)
    bodies = bisect_left(places, texts.bodies)
    return _half(texts, places[:bodies]) + (_half(texts, places[bodies:]) or "!!")


def _half(texts: Texts, places: list[int]) -> str:
    """Return the places that are all in titles or all in bodies."""
    if not places:
        return ""
    if len(places) == 1:  # as most runs have
        (place,) = places
        return f"!{texts.packed[texts.documents[place]]}!{texts.positions[place]}"
    held = itemgetter(*places)
    return f"!{pack_ascending(held(texts.documents))}!{''.join(held(texts.positions))}"
