"""Lists of feeds for readers (OPML 2.0): all that are not of one project, and those of a region."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from portal import reads
from portal.addresses import absolute
from portal.divisions import stem
from portal.feeds.feed import ALL, FACETS, Feed, found
from portal.feeds.xml import Format, heading
from portal.language import say
from portal.sections import SECTIONS

NAME = "feeds.opml"

Folder = tuple[str, list[Feed]]


def whole() -> bytes:
    """Every feed but those of single projects, in folders."""
    sections = [section.name for section in SECTIONS]
    folders = [
        ("", found([ALL])),
        (say("栏目"), found(sections)),
        (say("服务类别"), found(_categories())),
        *(_of(section) for section in ("regions", "purchasers", "suppliers", "agencies")),
    ]
    return _written(reads.site().title, folders)


def region(id: str) -> bytes:
    """The feeds of a region, of the regions below it, and of the parties in all of them."""
    inside = below(id)
    folders = [
        ("", found([f"regions/{id}"])),
        (say("下辖地区"), found([f"regions/{one}" for one in inside if one != id])),
    ]
    for section in ("purchasers", "suppliers", "agencies"):
        keys = [one.key for one in reads.records(section) if one.region in inside]
        folders.append((say(FACETS[section]), found(keys)))
    return _written(reads.title("regions", id), folders)


def below(id: str) -> list[str]:
    """The region itself and those below it by their codes."""
    within = stem(id)
    return sorted(one.id for one in reads.records("regions") if one.id.startswith(within))


def _of(section: str) -> Folder:
    return say(FACETS[section]), found([one.key for one in reads.records(section)])


def _categories() -> list[str]:
    return [
        f"{scheme.key}/{row.code}"
        for scheme in reads.records("schemes")
        for row in scheme.categories
    ]


def _written(title: str, folders: list[Folder]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape(title)}</title></head>",
        "<body>",
        *(line for name, feeds in folders if feeds for line in _folder(name, feeds)),
        "</body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


def _folder(name: str, feeds: list[Feed]) -> Iterator[str]:
    if name:
        yield f"<outline text={quoteattr(name)}>"
    base = reads.site().base_url
    for feed in feeds:
        title = quoteattr(heading(feed))
        address = quoteattr(absolute(feed.address + Format.RSS, base))
        home = quoteattr(absolute(feed.home, base))
        yield (
            f'<outline type="rss" text={quoteattr(feed.title)} title={title}'
            f" xmlUrl={address} htmlUrl={home}/>"
        )
    if name:
        yield "</outline>"
