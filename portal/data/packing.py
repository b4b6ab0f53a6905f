"""Entries of zip files that say nothing of the time and the machine."""

from __future__ import annotations

import zipfile

_STAMP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3  # else the entry names the system it was made on


def entry(name: str) -> zipfile.ZipInfo:
    """An entry of this name, stored: what deflate makes differs between versions of zlib."""
    made = zipfile.ZipInfo(name, _STAMP)
    made.create_system = _UNIX
    made.external_attr = 0o644 << 16
    return made
