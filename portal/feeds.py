"""RSS 2.0 and Atom through feedgen, and the repairs it needs, in one place."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from portal import markup, reads
from portal.addresses import absolute
from portal.plain import Plain
from portal.sections import BY_NAME, SECTIONS
from portal.settings import ZONE

MOST = 50
LANGUAGE = "zh-CN"


class Format(StrEnum):
    """The two formats, by the name of their file."""

    RSS = "feed.xml"
    ATOM = "atom.xml"


class Entry(FeedEntry):  # type: ignore[misc]
    """feedgen 1.0.0 loses the attributes of entry links in Atom (lkiesow/python-feedgen #135)."""

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - feedgen's
        entry = super().atom_entry(extensions)
        for element in entry.findall("{*}link") or entry.findall("link"):
            entry.remove(element)
        for link in self.link() or ():
            etree.SubElement(entry, "link", {name: str(value) for name, value in link.items()})
        return entry


def feed(section: str, format: Format) -> bytes:
    """The newest records of a dated section, or of all of them for "", newest first.

    Dates come from the records (midnight in China), ids are tag URIs (RFC 4151) that survive a
    change of address; an empty feed is dated with the opening of the site.
    """
    site = reads.site()
    names = (section,) if section else tuple(one.name for one in SECTIONS if one.dated)
    records = reads.newest(names, MOST)
    home = BY_NAME[section].address if section else "/"
    generator = FeedGenerator()
    generator.id(f"tag:{site.feed_authority}:{section or 'all'}")
    name = f"{site.title}（演示）" if site.demo else site.title
    generator.title(f"{name} · {BY_NAME[section].title}" if section else name)
    generator.description(BY_NAME[section].about if section else site.description)
    generator.author(name=site.publisher)
    generator.language(LANGUAGE)
    # RSS takes the last link as the channel's own page, so `self` comes first.
    generator.link(
        href=absolute(home + format, site.base_url), rel="self", type=_MEDIA_TYPES[format]
    )
    generator.link(href=absolute(home, site.base_url), rel="alternate", type="text/html")
    updated = moment(records[0].published if records else site.opened)
    generator.updated(updated)  # of both formats
    generator.pubDate(updated)
    for one in records:
        generator.add_entry(_entry(one), order="append")
    made = generator.rss_str if format is Format.RSS else generator.atom_str
    text: bytes = made(pretty=True)
    return text


_MEDIA_TYPES = {Format.RSS: "application/rss+xml", Format.ATOM: "application/atom+xml"}


def moment(day: datetime.date) -> datetime.datetime:
    """Midnight of the day in China."""
    return datetime.datetime.combine(day, datetime.time(), ZONE)


def tag(one: Plain) -> str:
    """The record's permanent id."""
    return f"tag:{reads.site().feed_authority}:{one.key}"


def _entry(one: Plain) -> Entry:
    site = reads.site()
    label = BY_NAME[one.section].title
    entry = Entry()
    entry.id(tag(one))
    entry.guid(tag(one), permalink=False)
    entry.title(f"【{label}】{one.title}")
    entry.link(href=absolute(one.url, site.base_url), rel="alternate", type="text/html")
    entry.published(moment(one.published))
    entry.updated(moment(one.published))
    entry.category(term=one.section, label=label)
    entry.summary(summary(one))
    return entry


def summary(one: Plain) -> str:
    """The record's summary, else the beginning of its text."""
    text = one.summary or " ".join(markup.plain_text(one.html).split())
    text = text or one.title
    return text if len(text) <= 300 else text[:300] + "…"
