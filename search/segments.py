"""Segments: parts of the static index that know nothing of each other.

`search.static` says what the files hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from search import records
from search.analyzer import fold
from search.documents import Document
from search.packing import pack
from search.runs import LIMIT, in_order
from search.shelf import Shelf

RECENT = 256
"""So many documents at most make up the segment that a new record changes."""

WHOLE = 8 * RECENT
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

_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")

Part = TypeVar("Part")

Shard = tuple[str, bytes]
"""The least text greater than all runs of the shards before, and the records."""


File = tuple[str, bytes]
"""A file of the index: its name and its content."""

Row = dict[str, Any]
"""What the entry says of a segment."""


def parted(arranged: Shelf) -> list[Shelf]:
    """Part the documents: the many old ones, and the few newest, among which new ones come."""
    old = len(arranged) // RECENT * RECENT if len(arranged) >= WHOLE else 0
    return [part for part in (arranged[:old], arranged[old:]) if len(part)]


def segment(documents: Shelf, rows: list[Row], limit: int = 0) -> Iterator[File]:
    """The files of the segment of these documents, as they are made; in the end its row is added to `rows`.

    limit: places of a run that is not frequent, 0 for the usual.
    """
    most = limit or max(LIMIT, len(documents) // 10)
    families = []
    for kind in (records.forward, records.backward):
        titles = (fold(each.heading) for each in documents)
        bodies = (fold(each.body) for each in documents)
        made = kind(titles, bodies, most, documents.folder)
        families.append((yield from _family(_shards(made, _size(documents)))))
    texts, sizes = yield from _texts(documents)
    rows.append(
        {
            "documents": len(documents),
            "families": families,
            "chunks": pack(sizes),
            "texts": texts,
        }
    )


def _size(documents: Shelf) -> int:
    return SHARD_BYTES if len(documents) >= MANY else SMALL_SHARD_BYTES


def _family(shards: Iterator[Shard]) -> Generator[File, None, list[list[str]]]:
    """The files of the shards; returns the pages of their directory."""
    pages: list[list[str]] = []
    for page in _batches(shards, PAGE):
        starts = " ".join(start for start, _ in page)
        name = _hash([starts.encode(), *(shard for _, shard in page)])
        pages.append([page[0][0], name, starts])
        for number, (_, shard) in enumerate(page):
            # Packed records hold nothing that JSON escapes.
            yield f"s-{name}-{number}.js", call(f"s-{name}-{number}", b'"%b"' % shard)
    if len(pages) > INLINE:
        for row in pages:
            yield f"p-{row[1]}.js", call(f"p-{row[1]}", as_json(row.pop()).encode())
    return pages


def _texts(documents: Iterable[Document]) -> Generator[File, None, tuple[list[str], list[int]]]:
    """The chunks of texts; returns the hashes of each `TEXTS` of them, and their sizes."""
    hashes: list[str] = []
    sizes: list[int] = []
    for batch in _batches(_chunks(documents), TEXTS):
        contents = [f"[{','.join(rows)}]".encode() for rows in batch]
        hashes.append(_hash(contents))
        sizes += map(len, batch)
        for number, content in enumerate(contents):
            name = f"t-{hashes[-1]}-{number}"
            yield f"{name}.js", call(name, content)
    return hashes, sizes


def _shards(made: Iterator[tuple[str, str]], most: int) -> Iterator[Shard]:
    """Part records into shards."""
    held: list[bytes] = []
    size, start, last = 0, "", ""
    for run, text in made:
        record = text.encode()
        weight = len(record) + 1
        if held and size + weight > most:
            yield start, b" ".join(held)
            held, size, start = [], 0, _parting(last, run)
        held.append(record)
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


def _chunks(documents: Iterable[Document]) -> Iterator[list[str]]:
    """Part the texts, as JSON, into chunks; an address that follows from the key is left out."""
    held: list[str] = []
    size = 0
    for each in documents:
        address = "" if each.address == f"/{each.key}/" else each.address
        texts = [each.key, address, each.title, each.body, each.date, each.label]
        row = as_json([*texts, each.number] if each.number else texts)
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


def _hash(contents: Iterable[bytes]) -> str:
    """Return what names files of these contents; no two lists of contents have one name."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(b"%d " % len(content))
        digest.update(content)
    return digest.hexdigest()[:12]


def digest(content: bytes) -> str:
    """Return what names a file of this content."""
    return _hash([content])


def call(name: str, json_: bytes) -> bytes:
    """Return the script that hands JSON over under a name."""
    return b'portalSearch.receive("%b",%b);\n' % (name.encode(), json_)


def as_json(data: object) -> str:
    """Return `data` as JSON that may stand in a script, also in one inside a page."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
