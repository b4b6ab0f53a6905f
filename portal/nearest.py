"""«Did you mean …?»: the one of the known words that a written one most likely stands for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word nearest to the written one, or None when none is near.

    Chinese words have two characters as often as not: one of them right is near enough.
    """
    cutoff = 0.5 if len(written) < 3 else 0.6
    folded = {"".join(one.split()).lower(): one for one in known}
    found = difflib.get_close_matches("".join(written.split()).lower(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None
