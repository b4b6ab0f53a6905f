"""The static index: files that a browser loads as classic scripts, from a server or from a folder.

Every file is one call, `portalSearch.receive("<name>", <JSON>)`, in UTF-8. A document is its number
in `search.documents.arrange`, so a greater number comes first among equals. Numbers are packed as
`search.packing` says, those of documents as differences.

- `s-<hash>-<n>.js`, a *shard*: posting lists, a space between them, in the order of their runs.
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
one; of many, one for the newest, which a new record changes, and one for all others, which mostly stays
as it is. The entry says of each how many `documents` it has, the `families` as pages of [least
text, hash, and the page itself where the directory is small], the sizes of the `chunks`, packed,
and the hashes of the `texts`.

But for the entry, names hold the hash of the content (of a page's shards and of `TEXTS` chunks
together, because a hash for each would weigh more than the answer to a query): a file of an older
index is never taken for one of this, and may be kept for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from search.analyzer import VERSION
from search.columns import columns
from search.documents import arrange
from search.jsonp import as_json, call, digest
from search.keeping import Apart, File, Kept, Texts
from search.packing import pack, pack_ascending
from search.segments import PAGE, TEXTS, parted
from search.slips import Slip

ENTRY = "entry.js"
"""The one file whose name does not tell what it holds."""


def stream(
    slips: Iterable[Slip],
    texts: Texts,
    keep: Path | None = None,
    limit: int = 0,
    apart: Apart = nullcontext,
) -> Iterator[File]:
    """The files of the index as (name, what reads the content), the entry last; read each before the next.

    slips: of all documents, in any order. texts: asked for the documents of a segment that must be made.
    keep: a folder where segments are kept for the next time, made if need be. limit: places of a run that
    is not frequent, 0 for the usual; only tests have others. apart: as of `Kept`. Raises ValueError if a
    key occurs twice, or the documents are not those of the slips; OSError if the folder cannot be written.
    """
    come = set()
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    with nullcontext(keep) if keep else TemporaryDirectory() as folder:
        for name, content in _files(slips, Kept(Path(folder), texts, limit, apart)):
            if name not in come:  # of few documents, both families may be the same
                come.add(name)
                yield name, content


def _files(slips: Iterable[Slip], kept: Kept) -> Iterator[File]:
    arranged = arrange(_alike(slips))
    hashes: dict[str, str] = {}
    tables: list[tuple[str, bytes]] = []
    for name, column in _columns(arranged):
        content = as_json(column).encode()
        hashes[name] = digest([content])
        tables.append((f"c-{hashes[name]}.js", call(f"c-{hashes[name]}", content)))
    named = pack_ascending([number for number, one in enumerate(arranged) if one.named])
    segments = [kept.segment(part) for part in parted(arranged)]
    del arranged
    rows = yield from kept.files(segments)
    entry = {
        "version": VERSION,
        "page": PAGE,
        "texts": TEXTS,
        "columns": hashes,
        "named": named,
        "segments": rows,
    }
    for name, content in [*tables, (ENTRY, call("entry", as_json(entry).encode()))]:
        yield name, partial(bytes, content)


def _alike(slips: Iterable[Slip]) -> Iterator[Slip]:
    """The same; days and values of facets, which many documents share, are held once."""
    days: dict[str, str] = {}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for one in slips:
        facets = tuple(known.setdefault(pair, pair) for pair in one.facets)
        yield one._replace(date=days.setdefault(one.date, one.date), facets=facets)


def _columns(slips: Sequence[Slip]) -> Iterator[tuple[str, object]]:
    for name, column in columns(slips).items():
        yield name, [column.values, pack(column.places)]
    days = [(day, len(list(group))) for day, group in groupby(one.date for one in slips)]
    yield "days", [[day for day, _ in days], pack(count for _, count in days)]
    yield "amounts", [one.amount for one in slips]
