"""What every page rests on, whatever it asks: code, templates, words, settings, Python."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from portal.canonical import fingerprint
from portal.settings import CHECKOUT
from portal.store import Store

# Everything in these folders counts, but for what the build itself makes.
_CODE = ("portal", "search", "build")
_ENDINGS = {".py", ".html", ".yaml", ".json", ".js", ".css", ".svg", ".xml", ".txt", ".md", ".po"}


def base(store: Store) -> str:
    """A digest of the code and of what the content says about the whole site; SHA-256 in hex.

    A page whose questions have the same answers is the same as long as this is.
    """
    found = sha256(platform.python_version().encode())
    for path in code(CHECKOUT):
        found.update(f"{path.relative_to(CHECKOUT).as_posix()}\0".encode())
        found.update(fingerprint(path).sha256.encode())
    found.update(repr((store.site, store.workdays)).encode())
    return found.hexdigest()


def code(checkout: Path) -> Iterator[Path]:
    """The files of ours that pages may rest on, in a fixed order."""
    for folder in _CODE:
        for path in sorted((checkout / folder).rglob("*")):
            inside = path.relative_to(checkout).parts
            made = inside[0] == "build" and inside[1].partition(".")[0] in ("site", "state")
            if path.suffix in _ENDINGS and not made and path.is_file():
                yield path
