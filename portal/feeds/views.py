"""The addresses of feeds: beside the page that shows the same."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Flask, Response, abort, render_template

from portal import reads
from portal.feeds import index, jsonfeed, opml, xml
from portal.feeds.feed import ALL, Feed, find, found
from portal.feeds.index import MOST
from portal.feeds.xml import Format
from portal.plain import Plain
from portal.sections import BY_NAME, SECTIONS

feeds = Blueprint("feeds", __name__)

_SECTION = f"<any({','.join(map(repr, BY_NAME))}):section>"
_FORMAT = f"<any({','.join(repr(one.value) for one in Format)}):name>"
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/", {"section": ALL}),
    (f"/{_SECTION}/", {}),
    (f"/{_SECTION}/<id:id>/", {}),
    ("/schemes/<id:id>/<id:code>/", {"section": "schemes"}),
)


def document(section: str, name: str, id: str = "", code: str = "") -> Response:
    """A feed in one of its formats."""
    feed = _feed(section, id, code)
    events, full = index.latest(feed.name)
    if name == Format.JSON:
        return Response(jsonfeed.document(feed, events, full), mimetype="application/json")
    made = xml.document(feed, events, Format(name), full)
    return Response(made, mimetype="application/xml")


def archive(section: str, number: int, id: str = "", code: str = "") -> Response:
    """One full page of a feed's past: its entries never move, though one of a record that changes says so."""
    feed = _feed(section, id, code)
    events = index.archive(feed.name, number)
    if len(events) < MOST:
        abort(404)
    made = xml.document(feed, events, Format.ATOM, full=0, page=number)
    return Response(made, mimetype="application/xml")


def _feed(*parts: str) -> Feed:
    feed = find("/".join(part for part in parts if part))
    if feed is None:
        abort(404)
    return feed


for _place, _values in PLACES:
    feeds.add_url_rule(f"{_place}{_FORMAT}", "document", document, defaults=_values)
    feeds.add_url_rule(f"{_place}atom-<int:number>.xml", "archive", archive, defaults=_values)


@feeds.get("/feeds/")
def page() -> str:
    """How to subscribe, and to what."""
    return render_template(
        "feeds.html",
        whole=find(ALL),
        dated=found([one.name for one in SECTIONS if one.dated]),
        regions=reads.records("regions"),
        schemes=reads.records("schemes"),
        opml=opml.NAME,
    )


@feeds.get(f"/{opml.NAME}")
def lists() -> Response:
    return Response(opml.whole(), mimetype="text/x-opml")


@feeds.get(f"/regions/<id:id>/{opml.NAME}")
def list_of_region(id: str) -> Response:
    if reads.record("regions", id) is None:
        abort(404)
    return Response(opml.region(id), mimetype="text/x-opml")


def of_record(one: Plain) -> list[Feed]:
    """The feeds that a record's page offers: of its project or of itself, and of its section."""
    own = getattr(one, "project", None)
    names = [f"projects/{own}"] if own else [one.key]
    return found([*names, one.section])


def listed(name: str) -> Iterator[dict[str, str | int]]:
    """The values of a feed's documents and archives, for the list of pages."""
    section, id, code, *_ = [*name.split("/"), "", ""]
    values = {"section": section, "id": id, "code": code}
    at: dict[str, str | int] = {key: value for key, value in values.items() if value}
    yield from ({**at, "name": one.value} for one in Format)
    yield from ({**at, "number": number} for number in range(1, index.latest(name)[1] + 1))


def attach(app: Flask) -> None:
    """Add the feeds to the application."""
    app.register_blueprint(feeds)
