"""The records of a section in portions, so that one that changes moves few of the answers about all.

What tells of every record asks for each portion in turn, and the answer for a portion is kept
(`reads.kept`): only the portion with the record that changed has to be gone through again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

from portal import questions, reads
from portal.plain import Plain

Ids = tuple[str, ...]
Told = TypeVar("Told")

# About as many records make up a portion.
SIZE = 50


@reads.read
def portions(section: str) -> tuple[Ids, ...]:
    """The ids of a section's records, oldest first, in portions.

    A portion ends with an id that says so itself, so that a record that comes between others leaves
    all portions but one as they were.
    """
    found: list[Ids] = []
    held: list[str] = []
    for id in reads.keys(section):
        held.append(id)
        if crc32(id.encode()) % SIZE == 0:
            found.append(tuple(held))
            held = []
    return (*found, tuple(held)) if held else tuple(found)


def each(section: str, ids: Iterable[str]) -> Iterator[Plain]:
    """These records, but for those that are none: one after another, never all at once."""
    for id in ids:
        if one := reads.record(section, id):
            yield one
        questions.pause()


def every(section: str) -> Iterator[Plain]:
    """All records of a section in the same way, oldest first."""
    return each(section, reads.keys(section))


def over(section: str, tell: Callable[[str, Ids], Told]) -> Iterator[Told]:
    """What `tell`, a question, says of each portion of a section, oldest first."""
    for ids in portions(section):
        yield tell(section, ids)
        questions.pause()
