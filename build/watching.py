"""Notice that a file below a folder was saved, without asking the system for more than it has everywhere."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.5
"""Seconds between two looks."""


def signature(*folders: Path) -> int:
    """A number that is another when a file was added, removed or saved; folders may be missing."""
    seen: list[tuple[str, int, int]] = []
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            for name in sorted(names):
                try:
                    stat = Path(place, name).lstat()
                except OSError:
                    continue
                seen.append((os.path.join(place, name), stat.st_mtime_ns, stat.st_size))  # noqa: PTH118 - the hot path
    return hash(tuple(seen))


def saves(*folders: Path) -> Iterator[None]:
    """One None at once, and one after each change, without end."""
    last = None
    while True:
        now = signature(*folders)
        if now != last:
            yield
            last = now
        time.sleep(PAUSE)
