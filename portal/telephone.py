"""Telephone numbers that can be dialled from a page."""

from __future__ import annotations

import re

# Brackets and separators in full width, too.
_NUMBER = re.compile(r"\+?[0-9()\uff08\uff09 -]+")
_BETWEEN = re.compile(r"[\u3001\uff0c,\uff1b;/\n]")
# What an area code and a number or a service number have at least and at most (ITU-T E.164).
_DIGITS = range(5, 16)


def dialled(text: str) -> str:
    """«tel:09805550110» for «0980-5550110» (RFC 3966, without its marks); "" for what is no number."""
    number = text.strip()
    digits = re.sub("[^0-9]", "", number)
    if not _NUMBER.fullmatch(number) or len(digits) not in _DIGITS:
        return ""
    return f"tel:{'+' if number.startswith('+') else ''}{digits}"


def numbers(text: str) -> list[str]:
    """The numbers in a field that holds nothing else; none if it holds anything else."""
    found = [part.strip() for part in _BETWEEN.split(text)]
    return found if all(map(dialled, found)) else []
