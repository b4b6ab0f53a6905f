"""RSS 2.0 and Atom 1.0 as feedgen writes them, and the repairs that it needs, in one place.

feedgen takes 100 µs for an entry or the head of a feed, of which a large portal has some ten thousand,
all of a few shapes. So it writes one of each shape with names in braces for the values, and the values
of each entry and feed are filled in, escaped.
"""

from __future__ import annotations

import datetime
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from portal import reads
from portal.addresses import absolute
from portal.feeds.entry import Entry, entry, moment, tag
from portal.feeds.feed import Feed
from portal.feeds.index import Event
from portal.feeds.seal import Seal, seal
from portal.language import current, say
from portal.settings import ZONE

ATOM = "http://www.w3.org/2005/Atom"
# The namespace of what the ledger says, for ever.
_LEDGER = "urn:uuid:6f0c5b1e-3f57-4f0e-9c41-0d7f7d1f5a11"
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
# Stands for the moment in a shape, since feedgen takes nothing but moments for one.
_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=ZONE)
_CHANGED = datetime.datetime(2000, 1, 2, tzinfo=ZONE)


class _Entry(FeedEntry):  # type: ignore[misc]
    """feedgen 1.0.0 loses the attributes of entry links in Atom (lkiesow/python-feedgen #135).

    In RSS it takes the Atom summary for a description, which readers take for HTML, and knows no
    links but the page: a related record is an Atom link there too.
    """

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - feedgen's
        made = super().atom_entry(extensions)
        for element in made.findall("link"):
            made.remove(element)
        for link in self.link():
            etree.SubElement(made, "link", link)
        return made

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002 - feedgen's
        made = super().rss_entry(extensions)
        made.find("description").text = "{html}"
        for link in self.link():
            if link["rel"] == "related":
                etree.SubElement(made, f"{{{ATOM}}}link", link, nsmap={"atom": ATOM})
        return made


@reads.kept
def written(name: str, format: Format) -> str:
    """The entry as an element of RSS or Atom."""
    one = entry(name)
    said = tuple(_seal_of(one.seal))
    shape = _entry_shape(format, len(one.files), len(one.changes), said)
    return shape.format_map(_escaped(_values(one)) | _moments(one.moment, one.updated))


@cache
def _entry_shape(format: Format, files: int, changes: int, sealed: tuple[str, ...]) -> str:
    """sealed: what of `_seal_of` the entry has."""
    made = _Entry()
    made.id("{id}")
    made.guid("{id}", permalink=False)
    made.title("{title}")
    # RSS takes the last enclosure: so the first attachment comes last.
    for number in reversed(range(files)):
        made.link(
            href=f"{{file{number}}}",
            rel="enclosure",
            type=f"{{type{number}}}",
            title=f"{{name{number}}}",
            length=f"{{size{number}}}",
        )
    for number in range(changes):
        made.link(
            href=f"{{other{number}}}",
            rel="related",
            type="text/html",
            title=f"{{words{number}}}",
        )
    made.link(href="{address}", rel="alternate", type="text/html")
    made.published(_MOMENT)
    made.updated(_CHANGED)
    made.category(term="{section}", label="{label}")
    made.summary("{text}")
    element = made.rss_entry() if format is Format.RSS else made.atom_entry()
    if sealed:
        element.append(_sealed(*sealed))
    return _with_moments(etree.tostring(element, encoding="unicode"))


def _values(one: Entry) -> dict[str, str]:
    base = reads.site().base_url
    values = {
        "id": one.id,
        "title": one.title,
        "address": absolute(one.address, base),
        "section": one.section,
        "label": one.label,
        "text": "\n".join(one.lines),
        "html": "<br>\n".join(escape(line, quote=False) for line in one.lines),
    }
    values |= _seal_of(one.seal)
    for number, file in enumerate(one.files):
        values[f"file{number}"] = absolute(file.address, base)
        values[f"type{number}"] = file.type
        values[f"name{number}"] = file.title
        values[f"size{number}"] = str(file.size)
    for number, changed in enumerate(one.changes):
        values[f"other{number}"] = absolute(changed.address, base)
        values[f"words{number}"] = changed.words
    return values


