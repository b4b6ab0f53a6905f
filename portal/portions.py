"""The records of a section in portions, so that one that changes moves few of the answers about all.

What tells of every record asks for each portion in turn, and the answer for a portion is kept
(`reads.kept`): only the portion with the record that changed has to be gone through again. A portion
is named by the id before it, and not by its own: with a record more it is the same portion, whose old
answer gives way to the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from zlib import crc32

from portal import questions, reads
from portal.plain import Plain

Ids = tuple[str, ...]
Told = TypeVar("Told")

# About as many records make up a portion.
SIZE = 50


@reads.read
def portions(section: str) -> Mapping[str, Ids]:
    """The ids of a section's records, oldest first, in portions; each by the id before it, "" for none.

    A portion ends with an id that says so itself, so that a record that comes between others leaves
    all portions but one as they were.
    """
    found: dict[str, list[str]] = {}
    after = ""
    for id in reads.keys(section):
        found.setdefault(after, []).append(id)
        if crc32(id.encode()) % SIZE == 0:
            after = id
    return {one: tuple(ids) for one, ids in found.items()}


@reads.read
def portion(section: str, after: str) -> Ids:
    """The ids of the portion that begins after this id; () for one that is no more."""
    return portions(section).get(after, ())


def each(section: str, ids: Iterable[str]) -> Iterator[Plain]:
    """These records, but for those that are none: one after another, never all at once."""
    for id in ids:
        if one := reads.record(section, id):
            yield one
        questions.pause()


def every(section: str) -> Iterator[Plain]:
    """All records of a section in the same way, oldest first."""
    return each(section, reads.keys(section))


def over(section: str, tell: Callable[[str, str], Told]) -> Iterator[Told]:
    """What `tell`, a question, says of each portion of a section by its name, oldest first."""
    for after in portions(section):
        yield tell(section, after)
        questions.pause()
