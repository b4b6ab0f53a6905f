"""The static index of documents that are at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from itertools import accumulate
from pathlib import Path

from search.documents import Document
from search.keeping import Apart
from search.packing import unpack
from search.slips import slip
from search.static import stream


def come(
    documents: Iterable[Document],
    limit: int = 0,
    keep: Path | None = None,
    apart: Apart = nullcontext,
) -> Iterator[tuple[str, bytes]]:
    """Its files, one after another."""
    known = list(documents)

    def texts(keys: Collection[str]) -> Iterator[Document]:
        return (one for one in known if one.key in keys)

    for name, content in stream(map(slip, known), texts, keep, limit, apart):
        yield name, content()


def files(
    documents: Iterable[Document],
    limit: int = 0,
    keep: Path | None = None,
    apart: Apart = nullcontext,
) -> dict[str, bytes]:
    """The same at once, in the order of names."""
    return dict(sorted(come(documents, limit, keep, apart)))


def unpack_ascending(text: str) -> list[int]:
    """The numbers that `search.packing.pack_ascending` wrote."""
    return list(accumulate(unpack(text)))
