"""The ids of a page, and what it links to: read quickly where it is written as our templates and nh3 write.

Header, menu and footer are the same on hundreds of pages, letter for letter, so what stands in them is
found once for each way to the root. A page with anything else (comments, other quotes, a bare ">") goes
through a whole parser, which gives the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

_NO_ANGLE = bytes(one for one in range(256) if one not in b"<>")
_STRAY = re.compile("<(?:[^a-zA-Z/!]|!--)")
_TAG = re.compile(r"<[a-zA-Z][^\s>]*\s([^>]*)>")
# Start and value of the attributes that matter; the start also as we never write it.
_ATTRIBUTE = re.compile(
    r' ([iIhHsSaA](?:[dD]|[rR][eE][fF]|[rR][cC]|[cC][tT][iI][oO][nN]) *="?)([^"]*)'
)
_ID = 'id="'
_OURS = {_ID, 'href="', 'src="', 'action="'}
_NAMES = etree.XPath("//@id")
_LINKS = etree.XPath("//@href|//@src|//@action")
_PLAIN = re.compile(r"((?:[\w-]+/)*[\w-]+\.\w+)(?:#([^%]*))?", re.ASCII)


class Found(NamedTuple):
    """What stands in a part of a page.

    anchors: its ids. over: what its links over the root lead to, each «path» or «path#anchor» from
    there; links: all others, as they are written.
    """

    anchors: tuple[str, ...]
    over: tuple[str, ...]
    links: tuple[str, ...]


def found(data: bytes, text: str, up: str) -> Found:
    """Of a page, without repetition of what it links to. up: the way from it to the root."""
    parts = list(_parts(text, up)) if _even(data) else [None]
    known = [_parsed(text, up)] if None in parts else parts
    return Found(*(tuple(chain.from_iterable(ones)) for ones in zip(*known, strict=True)))


def with_anchor(target: str, anchor: str) -> str:
    """What is wanted; only pages have anchors, elsewhere (page 2 of a PDF) the file will do."""
    return f"{target}#{unquote(anchor)}" if anchor and target.endswith(".html") else target


def _even(data: bytes) -> bool:
    """Whether "<" and ">" take turns: then none stands in a text or in an attribute."""
    angles = data.translate(None, _NO_ANGLE)
    return angles == b"<>" * (len(angles) // 2)


def _parts(text: str, up: str) -> Iterator[Found | None]:
    """Of each part in turn; None for one that only the whole parser understands."""
    head, body, rest = text.partition("<body>")
    frame, main, rest = rest.partition("<main")
    own, end, foot = rest.partition("</main>")
    yield _part(head, up)
    yield _frame(body + frame, up)
    yield _part(main + own, up)
    yield _frame(end + foot, up)


def _part(text: str, up: str) -> Found | None:
    tags = " ".join(["", *_TAG.findall(text)]).replace("\n", " ")
    attributes = _ATTRIBUTE.findall(tags)
    if _STRAY.search(text) or "='" in tags or not _OURS.issuperset(dict(attributes)):
        return None
    plain = [(name, html.unescape(value) if "&" in value else value) for name, value in attributes]
    return _sorted(
        [value for name, value in plain if name == _ID],
        [value for name, value in plain if name != _ID],
        up,
    )


_frame = lru_cache(maxsize=1000)(_part)


def _parsed(text: str, up: str) -> Found:
    root = etree.HTML(text)
    if root is None:  # there is nothing in it
        return Found((), (), ())
    return _sorted([str(one) for one in _NAMES(root)], list(map(str, _LINKS(root))), up)


def _sorted(anchors: list[str], links: list[str], up: str) -> Found:
    over: dict[str, None] = {}
    others: dict[str, None] = {}
    for link in links:
        # Most stand on many pages: what is behind the way to the root is found once.
        if link.startswith(up) and (want := _over_the_root(link[len(up) :])):
            over[want] = None
        else:
            others[link] = None
    return Found(tuple(anchors), tuple(over), tuple(others))


@lru_cache(maxsize=100_000)
def _over_the_root(link: str) -> str:
    """What a link leads to that reads so behind the way to the root; "" for one not of our making."""
    plain = _PLAIN.fullmatch(link)
    return with_anchor(plain[1], plain[2] or "") if plain else ""
