"""What makes a feed valid: the rules of RFC 4287 (Atom) and RSS 2.0 that ours must keep.

Stricter than the standards where practice is: permanent tag: ids, absolute addresses, one
alternate link, a link to itself, text without markup, at most fifty entries, newest first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
MOST = 50
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[a-z0-9/-]+")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")  # fmt: skip


def atom_faults(data: bytes, address: str) -> list[str]:
    """What is wrong with an Atom feed that is served at `address`."""
    feed = etree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        return [f"root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    return [
        *_language(feed.get("{http://www.w3.org/XML/1998/namespace}lang")),
        *_once(feed, f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated", f"{ATOM}author"),
        *_atom_links(feed, address),
        *_unique([feed, *entries], f"{ATOM}id"),
        *(fault for entry in entries for fault in _atom_entry(entry)),
        *_count(entries),
        *_newest_first(entries, f"{ATOM}published", _rfc_3339),
        *_not_before(feed, entries),
    ]


def _atom_entry(entry: Any) -> Iterator[str]:
    yield from _once(entry, *(ATOM + name for name in ("id", "title", "updated", "published")))
    yield from _once(entry, f"{ATOM}summary")
    yield from _atom_links(entry, None)
    for name in ("title", "summary"):
        element = entry.find(ATOM + name)
        if element is not None and (len(element) or element.get("type", "text") != "text"):
            yield f"{name} is not plain text"
    for name in ("updated", "published"):
        if not _RFC_3339.fullmatch(_text(entry, ATOM + name)):
            yield f"{name} is no RFC 3339 date"


def _atom_links(element: Any, address: str | None) -> Iterator[str]:
    found = element.findall(f"{ATOM}link")
    kinds = sorted((link.get("rel", "?"), link.get("type", "?")) for link in found)
    wanted = [("alternate", "text/html")]
    wanted += [("self", "application/atom+xml")] if address else []
    if kinds != wanted:
        yield f"links are {kinds}"
    for link in found:
        if not re.match(r"https?://", link.get("href", "")):
            yield "a link is not absolute"
        if link.get("rel") == "self" and link.get("href") != address:
            yield "the link to itself leads elsewhere"


def _not_before(feed: Any, entries: list[Any]) -> Iterator[str]:
    """A feed is as new as its newest entry."""
    newest = max((_text(entry, f"{ATOM}updated") for entry in entries), default="")
    if newest and _text(feed, f"{ATOM}updated") != newest:
        yield "the feed is not as new as its newest entry"


def rss_faults(data: bytes, address: str) -> list[str]:
    """What is wrong with an RSS feed that is served at `address`."""
    root = etree.fromstring(data)
    if root.tag != "rss" or root.get("version") != "2.0" or [one.tag for one in root] != ["channel"]:  # fmt: skip
        return ["root is not RSS 2.0 with one channel"]
    channel = root[0]
    items = channel.findall("item")
    return [
        *_once(channel, "title", "link", "description", "language", "lastBuildDate", "pubDate"),
        *_language(channel.findtext("language")),
        *_rss_self(channel, address),
        *_rss_address(channel),
        *(fault for item in items for fault in _rss_item(item)),
        *_unique(items, "guid"),
        *_count(items),
        *_newest_first(items, "pubDate", parsedate_to_datetime),
        *_built(channel, items),
    ]


def _rss_self(channel: Any, address: str) -> Iterator[str]:
    found = [dict(link.attrib) for link in channel.findall(f"{ATOM}link")]
    if found != [{"href": address, "rel": "self", "type": "application/rss+xml"}]:
        yield f"links to itself are {found}"


def _built(channel: Any, items: list[Any]) -> Iterator[str]:
    """The channel was last changed by its newest item."""
    dates = {_text(channel, "lastBuildDate"), _text(channel, "pubDate")}
    if dates != {_text(items[0], "pubDate") if items else _text(channel, "pubDate")}:
        yield f"the channel is of {dates}"


def _rss_address(element: Any) -> Iterator[str]:
    if not re.match(r"https?://", _text(element, "link")):
        yield "a link is not absolute"


def _rss_item(item: Any) -> Iterator[str]:
    yield from _once(item, "title", "link", "description", "guid", "pubDate")
    yield from _rss_address(item)
    if not _RFC_822.fullmatch(_text(item, "pubDate")):
        yield "pubDate is no RFC 822 date with a year of four digits"
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false":
        yield "a tag: guid must say that it is no address"


def _once(element: Any, *names: str) -> Iterator[str]:
    for name in names:
        found = element.findall(name)
        text = "".join(found[0].itertext()).strip() if found else ""
        if len(found) != 1 or not text:
            yield f"{element.tag} needs one {name}, not empty; it has {len(found)}"


def _unique(elements: list[Any], name: str) -> Iterator[str]:
    ids = [_text(element, name) for element in elements]
    if len(set(ids)) < len(ids):
        yield "two entries have one id"
    for id in ids:
        if not _TAG.fullmatch(id):
            yield f"{id} is no tag: URI"


def _count(entries: list[Any]) -> Iterator[str]:
    if len(entries) > MOST:
        yield f"{len(entries)} entries"


def _newest_first(
    entries: list[Any], name: str, read: Callable[[str], datetime.datetime]
) -> Iterator[str]:
    days = [read(_text(entry, name)) for entry in entries]
    if days != sorted(days, reverse=True):
        yield "the newest is not first"


def _language(language: str | None) -> Iterator[str]:
    if language != "zh-CN":
        yield f"the language is {language}"


def _rfc_3339(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _text(element: Any, name: str) -> str:
    return str(element.findtext(name) or "")
