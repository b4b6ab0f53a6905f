"""The mark of a target: that it is ours, and what a publication that was begun there may have touched.

It is written before the first file is copied and again when all is there. Until then nobody believes
what the target's manifest says of these paths, whatever machine or name they come by.
"""

from __future__ import annotations

import secrets
from collections.abc import Set
from dataclasses import dataclass

from build.trees.place import MARKED

_RUN = ":"


@dataclass(frozen=True)
class Mark:
    """run: stands for the publication that was begun, "" when none is.

    touched: its paths, and those of publications before it that were not finished either.
    """

    run: str = ""
    touched: frozenset[str] = frozenset()

    @classmethod
    def read(cls, data: bytes) -> Mark | None:
        """What a mark says; None when it is not ours."""
        if not data.startswith(MARKED):
            return None
        lines = data[len(MARKED) :].decode("utf-8", "surrogateescape").split("\n")
        runs = [line for line in lines if line.startswith(_RUN)]
        touched = frozenset(line for line in lines if line and not line.startswith(_RUN))
        return cls(runs[0].removeprefix(_RUN) if runs else "", touched)

    def write(self) -> bytes:
        """The mark as a file."""
        lines = [_RUN + self.run] * bool(self.run) + sorted(self.touched)
        return MARKED + "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")

    def begun(self, paths: Set[str]) -> Mark:
        """The mark of a new run, which is going to touch these paths as well.

        No two runs are called the same: a journal kept elsewhere does not know what this one did.
        """
        return Mark(secrets.token_hex(8), self.touched | paths)
