"""What makes a feed valid: the rules that ours must keep, stricter than the standards where practice is.

RFC 4287 (Atom), RSS 2.0 with its best practices, RFC 5005 (archives), JSON Feed 1.1, OPML 2.0.
Permanent tag: ids, absolute addresses, one alternate link, a link to itself, text without markup
(HTML in RSS descriptions), at most fifty entries, newest first.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
MOST = 50
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[a-z0-9/-]+")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")  # fmt: skip
_ABSOLUTE = re.compile(r"https?://[^\s]+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


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
        *_archived(feed),
        *_unique([feed, *entries], f"{ATOM}id"),
        *(fault for entry in entries for fault in _atom_entry(entry)),
        *_says_empty(entries, feed.findtext(f"{ATOM}subtitle")),
        *_count(entries),
        *_newest_first([_rfc_3339(_text(entry, f"{ATOM}published")) for entry in entries]),
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
    if entry.find(f"{ATOM}content") is not None:
        yield "content without a type"


# How often each relation may stand in a feed and in an entry.
_OF_FEED = {"alternate": 1, "self": 1, "current": 1, "prev-archive": 1}
_OF_ENTRY = {"alternate": 1, "related": 9, "enclosure": 99}


def _atom_links(element: Any, address: str | None) -> Iterator[str]:
    found = element.findall(f"{ATOM}link")
    relations = [link.get("rel", "?") for link in found]
    for relation in {*relations, "alternate", *(["self"] if address else [])}:
        most = (_OF_FEED if address else _OF_ENTRY).get(relation, 0)
        if not 1 <= relations.count(relation) <= most:
            yield f"{relations.count(relation)} links are {relation}"
    for link in found:
        if not _ABSOLUTE.fullmatch(link.get("href", "")):
            yield "a link is not absolute"
        if not _MEDIA_TYPE.fullmatch(link.get("type", "")):
            yield "a link does not say of which type"
        if link.get("rel") == "self" and link.get("href") != address:
            yield "the link to itself leads elsewhere"
        if link.get("rel") == "enclosure" and not link.get("length", "").isdigit():
            yield "an enclosure has no length"


def _archived(feed: Any) -> Iterator[str]:
    """RFC 5005: an archive page says that it is one, and which document is current."""
    archive = feed.find(f"{HISTORY}archive") is not None
    relations = {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    if archive != ("current" in relations):
        yield "an archive page must name the current document, and no other may"


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
        *_rss_links(channel, address),
        *_rss_address(channel),
        *(fault for item in items for fault in _rss_item(item)),
        *_unique(items, "guid"),
        *_says_empty(items, channel.findtext("description")),
        *_count(items),
        *_newest_first([parsedate_to_datetime(_text(item, "pubDate")) for item in items]),
        *_built(channel, items),
    ]


def _rss_links(channel: Any, address: str) -> Iterator[str]:
    found = [dict(link.attrib) for link in channel.findall(f"{ATOM}link")]
    own, *others = found or [{}]
    if own != {"href": address, "rel": "self", "type": "application/rss+xml"}:
        yield f"links to itself are {found}"
    for link in others:
        if link.get("rel") != "prev-archive" or not _ABSOLUTE.fullmatch(link.get("href", "")):
            yield f"a channel has no link {link}"


def _built(channel: Any, items: list[Any]) -> Iterator[str]:
    """The channel was published with its newest item, and last changed no earlier."""
    published, built = _text(channel, "pubDate"), _text(channel, "lastBuildDate")
    if items and published != _text(items[0], "pubDate"):
        yield f"the channel is of {published}"
    if parsedate_to_datetime(built) < parsedate_to_datetime(published):
        yield f"the channel was built on {built}, before it was published"


def _rss_address(element: Any) -> Iterator[str]:
    if not _ABSOLUTE.fullmatch(_text(element, "link")):
        yield "a link is not absolute"


def _rss_item(item: Any) -> Iterator[str]:
    yield from _once(item, "title", "link", "description", "guid", "pubDate")
    yield from _rss_address(item)
    if not _RFC_822.fullmatch(_text(item, "pubDate")):
        yield "pubDate is no RFC 822 date with a year of four digits"
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false":
        yield "a tag: guid must say that it is no address"
    if re.search(r"<(?!br>)|&(?!(lt|gt|amp|quot|#x27);)", _text(item, "description")):
        yield "a description is HTML, so its text must be escaped"
    for enclosure in item.findall("enclosure"):
        if not (enclosure.get("length", "").isdigit() and enclosure.get("type")):
            yield "an enclosure needs a length and a type"
    if len(item.findall("enclosure")) > 1:
        yield "more than one enclosure"


def json_faults(data: bytes, address: str) -> list[str]:
    """What is wrong with a JSON Feed that is served at `address`."""
    feed = json.loads(data)
    items = feed["items"]
    known = {"id", "url", "title", "content_text", "summary", "date_published", "date_modified", "tags", "attachments"}  # fmt: skip
    ids = [item["id"] for item in items]
    return [
        *(["version"] if feed["version"] != "https://jsonfeed.org/version/1.1" else []),
        *(["feed_url leads elsewhere"] if feed["feed_url"] != address else []),
        *_language(feed["language"]),
        *(f"{name} is empty" for name in ("title", "description") if not feed[name].strip()),
        *([] if _ABSOLUTE.fullmatch(feed["home_page_url"]) else ["a link is not absolute"]),
        *([] if all(author["name"] for author in feed["authors"]) else ["an author has no name"]),
        *(f"{name} is no field" for item in items for name in item if name not in known and name[0] != "_"),
        *(fault for item in items for fault in _json_item(item)),
        *(["two entries have one id"] if len(set(ids)) < len(ids) else []),
        *_says_empty(items, feed["description"]),
        *_count(items),
        *_newest_first([_rfc_3339(item["date_published"]) for item in items]),
    ]  # fmt: skip


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    if not _TAG.fullmatch(item["id"]):
        yield f"{item['id']} is no tag: URI"
    if not _ABSOLUTE.fullmatch(item["url"]):
        yield "a link is not absolute"
    if not item["title"].strip() or not item["content_text"].strip():
        yield "an item says nothing"
    for name in ("date_published", "date_modified"):
        if not _RFC_3339.fullmatch(item[name]):
            yield f"{name} is no RFC 3339 date"
    for file in item.get("attachments", ()):
        if not (_ABSOLUTE.fullmatch(file["url"]) and _MEDIA_TYPE.fullmatch(file["mime_type"])):
            yield "an attachment needs an address and a type"


def opml_faults(data: bytes) -> list[str]:
    """What is wrong with an OPML list of feeds."""
    root = etree.fromstring(data)
    if root.tag != "opml" or root.get("version") != "2.0" or [one.tag for one in root] != ["head", "body"]:  # fmt: skip
        return ["root is not OPML 2.0 with head and body"]
    feeds = root.findall(".//outline[@type]")
    return [
        *_once(root[0], "title"),
        *("an outline has no text" for one in root.iter("outline") if not one.get("text")),
        *("an outline is no feed and holds none" for one in root.iter("outline") if not len(one) and one not in feeds),
        *("a feed has no address" for one in feeds if not _ABSOLUTE.fullmatch(one.get("xmlUrl", ""))),
        *(["one feed twice"] if len({one.get("xmlUrl") for one in feeds}) < len(feeds) else []),
    ]  # fmt: skip


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


def _says_empty(entries: list[Any], about: str | None) -> Iterator[str]:
    if ("还没有记录" in (about or "")) == bool(entries):
        yield "a feed says that it is empty when it is, and only then"


def _count(entries: list[Any]) -> Iterator[str]:
    if len(entries) > MOST:
        yield f"{len(entries)} entries"


def _newest_first(days: list[datetime.datetime]) -> Iterator[str]:
    if any(before < after for before, after in pairwise(days)):
        yield "the newest is not first"


def _language(language: str | None) -> Iterator[str]:
    if language != "zh-CN":
        yield f"the language is {language}"


def _rfc_3339(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _text(element: Any, name: str) -> str:
    return str(element.findtext(name) or "")


RULES: dict[str, Callable[[bytes, str], list[str]]] = {
    "feed.xml": rss_faults,
    "atom.xml": atom_faults,
    "feed.json": json_faults,
}
