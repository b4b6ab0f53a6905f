"""Addresses of pages: root-relative inside, relative to the page on pages, absolute in feeds."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

INDEX = "index.html"


def relative(address: str, page: str, *, folder: bool) -> str:
    """The root-relative `address` (with an optional ?query and #anchor) as seen from `page`.

    folder: name index.html outright, so that pages also work from a folder on disk.
    """
    parts = urlsplit(address)
    path = parts.path
    if path.endswith("/") and folder:
        path += INDEX
    seen = posixpath.relpath(path, page if page.endswith("/") else posixpath.dirname(page))
    if path.endswith("/"):
        seen += "/"
    return seen + address[len(parts.path) :]


def rooted(address: str, base_url: str) -> str:
    """The address from the root of its host: for pages shown at any depth, such as 404."""
    return urlsplit(base_url).path + address.removeprefix("/")


def absolute(address: str, base_url: str) -> str:
    """The full address of a root-relative one."""
    return base_url + address.removeprefix("/")
