"""Compressed twins beside the files of a site, so that a server sends them without any work.

A step of its own after publishing, not of the freezer: the twins follow from the files, differ with
the version of the compressor, and are nobody's to compare; so the manifest does not name them. A
server that finds none sends the file itself, so the moment before they are written does no harm.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from build.trees import manifest
from build.trees.disk import remove
from build.trees.manifest import Entry, Manifest
from build.trees.place import MARK, MARKED, Place
from build.trees.snapshots import TWINS

# Pictures, PDF and Office files are compressed already.
_TEXTS = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".jsonld",
    ".xml",
    ".csv",
    ".txt",
    ".ics",
    ".opml",
    ".svg",
)
_SMALL = 256


def _gzip(data: bytes) -> bytes:
    """As `gzip -9n`: neither name nor time, so the same bytes each time."""
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    """Quality 9: a tenth of the time of 11 for 5 % more bytes."""
    packed: bytes = brotli.compress(data, quality=9)
    return packed


_PACKERS: dict[str, Callable[[bytes], bytes]] = dict(zip(TWINS, (_gzip, _brotli), strict=True))


def _is_stored(path: str) -> bool:
    """Whether this is a workbook of ours: those are not compressed in themselves (portal/data)."""
    return path.startswith("data/") and path.endswith(".xlsx")


def compress(site: Path, former: Path | None = None) -> tuple[int, int]:
    """Write the twins that are missing; how many were written, and how many taken over.

    former: the tree before this one; what has not changed since is not compressed again.
    Raises OSError. A twin is written outside the tree first, so that none is ever half there; twins of
    files that are not there, as a former version left them when it was killed, are removed.
    """
    listed = manifest.load(site) or {}
    before = (manifest.load(former) if former else None) or {}
    wanted = [
        (path, entry)
        for path, entry in sorted(listed.items())
        if (path.endswith(_TEXTS) or _is_stored(path)) and entry.size >= _SMALL
    ]
    _remove_strays(site, listed)
    packing = Place(site).packing
    remove(packing)
    packing.mkdir()
    (packing / MARK).write_bytes(MARKED)

    def pack(number: int, one: tuple[str, Entry]) -> tuple[int, int]:
        path, entry = one
        same = former if former and before.get(path) == entry else None
        return _twins(site / path, same / path if same else None, packing / str(number))

    try:
        # Both packers let go of the interpreter while they work.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(pack, range(len(wanted)), wanted))
    finally:
        remove(packing)
    return sum(one[0] for one in done), sum(one[1] for one in done)


def _remove_strays(site: Path, listed: Manifest) -> None:
    for path in list(manifest.files_below(site)):
        if path.endswith(TWINS) and not {path, path.rpartition(".")[0]} & listed.keys():
            (site / path).unlink()


def _twins(file: Path, same: Path | None, made: Path) -> tuple[int, int]:
    """Twins of one file, by taking over those of the same content; `made` holds each until it is whole."""
    written = copied = 0
    time = file.stat().st_mtime_ns
    for ending, packer in _PACKERS.items():
        twin = file.with_name(file.name + ending)
        if twin.exists():
            continue
        source = same.with_name(same.name + ending) if same else None
        if source and source.exists():
            copied += 1
            if _linked(source, twin, time):
                continue
            shutil.copyfile(source, made)
        else:
            made.write_bytes(packer(file.read_bytes()))
            written += 1
        made.chmod(0o644)
        os.utime(made, ns=(time, time))
        made.replace(twin)
    return written, copied


def _linked(source: Path, twin: Path, time: int) -> bool:
    """Give a twin that bears the right time already a second name, as its file has; whether that was done."""
    if source.stat().st_mtime_ns != time:
        return False
    try:
        os.link(source, twin)
    except OSError:
        return False
    return True
