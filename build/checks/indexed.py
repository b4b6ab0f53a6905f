"""Which files of the static search index a file of it names, so that none can be missing.

The format is that of `search.static` and `search.segments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.packing import unpack

# Where its files lie, from the site's root.
INDEX = "search/index/"
_ENTRY = "entry"


def is_part(path: str) -> bool:
    """Whether this is a file of the index that only other files of it name: all but the first one."""
    return path.startswith(INDEX) and path != f"{INDEX}{_ENTRY}.js"


def leads_to_parts(path: str) -> bool:
    """Whether this is a file of the index that names others."""
    return path.startswith((f"{INDEX}{_ENTRY}.", f"{INDEX}p-"))


def named(name: str, content: Any) -> Iterator[str]:
    """The names of the files that the content of the file `name` leads to.

    Raises KeyError, TypeError, AttributeError or ValueError when it is not what it should be.
    """
    kind, _, digest = name.partition("-")
    if kind == "p":
        yield from _shards(digest, content)
    elif name == _ENTRY:
        for column in content["columns"].values():
            yield f"c-{column}"
        for segment in content["segments"]:
            yield from _segment(segment, content["texts"])


def _segment(segment: Any, together: int) -> Iterator[str]:
    """Shards, or the pages that name them, and chunks of texts, of which so many share a hash."""
    for family in segment["families"]:
        for _, digest, *starts in family:
            if starts:
                yield from _shards(digest, starts[0])
            else:
                yield f"p-{digest}"
    if together < 1:
        raise ValueError(together)
    sizes = unpack(segment["chunks"])
    if sum(sizes) != segment["documents"] or len(segment["texts"]) != -(-len(sizes) // together):
        raise ValueError(sizes)
    for number in range(len(sizes)):
        yield f"t-{segment['texts'][number // together]}-{number % together}"


def _shards(digest: str, starts: str) -> Iterator[str]:
    for number in range(len(starts.split(" "))):
        yield f"s-{digest}-{number}"
