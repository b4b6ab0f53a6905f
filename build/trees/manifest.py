"""manifest.json: SHA-256 and size of every file of a site, by which anyone can compare it.

One line a file, sorted by path, so that two manifests can be compared by eye. The manifest does
not name itself, nor the mark by which we know our folders, nor compressed copies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, NamedTuple

from build.trees.place import MARK
from build.trees.snapshots import TWINS, files

NAME = "manifest.json"
VERSION = 1
UNLISTED = (NAME, MARK)


class Entry(NamedTuple):
    """What a file holds: SHA-256 in hexadecimal, size in bytes."""

    sha256: str
    size: int


Manifest = Mapping[str, Entry]


def entry(data: bytes) -> Entry:
    """The entry of a file with these bytes."""
    return Entry(hashlib.sha256(data).hexdigest(), len(data))


def files_below(folder: Path) -> Iterator[str]:
    """The paths, with forward slashes, of all files below a folder, in no order."""
    return (path for path, _ in files(str(folder)))


def names(folder: Path) -> Iterator[str]:
    """Those of them that a manifest names."""
    return (
        path for path in files_below(folder) if path not in UNLISTED and not path.endswith(TWINS)
    )


def write(manifest: Manifest) -> bytes:
    """The manifest as a file."""
    listed = ",\n".join(_line(path, one) for path, one in sorted(manifest.items()))
    return f'{{"version":{VERSION},"files":{{\n{listed}\n}}}}\n'.encode()


def _line(path: str, one: Entry) -> str:
    return f'{encode_basestring(path)}:{{"sha256":"{one.sha256}","size":{one.size}}}'


def alike(folder: Path, files: Manifest) -> set[str]:
    """Those of these files that the manifest of a tree of ours names with the same bytes."""
    try:
        lines = set((folder / NAME).read_bytes().replace(b",\n", b"\n").split(b"\n"))
    except OSError:
        return set()
    return {path for path, one in files.items() if _line(path, one).encode() in lines}


def parse(data: bytes) -> dict[str, Entry]:
    """What a manifest file says; raises ValueError when it is damaged or not one of ours."""
    try:
        return {
            path: Entry(str(one["sha256"]), int(one["size"])) for path, one in _files(data).items()
        }
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _files(data: bytes) -> dict[str, Any]:
    try:
        read = json.loads(data)
        if read["version"] != VERSION:
            raise ValueError(read["version"])
        return dict(read["files"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def listed(folder: Path) -> list[str] | None:
    """The paths that the manifest of a tree names; None when there is none or it is damaged."""
    try:
        return list(_files((folder / NAME).read_bytes()))
    except (OSError, ValueError):
        return None


def load(folder: Path) -> dict[str, Entry] | None:
    """The manifest of a tree; None when there is none or it is damaged."""
    try:
        return parse((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None


def digest(folder: Path) -> str:
    """The SHA-256 of a tree's manifest, which stands for the whole tree; "" without one."""
    try:
        return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    except OSError:
        return ""


def differences(found: Manifest, wanted: Manifest) -> Iterator[str]:
    """A line in Chinese for each file that is not what is wanted, sorted by path."""
    for path in sorted(found.keys() | wanted.keys()):
        if path not in wanted:
            yield f"{path}：清单里没有这个文件"
        elif path not in found:
            yield f"{path}：清单里有，网站里没有"
        elif found[path] != wanted[path]:
            yield f"{path}：内容与清单不符"
