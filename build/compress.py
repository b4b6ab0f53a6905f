"""Compressed twins beside the files of a site, so that a server sends them without any work.

A step of its own after publishing, not of the freezer: the twins follow from the files, differ with
the version of the compressor, and are nobody's to compare; so the manifest does not name them. A
server that finds none sends the file itself, so the moment before they are written does no harm.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import brotli

from build import manifest
from build.looks import TWINS
from build.manifest import Entry

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
    Raises OSError. A twin is written under another name first, so that none is ever half there.
    """
    listed = manifest.load(site) or {}
    before = (manifest.load(former) if former else None) or {}
    wanted = [
        (path, entry)
        for path, entry in sorted(listed.items())
        if (path.endswith(_TEXTS) or _is_stored(path)) and entry.size >= _SMALL
    ]

    def pack(one: tuple[str, Entry]) -> tuple[int, int]:
        path, entry = one
        same = former if former and before.get(path) == entry else None
        return _twins(site / path, same / path if same else None)

    # Both packers let go of the interpreter while they work.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(pack, wanted))
    return sum(one[0] for one in done), sum(one[1] for one in done)


def _twins(file: Path, same: Path | None) -> tuple[int, int]:
    """Twins of one file, by copying those of the same content."""
    written = copied = 0
    time = file.stat().st_mtime_ns
    for ending, packer in _PACKERS.items():
        twin = file.with_name(file.name + ending)
        if twin.exists():
            continue
        source = same.with_name(same.name + ending) if same else None
        handle, name = tempfile.mkstemp(prefix=".", suffix=ending, dir=file.parent)
        os.close(handle)
        made = Path(name)
        try:
            if source and source.exists():
                shutil.copyfile(source, made)
                copied += 1
            else:
                made.write_bytes(packer(file.read_bytes()))
                written += 1
            made.chmod(0o644)
            os.utime(made, ns=(time, time))
            made.replace(twin)
        finally:
            with suppress(OSError):
                made.unlink()
    return written, copied
