"""Segments: parts of the static index that know nothing of each other, each in three pieces.

`search.static` says what the files hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from search import postings
from search.jsonp import as_json, call, digest
from search.packing import pack
from search.runs import LIMIT, in_order
from search.shelf import Shelf

NEWEST = 128
"""So many documents at least make up the segment that a new record changes, and those that change soon after."""

STEP = 256
"""So many come before that segment gives up as many to the other, which is then made anew."""

WHOLE = 2048
"""Fewer documents are one segment: they are indexed in two seconds."""

SHARD_BYTES = 10 * 1024
SMALL_SHARD_BYTES = 3 * 1024
"""A shard is closed before it grows beyond this, in a segment of less than `MANY` documents the latter."""

MANY = 1024
CHUNK_BYTES = 4 * 1024
"""A chunk of texts is closed before it grows beyond this, unless one text is longer."""

PAGE = 128
"""Shards to a page of the directory."""

TEXTS = 256
"""Chunks under one hash."""

INLINE = 16
"""A directory of up to so many pages lies in the entry, which saves a request and its wait."""

Part = TypeVar("Part")

Shard = tuple[str, bytes]
"""The least text greater than all runs of the shards before, and the posting lists."""

Put = Callable[[str, bytes], None]
"""Takes a file of the index: its name and its content."""

Piece = Callable[[Shelf, int, Put], Any]
"""Hands over the files of a piece of the segment of a shelf, and returns what the entry says of them.

The number is that of places of a run that is not frequent, 0 for the usual.
"""


def parted(arranged: Sequence[Part]) -> list[Sequence[Part]]:
    """Part what is arranged: the many old ones, and the few newest, among which new ones come."""
    old = max(0, len(arranged) - NEWEST) // STEP * STEP if len(arranged) >= WHOLE else 0
    return [part for part in (arranged[:old], arranged[old:]) if part]


def _family(make: postings.Make, shelf: Shelf, limit: int, put: Put) -> list[list[str]]:
    """The shards of a family; the entry has the pages of their directory."""
    all_ = len(shelf.rows)
    made = make(shelf.headings, shelf.bodies, limit or max(LIMIT, all_ // 10), shelf.folder)
    pages: list[list[str]] = []
    for page in _batches(_shards(made, SHARD_BYTES if all_ >= MANY else SMALL_SHARD_BYTES), PAGE):
        starts = " ".join(start for start, _ in page)
        name = digest([starts.encode(), *(shard for _, shard in page)])
        pages.append([page[0][0], name, starts])
        for number, (_, shard) in enumerate(page):
            # Packed posting lists hold nothing that JSON escapes.
            put(f"s-{name}-{number}.js", call(f"s-{name}-{number}", b'"%b"' % shard))
    if len(pages) > INLINE:
        for row in pages:
            put(f"p-{row[1]}.js", call(f"p-{row[1]}", as_json(row.pop()).encode()))
    return pages


def _texts(shelf: Shelf, _: int, put: Put) -> dict[str, object]:
    """The chunks of texts; the entry has their sizes, and the hashes of each `TEXTS` of them."""
    hashes: list[str] = []
    sizes: list[int] = []
    for batch in _batches(_chunks(shelf.rows), TEXTS):
        contents = [f"[{','.join(rows)}]".encode() for rows in batch]
        hashes.append(digest(contents))
        sizes += map(len, batch)
        for number, content in enumerate(contents):
            name = f"t-{hashes[-1]}-{number}"
            put(f"{name}.js", call(name, content))
    return {"chunks": pack(sizes), "texts": hashes}


PIECES: Mapping[str, Piece] = {
    "texts": _texts,
    "forward": partial(_family, postings.forward),
    "backward": partial(_family, postings.backward),
}
"""The pieces of a segment, which know nothing of each other either; the two families take the time."""


def _shards(made: Iterator[tuple[str, str]], most: int) -> Iterator[Shard]:
    """Part posting lists into shards."""
    held: list[bytes] = []
    size, start, last = 0, "", ""
    for run, text in made:
        posting = text.encode()
        weight = len(posting) + 1
        if held and size + weight > most:
            yield start, b" ".join(held)
            held, size, start = [], 0, _parting(last, run)
        held.append(posting)
        size += weight
        last = run
    if held:
        yield start, b" ".join(held)


def _parting(last: str, run: str) -> str:
    """Return the shortest beginning of `run` that is greater than `last`."""
    length = 1
    while in_order(run[:length]) <= in_order(last):
        length += 1
    return run[:length]


def _chunks(rows: Iterable[str]) -> Iterator[list[str]]:
    """Part the texts into chunks."""
    held: list[str] = []
    size = 0
    for row in rows:
        weight = len(row.encode())
        if held and size + weight > CHUNK_BYTES:
            yield held
            held, size = [], 0
        held.append(row)
        size += weight
    if held:
        yield held


def _batches(items: Iterator[Part], size: int) -> Iterator[list[Part]]:
    while batch := list(islice(items, size)):
        yield batch
