"""What machines find a site by: sitemaps, robots.txt, security.txt.

sitemap.xml is an index of one map for each section, split where it grows beyond what a map may hold, so
that a new record changes its section's last map and the index. Narrowed lists have a map of their own:
among the records, a value that is new would move every record behind it. The numbered pages of lists
stand in none; they only repeat what lists and records say, and each list links them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from portal import reads, standing
from portal.addresses import absolute
from portal.changed import days
from portal.data import formats
from portal.feeds.index import news
from portal.ledger import questions as ledger
from portal.lists import facets
from portal.sections import BY_NAME, SECTIONS

# The most addresses that a sitemap may hold (sitemaps.org).
MOST = 50_000
# The map of the pages that belong to no section, and of the lists narrowed by a facet.
SITE = "site"
LISTS = "lists"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """An address, root-relative, and the day on which what it shows last changed, or ""."""

    address: str
    day: str = ""


@reads.read
def places(name: str) -> tuple[Place, ...]:
    """A section's list and records, oldest first; for «lists» and «site» all other pages."""
    if name == SITE:
        return (
            *map(Place, standing.PAGES),
            *_data(),
            *_ledger(),
        )
    if name == LISTS:
        return tuple(_narrowed())
    address, own, new, fixed = BY_NAME[name].address, days(name), news(), _corrected()
    # The page of a project, a party or a region shows all that its feed tells.
    records = (
        Place(
            f"{address}{id}/",
            max(own[id].changed, new.get(f"{name}/{id}", ""), fixed.get(f"{name}/{id}", "")),
        )
        for id in reads.keys(name)
    )
    return (Place(address, new.get(name, "")), *records)


@reads.read
def _corrected() -> dict[str, str]:
    """The day of the last correction of each record that has any, which its page names at its head."""
    told = reads.stored("corrections", "corrects", "published")
    return {record.partition("#")[0]: day for record, day in told}


def _data() -> Iterator[Place]:
    """The pages about open data; of a section's data the day of its last change."""
    for address in standing.DATA:
        yield Place(address)
    for section in SECTIONS:
        changed = max((one.changed for one in days(section.name).values()), default="")
        yield Place(formats.home(section.name), changed)


def _ledger() -> Iterator[Place]:
    if ledger.head() is not None:
        yield from map(Place, standing.LEDGER)


def _narrowed() -> Iterator[Place]:
    """What is open now changes by the day as well, so that no record dates it."""
    for section in SECTIONS:
        dated = dict(reads.stored(section.name, "id", "published"))
        for facet in facets.facets(section.name):
            if facet == "status":
                yield Place(facets.address(section.name, facet, facets.OPEN))
                continue
            for value in facets.values(section.name, facet):
                start, stop = value.number - 1, value.number
                (newest,) = facets.ids(section.name, facet, value.id, start, stop)
                yield Place(value.address, dated[newest])


@reads.read
def maps() -> tuple[tuple[str, int, str], ...]:
    """Every map: its name, its number, and the newest day in it or ""."""
    found = []
    for name in (SITE, LISTS, *(section.name for section in SECTIONS)):
        all_places = places(name)
        for number, first in enumerate(range(0, len(all_places), MOST), 1):
            newest = max(place.day for place in all_places[first : first + MOST])
            found.append((name, number, newest))
    return tuple(found)


def index() -> str:
    """sitemap.xml: which maps there are, and since when each is as it is."""
    listed = (Place(f"/sitemap-{name}-{number}.xml", day) for name, number, day in maps())
    return _written("sitemapindex", "sitemap", listed)


def one(name: str, number: int) -> str | None:
    """One map, or None when there is no such."""
    found = places(name)[(number - 1) * MOST : number * MOST]
    return _written("urlset", "url", found) if found else None


def _written(root: str, element: str, found: Iterator[Place] | tuple[Place, ...]) -> str:
    base = reads.site().base_url
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_NAMESPACE}">']
    for place in found:
        day = f"<lastmod>{place.day}</lastmod>" if place.day else ""
        lines.append(
            f"<{element}><loc>{escape(absolute(place.address, base))}</loc>{day}</{element}>"
        )
    return "\n".join([*lines, f"</{root}>", ""])


def robots() -> str:
    """Everything may be read; a demonstration should not turn up in search engines."""
    site = reads.site()
    rule = "Disallow: /" if site.demo else "Allow: /"
    return f"User-agent: *\n{rule}\nSitemap: {absolute('/sitemap.xml', site.base_url)}\n"


@reads.read
def expires() -> datetime.date:
    """Until when security.txt counts: the last day of the next half-year.

    That is less than a year ahead, as RFC 9116 wants, and changes twice a year, not every night.
    """
    today = reads.today()
    if today.month <= 6:
        return datetime.date(today.year, 12, 31)
    return datetime.date(today.year + 1, 6, 30)


def security() -> str | None:
    """security.txt (RFC 9116): whom to tell of a weakness. It counts at the root of a host only.

    None where there is nothing to name: addresses in it begin with https (2.5.3), and a site within an
    office may have none such.
    """
    site = reads.site()
    own = site.base_url if site.base_url.startswith("https://") else ""
    contact = site.security or (own and absolute("/", own))
    if not contact:
        return None
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires().isoformat()}T23:59:59+08:00",
        "Preferred-Languages: zh, en",
        *([f"Canonical: {absolute('/.well-known/security.txt', own)}"] if own else []),
    ]
    return "".join(f"{line}\n" for line in lines)
