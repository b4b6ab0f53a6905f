"""Bodies → drafts: what Python-Markdown makes of each, kept by the body's digest in the state folder.

A draft rests on the body and on our Markdown alone, never on other records, so it is made once. It
takes half a millisecond and more, which is most of what a record costs; many are made in all cores.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from portal import markup, processes
from portal.markup import Draft

NAME = "drafts.sqlite"
# Fewer bodies than this are not worth a second process.
FEW = 100
PORTION = 20
_MADE_BY = sha256(
    f"{version('markdown')} {version('nh3')}".encode() + Path(markup.__file__).read_bytes()
)


def drafts(bodies: Iterable[str], state: Path | None) -> dict[str, Draft]:
    """The draft of each body, by body.

    state: the folder where drafts are kept; None keeps nothing.
    """
    wanted = {_digest(body): body for body in bodies}
    found = _read(state / NAME, wanted.keys()) if state else {}
    lacking = [body for digest, body in wanted.items() if digest not in found]
    made = dict(zip(map(_digest, lacking), _made(lacking), strict=True))
    if state and made:
        _write(state / NAME, made)
    drafted = found | made
    return {body: drafted[digest] for digest, body in wanted.items()}


def _made(bodies: list[str]) -> list[Draft]:
    number = processes.cores() if len(bodies) >= FEW else 1
    if number == 1:
        return [markup.draft(body) for body in bodies]

    def portion(start: int) -> tuple[int, list[Draft]]:
        return start, [markup.draft(body) for body in bodies[start : start + PORTION]]

    made = sorted(processes.spread(portion, range(0, len(bodies), PORTION), number), key=_start)
    return [draft for _, drafts in made for draft in drafts]


def _start(portion: tuple[int, list[Draft]]) -> int:
    return portion[0]


def _digest(body: str) -> bytes:
    found = _MADE_BY.copy()
    found.update(body.encode(errors="surrogatepass"))
    return found.digest()


def _read(path: Path, wanted: Iterable[bytes]) -> dict[bytes, Draft]:
    """What is kept of what is wanted; nothing when the file is damaged."""
    if not path.is_file():
        return {}
    found: dict[bytes, Draft] = {}
    with suppress(sqlite3.DatabaseError, zlib.error), closing(sqlite3.connect(path)) as database:
        known = dict(database.execute("SELECT digest, draft FROM draft"))
        found = {one: Draft.unpacked(known[one]) for one in wanted if one in known}
    return found


def _write(path: Path, made: Mapping[bytes, Draft]) -> None:
    """Keep drafts, in a new file when the old one is damaged; a cache is no reason to fail."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [(digest, draft.packed()) for digest, draft in made.items()]
    for _ in range(2):
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as database, database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS draft (digest BLOB PRIMARY KEY, draft BLOB)"
            )
            database.executemany("INSERT OR REPLACE INTO draft VALUES (?, ?)", rows)
            return
        path.unlink(missing_ok=True)
