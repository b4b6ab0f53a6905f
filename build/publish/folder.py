"""A folder of this machine, or one that is mounted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from build.trees.disk import readable_by_all
from build.trees.manifest import files_below

PART = ".gongkai-part"


class Folder:
    """Files are copied beside their place and renamed into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """As in `Target`."""
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def sizes(self) -> dict[str, int]:
        """As in `Target`."""
        if not self._folder.is_dir():
            return {}
        return {path: (self._folder / path).stat().st_size for path in files_below(self._folder)}

    def write(self, path: str, data: bytes) -> None:
        """As in `Target`."""
        with readable_by_all():
            part = self._part(path)
            part.write_bytes(data)
            part.replace(self._folder / path)

    def put(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`."""
        for path in paths:
            with readable_by_all():
                part = self._part(path)
                shutil.copyfile(folder / path, part)
                when = (folder / path).stat().st_mtime
                os.utime(part, (when, when))
                part.replace(self._folder / path)
            yield path

    def remove(self, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`."""
        for path in paths:
            (self._folder / path).unlink(missing_ok=True)
            for parent in PurePosixPath(path).parents:
                inside = self._folder / parent
                if inside == self._folder or any(inside.iterdir()):
                    break
                inside.rmdir()
            yield path

    def _part(self, path: str) -> Path:
        """Where a file is written before it is whole; always the same, so none is left over."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return self._folder / PART
