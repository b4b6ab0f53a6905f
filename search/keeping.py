"""Segments of the static index, kept in a folder: the same documents are not indexed twice.

A kept segment is a cache: one file, named by the digest of all that it depends on (the documents and
this package's own code), which begins with the digest of the rest. One that is damaged is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from search.documents import Document
from search.segments import Segment, segment

SUFFIX = ".segment"
_DIGEST = 64


def kept(folder: Path, parts: Sequence[Sequence[Document]], limit: int) -> list[Segment]:
    """Return the segments of `parts`, those that `folder` does not hold made and kept in it.

    Segments of other documents are removed. Raises OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{_name(part, limit)}{SUFFIX}" for part in parts]
    made = []
    for part, file in zip(parts, files, strict=True):
        one = _read(file)
        if one is None:
            one = segment(part, limit)
            _write(file, one)
        made.append(one)
    for other in folder.glob(f"*{SUFFIX}"):
        if other not in files:
            other.unlink(missing_ok=True)
    return made


def _name(documents: Sequence[Document], limit: int) -> str:
    """Return the digest of all that a segment depends on."""
    told = hashlib.sha256(_code())
    told.update(str(limit).encode())
    for one in documents:
        row = [one.key, one.address, one.title, one.body, one.date, one.label]
        told.update(json.dumps(row).encode())
    return told.hexdigest()[:32]


@cache
def _code() -> bytes:
    """Return the digest of this package's code and spec."""
    sources = sorted([*Path(__file__).parent.glob("*.py"), *Path(__file__).parent.glob("*.json")])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).digest()


def _write(file: Path, one: Segment) -> None:
    sizes = {name: len(content) for name, content in one.files.items()}
    rest = b"".join([json.dumps([one.row, sizes]).encode(), b"\n", *one.files.values()])
    handle, aside = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as target:
        target.write(hashlib.sha256(rest).hexdigest().encode())
        target.write(rest)
    Path(aside).replace(file)


def _read(file: Path) -> Segment | None:
    """Return the segment in `file`, or None where it is missing or damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(memoryview(data)[_DIGEST:]).hexdigest().encode() != data[:_DIGEST]:
        return None
    at = data.index(b"\n") + 1
    row, sizes = json.loads(data[_DIGEST:at])
    files = {}
    for name, size in sizes.items():
        files[name] = data[at : at + size]
        at += size
    return Segment(row, files)
