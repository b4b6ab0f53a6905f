"""RSS 2.0 and Atom 1.0 through feedgen, and the repairs that it needs, in one place.

An entry is written once and put into every feed that holds it: feedgen takes 100 µs for one, and a
record stands in seven feeds or more. feedgen writes the head of each feed; entries and what it cannot say
(RFC 5005, links of RSS items) are put in as text.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from html import escape
from typing import Any
from xml.sax.saxutils import quoteattr

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from portal import reads
from portal.addresses import absolute
from portal.feeds.entry import Entry, entry, moment, tag
from portal.feeds.feed import Feed
from portal.feeds.index import Event

LANGUAGE = "zh-CN"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
EMPTY = "目前还没有记录；一有公开的记录，就会出现在这里。"


class Format(StrEnum):
    """The formats, by the name of their file."""

    RSS = "feed.xml"
    ATOM = "atom.xml"
    JSON = "feed.json"


MEDIA_TYPES = {
    Format.RSS: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.JSON: "application/feed+json",
}


class _Entry(FeedEntry):  # type: ignore[misc]
    """feedgen 1.0.0 loses the attributes of entry links in Atom (lkiesow/python-feedgen #135).

    In RSS it takes the Atom summary for a description, which readers take for HTML, and knows no
    links but the page: a related record is an Atom link there too.
    """

    html = ""

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - feedgen's
        made = super().atom_entry(extensions)
        for element in made.findall("link"):
            made.remove(element)
        for link in self.link():
            etree.SubElement(made, "link", link)
        return made

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - feedgen's
        made = super().rss_entry(extensions)
        made.find("description").text = self.html
        for link in self.link():
            if link["rel"] == "related":
                etree.SubElement(made, f"{{{ATOM}}}link", link, nsmap={"atom": ATOM})
        return made


@reads.read
def written(name: str, format: Format) -> str:
    """The entry as an element of RSS or Atom."""
    made = _made(entry(name))
    element = made.rss_entry() if format is Format.RSS else made.atom_entry()
    text: str = etree.tostring(element, encoding="unicode")
    return text


def _made(one: Entry) -> _Entry:
    base = reads.site().base_url
    made = _Entry()
    made.id(one.id)
    made.guid(one.id, permalink=False)
    made.title(one.title)
    # RSS takes the last enclosure: so the first attachment comes last.
    for file in reversed(one.files):
        made.link(
            href=absolute(file.address, base),
            rel="enclosure",
            type=file.type,
            title=file.title,
            length=str(file.size),
        )
    for changed in one.changes:
        made.link(
            href=absolute(changed.address, base),
            rel="related",
            type="text/html",
            title=changed.words,
        )
    made.link(href=absolute(one.address, base), rel="alternate", type="text/html")
    made.published(one.moment)
    made.updated(one.moment)
    made.category(term=one.section, label=one.label)
    made.summary("\n".join(one.lines))
    made.html = "<br>\n".join(escape(line, quote=False) for line in one.lines)
    return made


def document(
    feed: Feed, events: tuple[Event, ...], format: Format, full: int, page: int = 0
) -> bytes:
    """A feed of these events, newest first, as RSS or Atom.

    full: how many archive pages there are; page: which of them this is, 0 for the feed itself.
    """
    made = _head(feed, events, format, page)
    end = "</channel>" if format is Format.RSS else "</feed>"
    text = (made.rss_str if format is Format.RSS else made.atom_str)(pretty=True).decode()
    head, _, tail = text.rpartition(end)
    lines = [head.rstrip(), *_history(feed, format, full, page)]
    lines += [written(event.name, format) for event in events]
    return ("\n".join(lines) + f"\n{end}{tail}").encode()


def _head(feed: Feed, events: tuple[Event, ...], format: Format, page: int) -> FeedGenerator:
    site = reads.site()
    made = FeedGenerator()
    made.id(tag(f"feeds/{feed.name}"))
    made.title(heading(feed))
    made.description(description(feed, empty=not events))
    made.author(name=site.publisher)
    made.language(LANGUAGE)
    # RSS takes the last link as the channel's own page, so `self` comes first.
    address = archive_address(feed, page) if page else feed.address + format
    made.link(href=absolute(address, site.base_url), rel="self", type=MEDIA_TYPES[format])
    made.link(href=absolute(feed.home, site.base_url), rel="alternate", type="text/html")
    days = [datetime.date.fromisoformat(event.day) for event in events]
    updated = moment(max(days, default=site.opened))
    made.updated(updated)  # of both formats
    made.pubDate(updated)
    return made


def heading(feed: Feed) -> str:
    """The title of a feed: of which portal and what."""
    site = reads.site()
    return f"{site.title}{'（演示）' if site.demo else ''} · {feed.title}"


def description(feed: Feed, *, empty: bool) -> str:
    """What the feed holds, and that it holds nothing yet."""
    return " ".join(feed.about.split()) + (EMPTY if empty else "")


def archive_address(feed: Feed, page: int) -> str:
    """Root-relative address of an archive page, which is Atom."""
    return f"{feed.address}atom-{page}.xml"


def _history(feed: Feed, format: Format, full: int, page: int) -> list[str]:
    """RFC 5005: an archive says that it is one and which document is current; each names the one before.

    The feed's own document names the last archive page, part of which it may show too. RSS leads to
    the same archives.
    """
    base = reads.site().base_url
    said = [f'<fh:archive xmlns:fh="{HISTORY}"/>'] if page else []
    links = {"current": absolute(feed.address + Format.ATOM, base)} if page else {}
    if before := page - 1 if page else full:
        links["prev-archive"] = absolute(archive_address(feed, before), base)
    name = "atom:link" if format is Format.RSS else "link"
    kind = MEDIA_TYPES[Format.ATOM]
    said += [
        f'<{name} rel="{rel}" type="{kind}" href={quoteattr(href)}/>' for rel, href in links.items()
    ]
    return said
