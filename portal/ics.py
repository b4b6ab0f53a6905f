"""Deadlines as iCalendar files (RFC 5545)."""

from __future__ import annotations

import datetime
from functools import lru_cache

from flask import Blueprint, Flask, Response, abort
from icalendar import vText
from icalendar.parser import Contentline

from portal import reads
from portal.addresses import absolute
from portal.deadlines import GROUPS, Deadline, everything, of_group, of_project
from portal.divisions import own_level
from portal.language import current
from portal.ledger.questions import titled
from portal.settings import ZONE

NAME = "calendar.ics"


def calendar(title: str, deadlines: list[Deadline]) -> bytes:
    """The deadlines as whole-day events; the same deadlines always make the same bytes."""
    site = reads.site()
    authority = site.feed_authority.partition(",")[0]
    named = _text(title)
    head = _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(f'-//{site.feed_authority}//Gongkai//{current().locale.language.upper()}')}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{named}",
        f"X-WR-CALNAME:{named}",
        # Some programs look once a week, which is as long as a public window (RFC 7986, 5.7).
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    )
    events = (_event(one, authority, site.base_url) for one in deadlines)
    return b"".join([head, *events, _lines("END:VCALENDAR")])


# A deadline is an event of its project's, its parties' and the whole calendar.
@lru_cache(maxsize=100_000)
def _event(one: Deadline, authority: str, base_url: str) -> bytes:
    """A whole-day event. Its lines are few and fixed; `Event.to_ical` takes twenty times as long."""
    address = absolute(one.address, base_url)
    # Some calendars show no URL: it stands in the text as well.
    about = [f"DESCRIPTION:{_text(chr(10).join([*one.asked, address]))}"] if one.asked else []
    later = [f"SEQUENCE:{one.revision}"] if one.revision else []
    void = ["STATUS:CANCELLED"] if one.void else []
    told = datetime.datetime.combine(one.told, datetime.time(), ZONE).astimezone(datetime.UTC)
    return _lines(
        "BEGIN:VEVENT",
        f"SUMMARY:{_text(one.title)}",
        f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.day + datetime.timedelta(days=1):%Y%m%d}",
        f"DTSTAMP:{told:%Y%m%dT%H%M%SZ}",
        f"UID:{one.id}@{authority}",
        "TRANSP:TRANSPARENT",
        *later,
        *void,
        *about,
        f"URL:{address}",
        "END:VEVENT",
    )


def _text(value: str) -> str:
    return vText(value).to_ical().decode()


def _lines(*lines: str) -> bytes:
    """Content lines, folded where they are long; icalendar looks at each character of all of them."""
    return b"".join([_folded(line, line.encode()) + b"\r\n" for line in lines])


def _folded(line: str, data: bytes) -> bytes:
    if len(data) < _LONG:
        return data
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded


# From so many octets on, icalendar folds a line.
_LONG = 75


calendars = Blueprint("ics", __name__)


@calendars.get(f"/{NAME}")
def whole() -> Response:
    return Response(calendar(reads.site().title, everything()), mimetype="text/calendar")


@calendars.get(f"/projects/<id:id>/{NAME}")
def project(id: str) -> Response:
    deadlines = of_project(id)
    if not deadlines:
        abort(404)
    return Response(calendar(titled("projects", id), deadlines), mimetype="text/calendar")


def group(section: str, id: str) -> Response:
    found = reads.record(section, id)
    deadlines = of_group(section, id) if found else []
    if found is None or not deadlines:
        abort(404)
    title = own_level(id) if section == "regions" else found.title
    return Response(calendar(title, deadlines), mimetype="text/calendar")


for _section in GROUPS:
    calendars.add_url_rule(
        f"/{_section}/<id:id>/{NAME}", "group", group, defaults={"section": _section}
    )


def attach(app: Flask) -> None:
    """Add the calendars to the application."""
    app.register_blueprint(calendars)
