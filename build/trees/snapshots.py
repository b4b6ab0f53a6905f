"""Snapshots of trees: what the file system says of each of their files, seen in one walk.

An entry's time cannot be set by a program, so a file that was edited never looks as before. Standard
library only: `build.trees.unchanged` asks before anything else is imported.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

Snapshot = Mapping[str, str]
"""Path below the tree, with forward slashes → size, times of the content and of the entry, inode."""
_NOTHING: Snapshot = {}

# Compressed copies beside the files they are made from: they come after a build (build.compress).
TWINS = (".gz", ".br")


class Packed:
    """A snapshot in a third of the memory: for the time in which nobody wants it."""

    def __init__(self, snapshot: Snapshot = _NOTHING) -> None:
        self._data = marshal.dumps(dict(snapshot))

    def snapshot(self) -> dict[str, str]:
        """What was packed."""
        found: dict[str, str] = marshal.loads(self._data)  # noqa: S302 - our own
        return found


def files(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below a folder, in no order, by their paths with forward slashes; none where no folder is."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            found = os.scandir(f"{folder}/{inside}")
        except FileNotFoundError:
            continue
        with found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    waiting.append(f"{inside}{one.name}/")
                else:
                    yield inside + one.name, one


def take(tree: Path, beside: Snapshot = _NOTHING) -> dict[str, str]:
    """How every file of a tree looks, compressed copies included; nothing where no tree is.

    beside: how a tree on the same disk looks just now; a file that is a second name of the one there
    looks the same, and need not be asked again.
    """
    found: dict[str, str] = {}
    for name, one in files(os.path.realpath(tree)):
        known = beside.get(name, "")
        same = known.endswith(f" {one.inode()}")
        found[name] = known if same else said(one.stat(follow_symlinks=False))
    return found


def again(tree: Path, names: Iterable[str]) -> dict[str, str]:
    """How these files of a tree look now, without those that are not there."""
    root = os.path.realpath(tree)
    found: dict[str, str] = {}
    for name in names:
        with suppress(FileNotFoundError):
            found[name] = said(os.lstat(f"{root}/{name}"))
    return found


def said(one: os.stat_result) -> str:
    """What the file system says of a file."""
    return f"{one.st_size} {one.st_mtime_ns} {one.st_ctime_ns} {one.st_ino}"


def text(snapshot: Snapshot) -> str:
    """A snapshot as one text, the same for equal ones, without compressed copies."""
    lines = [f"{name}\0{one}\n" for name, one in snapshot.items() if not name.endswith(TWINS)]
    return "".join(sorted(lines))


def parsed(text: str) -> dict[str, str]:
    """The snapshot of a `text`; raises ValueError when it is none."""
    return dict(line.split("\0") for line in text.split("\n")[:-1])


def digest(snapshot: Snapshot) -> str:
    """What stands for a snapshot."""
    return sha256(text(snapshot).encode(errors="surrogateescape")).hexdigest()
