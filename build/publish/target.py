"""What a place must be able to do for a site to be published there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol


class Target(Protocol):
    """A place with files by path, with forward slashes. Every method raises OSError in trouble."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none."""

    def sizes(self) -> Mapping[str, int]:
        """All files that are there, and their sizes in bytes."""

    def write(self, path: str, data: bytes) -> None:
        """Write one file whole."""

    def put(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        """Copy files of a folder, each of them whole or not at all; yields each that is there."""

    def remove(self, paths: Sequence[str]) -> Iterator[str]:
        """Remove files that are there, and folders that become empty; yields each that is gone."""
