"""The static index: files that a browser loads as classic scripts, from a server or from a folder.

Every file is one call, `portalSearch.receive("<name>", <JSON>)`, in UTF-8. A document is its number
in `search.documents.arrange`, so a greater number comes first among equals. Numbers are packed as
`search.packing` says, those of documents as differences.

- `s-<hash>-<n>.js`, a *shard*: text of records, a space between them, in the order of their runs.
  A rare run (see `search.runs`) is `run!documents!positions`, of bodies only, or
  `run!documents!positions!documents!positions`, of titles and of bodies; a frequent one is
  `run#documents#documents`, of titles and of bodies. There are two *families* of shards: forward,
  where a position is that of the run's first character, and backward, with the rare runs of the
  reversed texts, where it is that of the last one before reversing: so a query's beginning and its
  end are both found with one shard each.
- `p-<hash>.js`, a *page* of the directory: for up to `PAGE` shards, a space between them, the least
  text that is greater than all runs of the shards before. The hash is also that of its shards.
- `t-<hash>-<n>.js`, a *chunk* of texts: [key, address, title, body, date, label] of a few documents;
  the hash is that of `PAGE` chunks together.
- `c-<hash>.js`, a *column*: [[values], packed places] of a facet, [days, documents of each day] or
  the amounts in 分, null for none.
- `entry.js`: the `version` of the spec, how many `documents`, `page`, the `families` as pages of
  [least text, hash, and the page itself where the directory is small], the sizes of the `chunks`,
  packed, the hashes of the `texts` and of the `columns`.

But for the entry, names hold the hash of the content (of a page's shards and of `PAGE` chunks
together, because a hash for each would weigh more than the answer to a query): a file of an older index is never taken
for one of this, and may be kept for ever.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TypeVar

from search import records
from search.analyzer import VERSION, fold
from search.columns import columns
from search.documents import Document, arrange
from search.packing import pack
from search.runs import LIMIT, in_order

SHARD_BYTES = 10 * 1024
CHUNK_BYTES = 4 * 1024
"""A shard or chunk is closed before it grows beyond this, unless one record or text is longer."""

PAGE = 128
"""Shards to a page of the directory, and chunks under one hash."""

INLINE = 16
"""A directory of up to so many pages lies in the entry, which saves a request and its wait."""

_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")

Part = TypeVar("Part")

Shard = tuple[str, str]
"""The least text greater than all runs of the shards before, and the records."""


def files(documents: Iterable[Document], limit: int = LIMIT) -> dict[str, bytes]:
    """Return the index of `documents` as file name -> content, sorted by name.

    The order of `documents` does not matter. limit: places of a run that is not frequent. Raises ValueError if a key occurs twice.
    """
    arranged = arrange(documents)
    parts: dict[str, bytes] = {}

    def store(name: str, data: object) -> None:
        parts[f"{name}.js"] = f'portalSearch.receive("{name}",{_json(data)});\n'.encode()

    def family(shards: Iterator[Shard]) -> list[list[object]]:
        pages: list[list[object]] = []
        for page in _batches(shards, PAGE):
            name = _hash(page)
            starts = " ".join(start for start, _ in page)
            pages.append([page[0][0], name, starts])
            for number, (_, shard) in enumerate(page):
                store(f"s-{name}-{number}", shard)
        if len(pages) > INLINE:
            for row in pages:
                store(f"p-{row[1]}", row.pop())
        return pages

    titles = [fold(document.title) for document in arranged]
    bodies = [fold(document.body) for document in arranged]
    families = [
        family(_shards(kind(titles, bodies, limit))) for kind in (records.forward, records.backward)
    ]
    chunks = list(_chunks(arranged))
    texts = []
    for batch in _batches(iter(chunks), PAGE):
        texts.append(_hash(batch))
        for number, chunk in enumerate(batch):
            store(f"t-{texts[-1]}-{number}", chunk)
    named = {name: _hash(column) for name, column in _columns(arranged)}
    for name, column in _columns(arranged):
        store(f"c-{named[name]}", column)
    entry = {
        "version": VERSION,
        "documents": len(arranged),
        "page": PAGE,
        "families": families,
        "chunks": pack(map(len, chunks)),
        "texts": texts,
        "columns": named,
    }
    store("entry", entry)
    return dict(sorted(parts.items()))


def _shards(made: Iterator[tuple[str, str]]) -> Iterator[Shard]:
    """Part records into shards."""
    held: list[str] = []
    size, start, last = 0, "", ""
    for run, record in made:
        weight = len(record.encode("utf-8", "surrogatepass")) + 1
        if held and size + weight > SHARD_BYTES:
            yield start, " ".join(held)
            held, size, start = [], 0, _parting(last, run)
        held.append(record)
        size += weight
        last = run
    if held:
        yield start, " ".join(held)


def _parting(last: str, run: str) -> str:
    """Return the shortest beginning of `run` that is greater than `last`."""
    length = 1
    while in_order(run[:length]) <= in_order(last):
        length += 1
    return run[:length]


def _chunks(documents: Sequence[Document]) -> Iterator[list[list[str]]]:
    """Part the texts into chunks; an address that follows from the key is left out."""
    held: list[list[str]] = []
    size = 0
    for each in documents:
        address = "" if each.address == f"/{each.key}/" else each.address
        row = [each.key, address, each.title, each.body, each.date, each.label]
        weight = len(_json(row).encode())
        if held and size + weight > CHUNK_BYTES:
            yield held
            held, size = [], 0
        held.append(row)
        size += weight
    if held:
        yield held


def _columns(documents: Sequence[Document]) -> Iterator[tuple[str, object]]:
    for name, column in columns(documents).items():
        yield name, [column.values, pack(column.places)]
    days = [(day, len(list(group))) for day, group in groupby(each.date for each in documents)]
    yield "days", [[day for day, _ in days], pack(count for _, count in days)]
    yield "amounts", [document.amount for document in documents]


def _batches(items: Iterator[Part], size: int) -> Iterator[list[Part]]:
    while batch := list(islice(items, size)):
        yield batch


def _hash(data: object) -> str:
    return hashlib.sha256(_json(data).encode()).hexdigest()[:12]


def _json(data: object) -> str:
    """Return `data` as JSON that may stand in a script, also in one inside a page."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
