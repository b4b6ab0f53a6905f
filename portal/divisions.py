"""Codes of administrative divisions (GB/T 2260): two digits a level, 00 for a level that one does not reach."""

from __future__ import annotations

import re


def stem(code: str) -> str:
    """The digits with which the code and those of all divisions below it begin."""
    return re.sub("(00)+$", "", code)
