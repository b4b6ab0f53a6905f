"""What stands around every page: header, search box, menu and footer.

They differ only by the way from the page to the root and by the menu entry that it belongs to, so
each is rendered once for each of those and asked for by all pages alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, request
from markupsafe import Markup

from portal import addresses, reads

# Pages of the section «pages» that the footer names, when the content has them.
EXPLAINED = ("about", "help", "glossary", "accessibility", "privacy")
# Shown by the server at any depth, so relative links would lead astray.
ROOTED = frozenset({"/404.html"})
# The way from the page being made to the root of the site, and whether links name index.html.
_way: ContextVar[tuple[str, bool]] = ContextVar("way")


def set_out() -> None:
    """Find the way once for the hundred links of a page."""
    if request.path in ROOTED:
        _way.set((addresses.root(reads.site().base_url), False))
    else:
        _way.set((addresses.up(request.path), current_app.config["FROZEN"]))


def link(address: str) -> str:
    """The root-relative `address` as a relative link from the page being made."""
    root, folder = _way.get()
    return addresses.below(root, address, folder=folder)


def alike(macro: Callable[..., str], *plain: Hashable) -> str:
    """What a macro makes of plain values, kept for the pages on the same way to the root.

    The macro may use links and words, but ask nothing about records: that would be hidden from the
    page that uses what is kept.
    """
    return _made(macro, _way.get(), plain)


@lru_cache(maxsize=20_000)
def _made(macro: Callable[..., str], _: tuple[str, bool], plain: tuple[Hashable, ...]) -> str:
    return macro(*plain)


def anywhere(macro: Callable[..., str], *given: object) -> str:
    """What a macro makes of something, for any page but the home page: `here` leads its links from one."""
    token = _way.set((_ROOT, current_app.config["FROZEN"]))
    try:
        return macro(*given)
    finally:
        _way.reset(token)


def here(html: Markup) -> Markup:
    """Markup that was made for any page, on the page being made."""
    return html.replace(_ROOT, _way.get()[0])


# Stands for the way to the root; no text of the content has one (portal.fields.HIDDEN).
_ROOT = "\0"


@dataclass(frozen=True)
class Chrome:
    """Markup of the four parts, in the order of the page."""

    header: str
    finder: str
    menu: str
    footer: str


def around(entry: str = "") -> Chrome:
    """What stands around the page being made. entry: the menu entry to mark, a name, or ""."""
    return chrome(*_way.get(), entry)


@reads.read
def chrome(root: str, folder: bool, entry: str) -> Chrome:  # noqa: FBT001 - a plain argument
    """The same for all pages that have this way to the root."""
    site = reads.site()

    def to(address: str) -> str:
        return addresses.below(root, address, folder=folder)

    parts = current_app.jinja_env.get_template("components/around.html").module
    explained = [one for id in EXPLAINED if (one := reads.record("pages", id))]
    return Chrome(
        parts.header(to, site),  # type: ignore[attr-defined]
        parts.finder(to),  # type: ignore[attr-defined]
        parts.menu(to, entry),  # type: ignore[attr-defined]
        parts.footer(to, site, explained),  # type: ignore[attr-defined]
    )
