"""Addresses of pages: root-relative inside, relative to the page on pages, absolute in feeds."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

INDEX = "index.html"


def up(page: str) -> str:
    """The way from a page to the root: what stands before every link on it."""
    return "../" * (page.count("/") - 1)


def below(root: str, address: str, *, folder: bool) -> str:
    """The root-relative `address` (with an optional ?query and #anchor) behind the way to the root.

    folder: name index.html outright, so that pages also work from a folder on disk.
    """
    path = _ENDING.split(address, maxsplit=1)[0] if "#" in address or "?" in address else address
    ending = address[len(path) :]
    if folder and path.endswith("/"):
        path += INDEX
    return (root + path[1:] or "./") + ending


_ENDING = re.compile("[?#]")


def root(base_url: str) -> str:
    """The way to the root from the root of the host: for pages shown at any depth, such as 404."""
    return urlsplit(base_url).path


def absolute(address: str, base_url: str) -> str:
    """The full address of a root-relative one."""
    return base_url + address.removeprefix("/")
