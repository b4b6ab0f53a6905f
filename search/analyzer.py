"""The analyser: from text to squashed text and grams, as `analyzer.json` says.

`client/analyzer.js` is its twin; `vectors.json` holds both to the same results.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

SPEC: dict[str, Any] = json.loads(
    Path(__file__).with_name("analyzer.json").read_text(encoding="utf-8")
)
GRAM: int = SPEC["gram"]

_canonical = json.dumps(SPEC, sort_keys=True).encode()
VERSION = f"{SPEC['version']}-{hashlib.sha256(_canonical).hexdigest()[:8]}"
"""Names the spec with a digest of its content, so that no change of it goes unnoticed."""


class Ranges:
    """A set of code points, given as (first, last) in hexadecimal, ascending and disjoint."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self._bounds = [
            bound for first, last, *_ in rows for bound in (_hex(first), _hex(last) + 1)
        ]

    def __contains__(self, character: str) -> bool:
        return bisect_right(self._bounds, ord(character)) % 2 == 1


class _Folding(dict[int, str]):
    """A table for `str.translate`: code point -> what of it is kept; filled as it is asked."""

    def __missing__(self, code: int) -> str:
        target = _TARGETS.get(code, chr(code))
        self[code] = "".join(character for character in target if character in _KEEP)
        return self[code]


class Squashed(NamedTuple):
    """Squashed text and, for each of its characters, the index of the original character."""

    text: str
    offsets: tuple[int, ...]


def aside(text: str) -> str:
    """Return `text` as it stands in a longer text where it is shown and not searched."""
    return f"{ASIDE}{text}{ASIDE}"


def fold(text: str) -> str:
    """Return `text` folded and squashed; it may be empty."""
    if ASIDE in text:
        text = _ASIDES.sub("", text)
    return text.translate(_FOLDING)


def squash(text: str) -> Squashed:
    """Return `fold(text)` with the way back to `text`."""
    pieces = [character.translate(_FOLDING) for character in text]
    for left_out in _ASIDES.finditer(text):
        pieces[left_out.start() : left_out.end()] = [""] * len(left_out[0])
    offsets = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return Squashed("".join(pieces), offsets)


def grams(text: str) -> list[str]:
    """Return the grams of `text`; the gram at index i begins with squashed character i.

    All have two characters, but the last has one, so that each character begins a gram.
    """
    squashed = fold(text)
    return [squashed[index : index + GRAM] for index in range(len(squashed))]


def _hex(code: str) -> int:
    return int(code, 16)


def _targets() -> dict[int, str]:
    table: dict[int, str] = {}
    for first, last, to, *_ in SPEC["shifts"]:
        for code in range(_hex(first), _hex(last) + 1):
            table[code] = chr(_hex(to) + code - _hex(first))
    for first, run, *_ in SPEC["runs"]:
        table.update(enumerate(run, _hex(first)))
    return table | {_hex(code): target for code, target in SPEC["spell"].items()}


ASIDE = chr(_hex(SPEC["aside"]))
_ASIDES = re.compile(f"{ASIDE}[^{ASIDE}]*{ASIDE}")
SPACE = Ranges(SPEC["space"])
ATTACHED = Ranges(SPEC["attach"])
_KEEP = Ranges(SPEC["keep"])
_TARGETS = _targets()
_FOLDING = _Folding()
