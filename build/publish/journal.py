"""What an interrupted publication had copied already, so that the next one need not do it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from build.trees.manifest import Entry, Manifest


class Journal:
    """A line for each copied file: SHA-256 and path. Valid while the target's mark names the same run."""

    def __init__(self, state: Path, target: str) -> None:
        """target: as the webmaster wrote it."""
        name = hashlib.sha256(target.encode(errors="surrogateescape")).hexdigest()[:16]
        self._file = state / f"publishing-{name}"

    def done(self, run: str) -> dict[str, str]:
        """Path → SHA-256 of what was copied by the run that was interrupted."""
        try:
            head, *lines = self._file.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return {}
        if head != run:
            return {}
        rows = (line.partition(" ") for line in lines)
        return {path: sha256 for sha256, _, path in rows}

    def begin(self, run: str, sent: Mapping[str, Entry]) -> None:
        """Keep only what is there and stays: what is going to be copied counts when it is there again."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_name(f"{self._file.name}.part")
        lines = "".join(f"{one.sha256} {path}\n" for path, one in sent.items())
        part.write_text(f"{run}\n{lines}", encoding="utf-8")
        part.replace(self._file)

    def follow(self, copied: Iterable[str], local: Manifest) -> Iterable[str]:
        """Pass each copied path on, noted."""
        with self._file.open("a", encoding="utf-8") as file:
            for path in copied:
                file.write(f"{local[path].sha256} {path}\n")
                file.flush()
                yield path

    def end(self) -> None:
        """Nothing is left to resume."""
        self._file.unlink(missing_ok=True)
