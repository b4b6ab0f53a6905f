"""Whole numbers as text that may stand in a script: one character for a small number.

A number is the place of its character in `pack` of analyzer.json: ASCII first, so that small
numbers are one byte, then two and three bytes of UTF-8. gzip finds the rest. `client/packing.js` is
the twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub

from search.analyzer import SPEC

_CODES = [
    chr(code)
    for first, last, *_ in SPEC["pack"]
    for code in range(int(first, 16), int(last, 16) + 1)
]
_MORE = _CODES.pop()
"""Says that the largest number is to be added to the next one."""

_NUMBERS = {code: number for number, code in enumerate(_CODES)}


def pack(numbers: Iterable[int]) -> str:
    """Return `numbers`, none negative, as text."""
    numbers = list(numbers)
    try:
        return "".join(map(_CODES.__getitem__, numbers))
    except IndexError:
        return "".join(
            _MORE * (number // len(_CODES)) + _CODES[number % len(_CODES)] for number in numbers
        )


def unpack(text: str) -> list[int]:
    """Return the numbers that `pack` wrote."""
    numbers, carried = [], 0
    for code in text:
        if code == _MORE:
            carried += len(_CODES)
        else:
            numbers.append(_NUMBERS[code] + carried)
            carried = 0
    return numbers


def pack_ascending(numbers: Sequence[int]) -> str:
    """Return ascending `numbers` as text of their differences."""
    return pack(map(sub, numbers, chain((0,), numbers)))
