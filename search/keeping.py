"""Segments of the static index, kept in a folder: the same documents are not indexed twice.

Each piece of a segment is a file, named by the digest of all that it depends on (the documents and this
package's own code): the contents of files of the index, then a head, which says what the entry has of the
piece and where each content lies. Head and contents carry digests of their own. It is a cache: a piece that
is missing or damaged is made again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from search.documents import Document
from search.segments import MANY, PIECES
from search.shelf import Shelf, shelved
from search.slips import Slip

File = tuple[str, Callable[[], bytes]]
"""A file of the index: its name, and what reads its content."""

Row = dict[str, Any]
"""What the entry says of a segment."""

Texts = Callable[[Collection[str]], Iterable[Document]]
"""Gives the documents of some keys, in any order."""

Apart = Callable[[Callable[[], None]], AbstractContextManager[Callable[[], object]]]
"""Begins some work; what it gives waits until that is done."""

SUFFIX = ".segment"
_SEAL = 8
_SIZE = 8
_END = _SEAL + _SIZE


class Head(NamedTuple):
    """What the entry says of a piece, and by name of a file where its content lies, its size and its seal."""

    told: Any
    places: dict[str, tuple[int, int, str]]


@dataclass(frozen=True)
class Kept:
    """Segments in a folder. limit: places of a run that is not frequent, 0 for the usual.

    apart: how a piece is made while another one is, in a process that is forked from this one.
    """

    folder: Path
    texts: Texts
    limit: int = 0
    apart: Apart = nullcontext

    def segment(self, part: Sequence[Slip]) -> Segment:
        """The segment of these documents."""
        told = hashlib.sha256(_code())
        told.update(b"%d " % self.limit)
        for one in part:
            told.update(one.digest)
        return Segment(self, told.hexdigest()[:32], len(part), "\n".join(one.key for one in part))

    def files(self, segments: Sequence[Segment]) -> Generator[File, None, list[Row]]:
        """The files of segments; returns their rows.

        A segment that is not there is made; those that are not among these are removed. Raises ValueError
        if documents are not those of their slips, OSError if the folder cannot be written.
        """
        rows: list[Row] = []
        for segment in segments:
            row = yield from segment.files()
            rows.append(row)
        wanted = {segment.path(kind) for segment in segments for kind in PIECES}
        for other in self.folder.glob(f"*{SUFFIX}"):  # also one that a killed process began
            if other not in wanted:
                other.unlink(missing_ok=True)
        return rows


@dataclass(frozen=True)
class Segment:
    """A segment that is kept.

    name: of all that it depends on. number, keys: of its documents, in their order; the keys are one text,
    because so many small ones, left over from their slips, would keep the room of these from the system.
    """

    kept: Kept
    name: str
    number: int
    keys: str

    def path(self, kind: str) -> Path:
        """Where a piece of it lies."""
        return self.kept.folder / f"{self.name}-{kind}{SUFFIX}"

    def files(self) -> Generator[File, None, Row]:
        """Its files; returns its row."""
        lacking = [kind for kind in PIECES if _head(self.path(kind)) is None]
        if lacking:
            self._make(lacking)
        told = {}
        for kind in PIECES:
            told[kind], places = self._head(kind)
            for name, place in places.items():
                yield name, partial(self._content, kind, *place)
        families = [told["forward"], told["backward"]]
        return {"documents": self.number, "families": families, **told["texts"]}

    def _head(self, kind: str) -> Head:
        found = _head(self.path(kind))
        if found is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), self.path(kind))
        return found

    def _content(self, kind: str, place: int, size: int, seal: str) -> bytes:
        found = _content(self.path(kind), place, size, seal)
        if found is None:
            self._make([kind])
            found = _content(self.path(kind), place, size, seal)
        if found is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), self.path(kind))
        return found

    def _make(self, kinds: Sequence[str]) -> None:
        """Make these pieces, the last of them while the others are made if it is worth a process."""
        apart = self.kept.apart if self.number >= MANY and len(kinds) > 1 else nullcontext
        keys = self.keys.split("\n")
        with shelved(self.kept.texts(frozenset(keys)), keys, self.kept.folder) as shelf:
            del keys
            *others, last = (
                partial(_put_down, self.path(kind), kind, shelf, self.kept.limit) for kind in kinds
            )
            with apart(last) as wait:
                for one in others:
                    one()
                wait()


@cache
def _code() -> bytes:
    """Return the digest of this package's code and spec."""
    sources = sorted([*Path(__file__).parent.glob("*.py"), *Path(__file__).parent.glob("*.json")])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).digest()


def _put_down(path: Path, kind: str, shelf: Shelf, limit: int) -> None:
    """Make a piece, which is at `path` as a whole or not at all."""
    places: dict[str, tuple[int, int, str]] = {}
    handle, aside = tempfile.mkstemp(suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:

            def put(name: str, content: bytes) -> None:
                if name not in places:
                    places[name] = file.tell(), len(content), _seal(content).hex()
                    file.write(content)

            told = PIECES[kind](shelf, limit, put)
            head = json.dumps([told, places]).encode()
            file.write(head + _seal(head) + len(head).to_bytes(_SIZE, "big"))
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


def _head(path: Path) -> Head | None:
    """The head of a piece, None if there is none or it is not as it was put down."""
    try:
        with path.open("rb") as file:
            end = file.seek(-_END, os.SEEK_END)
            seal, size = file.read(_SEAL), int.from_bytes(file.read(_SIZE), "big")
            file.seek(end - size)
            head = file.read(size)
    except (OSError, ValueError, OverflowError):
        return None
    return Head(*json.loads(head)) if _seal(head) == seal else None


def _content(path: Path, place: int, size: int, seal: str) -> bytes | None:
    """A content of a piece, None if it is not as it was put down."""
    try:
        with path.open("rb") as file:
            file.seek(place)
            content = file.read(size)
    except OSError:
        return None
    return content if _seal(content).hex() == seal else None


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL).digest()