def document(
    feed: Feed, events: tuple[Event, ...], format: Format, full: int, page: int = 0
) -> bytes:
    """A feed of these events, newest first, as RSS or Atom.

    full: how many archive pages there are; page: which of them this is, 0 for the feed itself.
    """
    site = reads.site()
    before = page - 1 if page else full
    head, tail = _feed_shape(format, current().tag, archive=page > 0, before=before > 0)
    values = {
        "id": tag(f"feeds/{feed.name}"),
        "title": heading(feed),
        "about": description(feed, empty=not events),
        "author": site.publisher,
        "self": absolute(
            archive_address(feed, page) if page else feed.address + format, site.base_url
        ),
        "home": absolute(feed.home, site.base_url),
        "current": absolute(feed.address + Format.ATOM, site.base_url),
        "before": absolute(archive_address(feed, before), site.base_url),
    }
    opened = site.opened.isoformat()
    newest = _moment(max((event.day for event in events), default=opened))
    changed = _moment(max((event.changed for event in events), default=opened))
    lines = [head.format_map(_escaped(values) | _moments(newest, changed))]
    if found := last_seal(events):
        lines.append(_feed_seal().format(entry=found.number, root=found.root))
    lines += [written(event.name, format) for event in events]
    return "\n".join([*lines, tail]).encode()


@cache
def _feed_seal() -> str:
    text: str = etree.tostring(_sealed("entry", "root"), encoding="unicode")
    return text


def last_seal(events: tuple[Event, ...]) -> Seal | None:
    """What the ledger says of the feed's latest arrival; changes only when something new is in it."""
    if not events:
        return None
    latest = max(events, key=lambda event: event.number)
    return seal("/".join(latest.name.split("/")[:2]))


def _moment(day: str) -> datetime.datetime:
    return moment(datetime.date.fromisoformat(day))


@cache
def _feed_shape(format: Format, language: str, *, archive: bool, before: bool) -> tuple[str, str]:
    """What stands before the entries, and what after them."""
    made = FeedGenerator()
    made.id("{id}")
    made.title("{title}")
    made.description("{about}")
    made.author(name="{author}")
    made.language(language)
    # RSS takes the last link as the channel's own page, so `self` comes first.
    made.link(href="{self}", rel="self", type=MEDIA_TYPES[format])
    made.link(href="{home}", rel="alternate", type="text/html")
    made.updated(_CHANGED)  # of both formats
    made.pubDate(_MOMENT)
    text = (made.rss_str if format is Format.RSS else made.atom_str)(pretty=True).decode()
    head, end, rest = text.rpartition("</channel>" if format is Format.RSS else "</feed>")
    said = [head.rstrip(), *_history(format, archive=archive, before=before)]
    return _with_moments("\n".join(said)), end + rest


def _history(format: Format, *, archive: bool, before: bool) -> list[str]:
    """RFC 5005: an archive says that it is one and which document is current; each names the one before.

    The feed's own document names the last archive page, part of which it may show too. RSS leads to
    the same archives. feedgen knows none of this in RSS, and no fh:archive.
    """
    said = [f'<fh:archive xmlns:fh="{HISTORY}"/>'] if archive else []
    name = "atom:link" if format is Format.RSS else "link"
    relations = {"current": "{current}"} if archive else {}
    relations |= {"prev-archive": "{before}"} if before else {}
    kind = MEDIA_TYPES[Format.ATOM]
    return said + [
        f'<{name} rel="{rel}" type="{kind}" href="{href}"/>' for rel, href in relations.items()
    ]


def _with_moments(shape: str) -> str:
    """The shape with names in place of the moments that stand for all."""
    for name, text in _moments(_MOMENT, _CHANGED).items():
        shape = shape.replace(text, f"{{{name}}}")
    return shape


@cache
def _moments(published: datetime.datetime, updated: datetime.datetime) -> dict[str, str]:
    return {
        "rfc3339": published.isoformat(),
        "rfc822": format_datetime(published),
        "updated3339": updated.isoformat(),
        "updated822": format_datetime(updated),
    }


def _seal_of(one: Seal | None) -> dict[str, str]:
    """What a seal says, by name; a withdrawal has no digest."""
    said = {"entry": str(one.number), "sha256": one.sha256, "root": one.root} if one else {}
    return {name: text for name, text in said.items() if text}


def _sealed(*names: str) -> Any:
    """A foreign element, which both formats allow: what the ledger says of an entry or a feed."""
    said = {name: f"{{{name}}}" for name in names}
    return etree.Element(f"{{{_LEDGER}}}seal", said, nsmap={"ledger": _LEDGER})


def _escaped(values: dict[str, str]) -> dict[str, str]:
    return {name: escape(value) for name, value in values.items()}


def heading(feed: Feed) -> str:
    """The title of a feed: of which portal and what."""
    site = reads.site()
    return f"{site.title}{say('（演示）') if site.demo else ''} · {feed.title}"


def description(feed: Feed, *, empty: bool) -> str:
    """What the feed holds, and that it holds nothing yet."""
    return " ".join(feed.about.split()) + (say(EMPTY) if empty else "")


def archive_address(feed: Feed, page: int) -> str:
    """Root-relative address of an archive page, which is Atom."""
    return f"{feed.address}atom-{page}.xml"
