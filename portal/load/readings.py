"""Files → rows, remembered: what reading a record's file gave rests on its bytes and on our code.

Kept in the state folder are sound records only; what has a problem is read anew each time, so that
it is told in the same words at the same line.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Set
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import yaml

from portal.load.parsed import Unreadable
from portal.load.shelf import Shelf
from portal.load.stored import revived, stored
from portal.load.text import read_bytes
from portal.load.walk import Source
from portal.models.base import Record
from portal.personal.detect import Hit
from portal.sections import BY_NAME

NAME = "records.sqlite"
_CODE = Path(__file__).parent.parent
_LIBRARIES = ("pydantic", "pydantic-core", "sqlmodel", "pyyaml")


def _made_by() -> bytes:
    """All that the reading of a file rests on beside it: Python, libraries, and all our code."""
    found = sha256(platform.python_version().encode())
    found.update(repr([version(name) for name in _LIBRARIES]).encode())
    found.update(repr(yaml.__with_libyaml__).encode())
    for path in sorted(_CODE.rglob("*")):
        if path.suffix in (".py", ".json", ".yaml"):
            found.update(sha256(path.read_bytes()).digest())
    return found.digest()


_MADE_BY = _made_by()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a sound record's file gave.

    tables: the CSV files that some of its lists stand in; personal: as in Parsed. canonical: the SHA-256 of
    what it says (portal/canonical.py), "" where that rests on the files beside it.
    """

    row: Record
    body_line: int
    personal: tuple[Hit, ...]
    tables: tuple[str, ...]
    canonical: str


class Kept:
    """The readings of one content folder that are kept in a state folder; None keeps nothing."""

    def __init__(self, content: Path, others: Set[str], state: Path | None) -> None:
        self._content, self._others = content, others
        self._shelf = Shelf(state / NAME if state else None)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *error: object) -> None:
        self._shelf.close()

    def get(self, digest: bytes, source: Source) -> Reading | None:
        """What reading the file of this `digest` gave, if its tables are as they were."""
        packed = self._shelf.get(digest)
        if packed is None:
            return None
        body_line, personal, tables, canonical, values = json.loads(packed.decode())
        if tables and self._seen(tables) != tables:
            return None
        row = revived(BY_NAME[source.section].model, values)
        hits = tuple(Hit(*hit) for hit in personal)
        return Reading(row, body_line, hits, tuple(tables), canonical)

    def put(self, digest: bytes, reading: Reading) -> None:
        """Keep what reading the file of this `digest` gave."""
        hits = [
            [hit.line, hit.where, hit.kind, hit.masked, hit.certain] for hit in reading.personal
        ]
        tables = self._seen(reading.tables)
        kept = [reading.body_line, hits, tables, reading.canonical, stored(reading.row)]
        self._shelf.put(digest, json.dumps(kept, ensure_ascii=False).encode())

    def _seen(self, paths: Iterable[str]) -> dict[str, str]:
        """The digest of each table; "" of one that is not there or cannot be read."""
        found: dict[str, str] = {}
        for path in paths:
            try:
                data = read_bytes(self._content / path, path) if path in self._others else None
            except Unreadable:
                data = None
            found[path] = "" if data is None else sha256(data).hexdigest()
        return found


def digest(source: Source, data: bytes) -> bytes:
    """What stands for all that the reading of a file with these bytes rests on, but for its tables."""
    found = sha256(_MADE_BY)
    found.update(f"{source.path}\0".encode())
    found.update(data)
    return found.digest()
