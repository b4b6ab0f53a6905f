"""What a build says: a line per step on stderr, the result on stdout, and nothing that can stop it."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TextIO

import click


class Steady(io.TextIOWrapper):
    """An output that cannot fail: a full log or a closed pipe is no reason to stop, or to lie about it.

    What its encoding does not know becomes an escape.
    """

    def write(self, text: str) -> int:
        """Write what can be written."""
        with contextlib.suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        with contextlib.suppress(OSError):
            super().flush()


def steady() -> None:
    """Make stdout and stderr of this process steady."""
    sys.stdout, sys.stderr = _steady(sys.stdout), _steady(sys.stderr)


def _steady(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding = stream.encoding
    return Steady(stream.detach(), encoding, errors="backslashreplace", line_buffering=True)


def step(text: str) -> None:
    """Say on stderr what has been done or begins."""
    click.echo(text, err=True)


def warn(text: str) -> None:
    """Say on stderr what was wrong and has been put right."""
    step(f"注意：{text}")


def result(text: str) -> None:
    """Say on stdout what came of it."""
    click.echo(text)
