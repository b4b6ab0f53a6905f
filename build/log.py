"""What a build says as it goes: a line per step on stderr, and nothing that can stop it."""

from __future__ import annotations

import contextlib
import sys


def step(text: str) -> None:
    """Say what has been done or begins; a log that cannot be written is no reason to fail."""
    with contextlib.suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)


def warn(text: str) -> None:
    """Say what was wrong and has been put right."""
    step(f"注意：{text}")
