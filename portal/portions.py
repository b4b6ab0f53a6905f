"""The records of a section in portions, so that one that changes moves few of the answers about all.

What tells of every record asks for each portion in turn, and the answer for a portion is kept
(`reads.kept`): only the portion with the record that changed has to be gone through again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from zlib import crc32

from portal import questions, reads

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


def over(section: str, tell: Callable[[str, Ids], Told]) -> Iterator[Told]:
    """What `tell`, a question, says of each portion of a section, oldest first."""
    for ids in portions(section):
        yield tell(section, ids)
        questions.pause()
