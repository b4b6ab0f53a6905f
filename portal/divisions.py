"""Codes of administrative divisions (GB/T 2260): two digits a level, 00 for a level that one does not reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from portal import reads
from portal.language import say
from portal.plain import Plain


@cache
def stem(code: str) -> str:
    """The digits with which the code and those of all divisions below it begin."""
    return re.sub("(00)+$", "", code)


@dataclass(frozen=True)
class Around:
    """The regions around one, as far as they have records. above: the widest first; below: right below it."""

    above: tuple[Plain, ...]
    below: tuple[Plain, ...]


@reads.read
def around(code: str) -> Around:
    """The regions that this one lies in, and those that lie in it and in no other of them."""
    others = sorted((one for one in reads.keys("regions") if one != code), key=stem)
    below: list[str] = []
    for one in others:
        # What lies in a region comes right after it.
        if _holds(code, one) and not (below and _holds(below[-1], one)):
            below.append(one)
    return Around(_records([one for one in others if _holds(one, code)]), _records(below))


@reads.read
def own_level(code: str) -> str:
    """A region's title; with «（本级）» where others lie in it, which lists and sums of its own level leave out."""
    title = reads.title("regions", code)
    others = (one for one in reads.keys("regions") if one != code)
    return (
        say("{region}（本级）", region=title) if any(_holds(code, one) for one in others) else title
    )


def _holds(code: str, other: str) -> bool:
    """Whether a division is the other or holds it."""
    return other.startswith(stem(code))


def _records(codes: list[str]) -> tuple[Plain, ...]:
    found = (reads.record("regions", one) for one in codes)
    return tuple(one for one in found if one)
