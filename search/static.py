"""The static index: files that a browser loads as classic scripts, from a server or from a folder.

Every file is one call, `portalSearch.receive("<name>", <JSON>)`, in UTF-8. A document is its number
in `search.documents.arrange`, so a greater number comes first among equals. Numbers are packed as
`search.packing` says, those of documents as differences.

- `s-<hash>-<n>.js`, a *shard*: text of records, a space between them, in the order of their runs.
  A rare run (see `search.runs`) is `run!documents!positions`, of bodies only, or
  `run!documents!positions!documents!positions`, of headings and of bodies; a frequent one is
  `run#documents#documents`, of headings and of bodies. There are two *families* of shards: forward,
  where a position is that of the run's first character, and backward, with the rare runs of the
  reversed texts, where it is that of the last one before reversing: so a query's beginning and its
  end are both found with one shard each.
- `p-<hash>.js`, a *page* of the directory: for up to `PAGE` shards, a space between them, the least
  text that is greater than all runs of the shards before. The hash is also that of its shards.
- `t-<hash>-<n>.js`, a *chunk* of texts: [key, address, title, body, date, label, and the number if there
  is one] of a few documents; the hash is that of `TEXTS` chunks together.
- `c-<hash>.js`, a *column*: [[values], packed places] of a facet, [days, documents of each day] or
  the amounts in 分, null for none.
- `entry.js`: the `version` of the spec, how many shards a `page` has and how many chunks the `texts`
  of one hash, the hashes of the `columns`, the documents that are `named`, packed, and the `segments`.

A *segment* is an index of its own, for documents that follow each other: of few documents there is
one; of many, one for the newest, which a new record changes, and one for all others, which stays
as it is. The entry says of each how many `documents` it has, the `families` as pages of [least
text, hash, and the page itself where the directory is small], the sizes of the `chunks`, packed,
and the hashes of the `texts`.

But for the entry, names hold the hash of the content (of a page's shards and of `TEXTS` chunks
together, because a hash for each would weigh more than the answer to a query): a file of an older
index is never taken for one of this, and may be kept for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from search.analyzer import VERSION
from search.columns import columns
from search.documents import Document
from search.keeping import kept
from search.packing import pack, pack_ascending
from search.segments import PAGE, TEXTS, File, Row, as_json, call, digest, parted, segment
from search.shelf import Shelf, shelved


def stream(
    documents: Iterable[Document], limit: int = 0, keep: Path | None = None
) -> Iterator[File]:
    """The files of the index of `documents` as (name, content), one after another, the entry last.

    Nothing of them is held, and the documents are gone through once before the first of them comes, in
    any order. limit: places of a run that is not frequent, 0 for the usual. keep: a folder where segments
    are kept for the next time, made if need be. Raises ValueError if a key occurs twice, OSError if the
    folder cannot be written.
    """
    come = set()
    for name, content in _stream(documents, limit, keep):
        if name not in come:  # of few documents, both families may be the same
            come.add(name)
            yield name, content


def _stream(documents: Iterable[Document], limit: int, keep: Path | None) -> Iterator[File]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    with shelved(documents, keep) as arranged:
        parts, rows = parted(arranged), list[Row]()
        if keep:
            yield from kept(keep, parts, rows, limit)
        else:
            for part in parts:
                yield from segment(part, rows, limit)
        hashes = {}
        for name, column in _columns(arranged):
            content = as_json(column).encode()
            hashes[name] = digest(content)
            yield f"c-{hashes[name]}.js", call(f"c-{hashes[name]}", content)
        named = [number for number, document in enumerate(arranged) if document.named]
    entry = {
        "version": VERSION,
        "page": PAGE,
        "texts": TEXTS,
        "columns": hashes,
        "named": pack_ascending(named),
        "segments": rows,
    }
    yield "entry.js", call("entry", as_json(entry).encode())


def files(
    documents: Iterable[Document], limit: int = 0, keep: Path | None = None
) -> dict[str, bytes]:
    """The same at once, as name → content in the order of names."""
    return dict(sorted(stream(documents, limit, keep)))


def _columns(documents: Shelf) -> Iterator[tuple[str, object]]:
    for name, column in columns(documents).items():
        yield name, [column.values, pack(column.places)]
    days = [(day, len(list(group))) for day, group in groupby(each.date for each in documents)]
    yield "days", [[day for day, _ in days], pack(count for _, count in days)]
    yield "amounts", [document.amount for document in documents]
