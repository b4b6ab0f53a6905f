"""The pages of lists: a section, or a section narrowed by one facet; the newest, and the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, abort, render_template

from portal import holidays, reads
from portal.feeds import feed as feeds
from portal.lists import facets
from portal.lists.rows import columns, digest, row
from portal.sections import BY_NAME, PAGE_SIZE, page_of

listing = Blueprint("listing", __name__)
# Only sections and their facets are addresses, so that no other page can be mistaken for one.
SECTION = f"<any({','.join(map(repr, BY_NAME))}):section>"
FACET = f"<any({','.join(map(repr, facets.SECTIONS))}):facet>"


@dataclass(frozen=True)
class Narrowed:
    """The facet and value that a list is narrowed by."""

    facet: str
    value: str
    title: str


@listing.get(f"/{SECTION}/")
def section_index(section: str) -> str:
    return _newest(section, "", "")


@listing.get(f"/{SECTION}/page/<int:number>/")
def section_page(section: str, number: int) -> str:
    return _archive(section, "", "", number)


@listing.get(f"/{SECTION}/by/{FACET}/<value>/")
def facet_index(section: str, facet: str, value: str) -> str:
    return _newest(section, *_known(section, facet, value))


@listing.get(f"/{SECTION}/by/{FACET}/<value>/page/<int:number>/")
def facet_page(section: str, facet: str, value: str, number: int) -> str:
    return _archive(section, *_known(section, facet, value), number)


def _known(section: str, facet: str, value: str) -> tuple[str, str]:
    """What is open now has its page even on days when nothing is."""
    if facet not in facets.facets(section):
        abort(404)
    always = (facet, value) == ("status", facets.OPEN)
    if not always and not facets.number(section, facet, value):
        abort(404)
    return facet, value


def _newest(section: str, facet: str, value: str) -> str:
    """The newest records: those of the last page, and of the one before while it fills up."""
    total = _number(section, facet, value)
    last = page_of(total)
    first = last - 1 if last > 1 and total % PAGE_SIZE else last
    ids = _ids(section, facet, value, (first - 1) * PAGE_SIZE, total)
    more = {extra: ask() for extra, ask in _EXTRA.get(section, {}).items()}
    places = {"older": first - 1, "last": last, "total": total}
    return _page(section, facet, value, ids, number=None, **places, **more)


# What the newest page of a section shows besides its records.
_EXTRA = {"calendar": {"holidays": holidays.this_year}}


def _archive(section: str, facet: str, value: str, number: int) -> str:
    """One page counted from the oldest: a new record changes no full page."""
    last = page_of(_number(section, facet, value))
    if not 1 <= number <= last:
        abort(404)
    ids = _ids(section, facet, value, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    return _page(section, facet, value, ids, number=number, older=number - 1)


def _number(section: str, facet: str, value: str) -> int:
    return facets.number(section, facet, value) if facet else reads.count(section)


def _ids(section: str, facet: str, value: str, start: int, stop: int) -> tuple[str, ...]:
    if facet:
        return facets.ids(section, facet, value, start, stop)
    return reads.ids(section, start, stop)


def _page(section: str, facet: str, value: str, ids: tuple[str, ...], **more: Any) -> str:
    narrowed = Narrowed(facet, value, facets.title(facet, value)) if facet else None
    rows = [row(section, id) for id in reversed(ids)]
    own = BY_NAME[section]
    return render_template(
        "list.html",
        section=own,
        narrowed=narrowed,
        address=facets.address(section, facet, value) if facet else own.address,
        columns=columns(own),
        feeds=feeds.found([*_feeds(facet, value), section]),
        rows=rows,
        newest=rows[0].day.words if rows else "",
        sum=digest(rows),
        has_status=section == "projects" or any(one.status for one in rows),
        **more,
    )


def _feeds(facet: str, value: str) -> tuple[str, ...]:
    """The name of the feed of all that has this value, where there is one."""
    if facet in _FOLLOWED:
        return (f"{_FOLLOWED[facet]}/{value}",)
    if facet == "category":
        return (f"schemes/{value.replace('.', '/')}",)
    return ()


# Facets whose values are records that have a feed, with their section.
_FOLLOWED = {"region": "regions", **facets.PARTIES}


def attach(app: Flask) -> None:
    """Add the lists to the application."""
    app.register_blueprint(listing)
