"""Segments of the static index, kept in a folder: the same documents are not indexed twice.

A kept segment is a cache: one file, named by the digest of all that it depends on (the documents and
this package's own code), which begins with the digest of the rest. One that is damaged is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from search.documents import Document
from search.segments import File, Row, segment
from search.shelf import Shelf

SUFFIX = ".segment"
_DIGEST = 64
_BLOCK = 1 << 20


def kept(folder: Path, parts: Sequence[Shelf], rows: list[Row], limit: int) -> Iterator[File]:
    """The files of the segments of `parts`, whose rows are added to `rows`.

    Segments that `folder` does not hold are made and kept in it; those of other documents are
    removed. Raises OSError if the folder cannot be written.
    """
    paths = [folder / f"{_name(part, limit)}{SUFFIX}" for part in parts]
    for part, path in zip(parts, paths, strict=True):
        if _is_whole(path):
            yield from _read(path, rows)
        else:
            yield from _made(part, rows, limit, path)
    for other in folder.glob(f"*{SUFFIX}"):
        if other not in paths:
            other.unlink(missing_ok=True)


def _name(documents: Iterable[Document], limit: int) -> str:
    """Return the digest of all that a segment depends on."""
    told = hashlib.sha256(_code())
    told.update(str(limit).encode())
    for one in documents:
        row = [one.key, one.address, one.title, one.body, one.date, one.label, one.number]
        told.update(json.dumps(row).encode())
    return told.hexdigest()[:32]


@cache
def _code() -> bytes:
    """Return the digest of this package's code and spec."""
    sources = sorted([*Path(__file__).parent.glob("*.py"), *Path(__file__).parent.glob("*.json")])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).digest()


def _made(documents: Shelf, rows: list[Row], limit: int, path: Path) -> Iterator[File]:
    """Make a segment, and put it down at `path` as a whole once all of it has been taken."""
    told = hashlib.sha256()
    sizes = {}
    with tempfile.TemporaryFile(dir=path.parent) as contents:
        for name, content in segment(documents, rows, limit):
            yield name, content
            if name not in sizes:
                contents.write(content)
                told.update(content)
                sizes[name] = len(content)
        head = json.dumps([rows[-1], sizes]).encode() + b"\n"
        told.update(head)
        contents.seek(0)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as target:
            target.write(told.hexdigest().encode() + head)
            shutil.copyfileobj(contents, target, _BLOCK)
        Path(aside).replace(path)


def _is_whole(path: Path) -> bool:
    """Whether there is a segment, and as it was put down."""
    try:
        with path.open("rb") as file:
            digest, head = file.read(_DIGEST), file.readline()
            told = hashlib.sha256()
            for block in iter(partial(file.read, _BLOCK), b""):
                told.update(block)
    except OSError:
        return False
    told.update(head)
    return told.hexdigest().encode() == digest


def _read(path: Path, rows: list[Row]) -> Iterator[File]:
    with path.open("rb") as file:
        file.seek(_DIGEST)
        row, sizes = json.loads(file.readline())
        for name, size in sizes.items():
            yield name, file.read(size)
    rows.append(row)
