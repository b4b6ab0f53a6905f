"""The runs of characters that a static index knows, and all places where they stand.

A run is *frequent* if it stands in more than `LIMIT` places. The index knows every frequent run,
and every run that is not frequent but would be without its last character; those in more than `FEW`
places reach as far as all that stands there is the same. So at each place of the texts begins exactly
one rare run, and a query either is the beginning of a known run, and then all about it is known, or it
begins with a rare one, and then few places have to be looked at further.
"""

from __future__ import annotations

import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile
from pathlib import Path
from typing import IO, Any, NamedTuple

END = "$"
"""Stands behind each text; no squashed character, and less than all of them."""

LIMIT = 2000
"""Places of a run that is not frequent: they weigh about 4 KiB. In many documents it is a tenth of
their number, for then they take too long to part, and a query has more to show for its bytes."""

FEW = 10
"""Rare runs in more places are lengthened: a whole name is one run then, not several to be joined."""

PIECE = 1 << 21
"""Characters of the text that are gone through at once."""

MANY = 1 << 16
"""More places than that are held in an array, which takes a tenth of the room and a little longer."""

LEVELS = 12
LONGEST = 64
"""How often a frequent run is parted by its next character, and how long one may become."""


class Run(NamedTuple):
    """A run, its places in ascending order, and whether it is to be parted further."""

    text: str
    places: Sequence[int]
    frequent: bool


_Pending = tuple[str, Sequence[int], int]
"""A run to be looked at, its places, and how often its beginnings were parted."""


def runs(text: str, limit: int, folder: Path | None = None) -> Iterator[Run]:
    """Yield the runs of `text`, in which END closes each part, in the order of UTF-16.

    folder: where places are laid for a while, None for the system's own place.

    A run in more than a few places is lengthened by what follows it everywhere. A frequent one that
    is not to be parted any more comes twice, the second time as a rare one, with END behind it.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        laid = _lay(text, file)
        order = {character: in_order(character) for character in laid}
        for first in sorted(laid, key=order.__getitem__):
            yield from _below(text, limit, [(first, _read(file, laid[first]), 0)], order)


def _below(
    text: str, limit: int, pending: list[_Pending], order: Mapping[str, bytes]
) -> Iterator[Run]:
    """Yield these runs, the last of them first, and each before those that it is parted into."""
    while pending:
        run, places, level = pending.pop()
        frequent = len(places) > limit
        if frequent or len(places) > FEW:
            run += _more(text, places, len(run))
        yield Run(run, places, frequent)
        if not frequent:
            continue
        if level == LEVELS or len(run) >= LONGEST:
            yield Run(run + END, places, frequent=False)
        else:
            parts = _parts(text, places, len(run))
            pending += [
                (run + character, parts[character], level + 1)
                for character in sorted(parts, key=order.__getitem__, reverse=True)
            ]


def in_order(text: str) -> bytes:
    """Return the key that sorts as JavaScript compares strings."""
    return text.encode("utf-16-be", "surrogatepass")


def _lay(text: str, file: IO[bytes]) -> dict[str, list[int]]:
    """Write down where each character stands; for each, the pieces of it: place in the file, size, …

    All places at once would take twice the room of the text.
    """
    laid: dict[str, list[int]] = defaultdict(list)
    at = 0
    for start in range(0, len(text), PIECE):
        found: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, character in enumerate(text[start : start + PIECE], start):
            found[character].append(place)
        found.pop(END, None)
        for character, places in found.items():
            size = file.write(places)
            laid[character] += at, size
            at += size
    return laid


def _read(file: IO[bytes], pieces: list[int]) -> array[int]:
    places = array("I")
    for at, size in zip(pieces[::2], pieces[1::2], strict=True):
        file.seek(at)
        places.frombytes(file.read(size))
    return places


def _more(text: str, places: Sequence[int], start: int) -> str:
    """Return what follows everywhere `start` characters behind these places; END belongs to no run."""
    more = text[places[0] + start : places[0] + LONGEST].partition(END)[0]
    for place in chain(places[:: len(places) // 4 + 1], places):  # a few tell most of it
        if not text.startswith(more, place + start):
            more = _shared(more, text[place + start : place + LONGEST])
            if not more:
                break
    return more


def _shared(one: str, other: str) -> str:
    """Return what both texts begin with."""
    pairs = zip(one, other, strict=False)
    return one[: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))]


def _parts(text: str, places: Sequence[int], start: int) -> Mapping[str, Sequence[int]]:
    """Part places by the character that stands `start` characters behind them."""
    many = len(places) > MANY
    parts: dict[str, Any] = defaultdict((lambda: array("I")) if many else list)
    for place in places:
        parts[text[place + start]].append(place)
    parts.pop(END, None)
    return parts
