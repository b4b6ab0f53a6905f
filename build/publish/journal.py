"""What an interrupted publication had copied already, so that the next one need not do it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from build.manifest import Manifest


class Journal:
    """A line for each copied file: SHA-256 and path. Valid while the remote manifest is the same."""

    def __init__(self, state: Path, target: str, remote: bytes) -> None:
        """target: as the webmaster wrote it. remote: the manifest that is there, or b""."""
        name = hashlib.sha256(target.encode()).hexdigest()[:16]
        self._file = state / f"publishing-{name}"
        self._head = hashlib.sha256(remote).hexdigest()

    def done(self) -> set[tuple[str, str]]:
        """(path, SHA-256) of what was copied by the publication that was interrupted."""
        try:
            head, *lines = self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return set()
        rows = (line.partition(" ") for line in lines)
        return {(path, sha256) for sha256, _, path in rows} if head == self._head else set()

    def follow(self, copied: Iterable[str], local: Manifest) -> Iterable[str]:
        """Pass each copied path on, noted."""
        if not self.done():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{self._head}\n", encoding="utf-8")
        with self._file.open("a", encoding="utf-8") as file:
            for path in copied:
                file.write(f"{local[path].sha256} {path}\n")
                file.flush()
                yield path

    def end(self) -> None:
        """Nothing is left to resume."""
        self._file.unlink(missing_ok=True)
