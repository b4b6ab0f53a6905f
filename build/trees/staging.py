"""A new tree beside the site: filled, judged, sealed, shown; or removed as if it had never been."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build.exits import Machine
from build.signals import undisturbed
from build.trees import manifest
from build.trees.dates import Dates
from build.trees.disk import flush, readable_by_all, remove, room
from build.trees.manifest import Manifest
from build.trees.place import MARK, MARKED, Place


@contextmanager
def staging(place: Place) -> Iterator[Path]:
    """A new empty folder to build in; removed at the end unless it was swapped in.

    A full disk within is reported by Machine with what the site needs.
    """
    try:
        with readable_by_all(), room(place.new, lambda: _size(place.site)):
            place.new.mkdir()
            (place.new / MARK).write_bytes(MARKED)
            yield place.new
    except Machine:
        remove(place.spare)  # room for the next attempt
        raise
    finally:
        with undisturbed():
            remove(place.new)


def _size(tree: Path) -> int:
    return sum(one.size for one in (manifest.load(tree) or {}).values())


def seal(
    folder: Path,
    files: Manifest,
    dates: Dates,
    fresh: Collection[str] | None = None,
    stirred: Iterable[str] | None = None,
) -> None:
    """Give a tree its manifest and its times, and put it safely on the disk.

    files: every file of the tree. fresh: those that were written now, None for all; the others (links to
    files of the former tree) bear their times already. stirred: files that came or went, None for all; so
    do the folders in which none did.
    """
    data = manifest.write(files)
    (folder / manifest.NAME).write_bytes(data)
    own = {name: manifest.entry((folder / name).read_bytes()) for name in manifest.UNLISTED}
    for name, one in _timed(files, own, fresh):
        when = dates.time(name, one.sha256)
        os.utime(folder / name, (when, when))
    for inside in {
        one for name in (files if stirred is None else stirred) for one in _around(name)
    }:
        with suppress(FileNotFoundError):  # it went with its last file
            os.utime(f"{folder}/{inside}", (dates.folders, dates.folders))
    flush(folder)


def _timed(
    files: Manifest, own: Mapping[str, manifest.Entry], fresh: Collection[str] | None
) -> Iterator[tuple[str, manifest.Entry]]:
    yield from own.items()
    for name, one in files.items():
        if fresh is None or name in fresh:
            yield name, one


def _around(name: str) -> Iterator[str]:
    """The folders that a file lies in, up to the tree itself, which is ""."""
    while name:
        name = name.rpartition("/")[0]
        yield name
