"""Every page of the portal: its address, and which values its template gets."""

from __future__ import annotations

import datetime
from typing import Any

from flask import Blueprint, Flask, Response, abort, render_template, request, send_file
from werkzeug.routing import BaseConverter

from portal import colours, deadlines, headers, moved, palette, reads, sitemap, status, steps, style
from portal.catalogues import tree
from portal.catalogues.versions import changes
from portal.charts import chart, figures, flow, parties
from portal.fields import ID
from portal.ledger.questions import withdrawn
from portal.lists import facets
from portal.models.delivery import Side
from portal.oversight.sheets import clause_sheet
from portal.oversight.views import headline
from portal.plain import Plain
from portal.portions import each
from portal.sections import BY_NAME, MAIN, SECTIONS

pages = Blueprint("pages", __name__)
# Only sections are addresses, so that no other page can be mistaken for one.
SECTION = f"<any({','.join(map(repr, BY_NAME))}):section>"
MAP = f"<any({','.join(map(repr, (sitemap.SITE, sitemap.LISTS, *BY_NAME)))}):name>"


class IdConverter(BaseConverter):
    """The id of a record, which no file's name can be mistaken for."""

    regex = ID.pattern


@pages.get("/")
def home() -> str:
    return render_template(
        "home.html",
        open_now=open_now(),
        newest=[(section, reads.newest((section.name,), 3)) for section in MAIN],
        counts={section.name: reads.count(section.name) for section in SECTIONS},
        headline=headline(),
        updated=updated(),
    )


@reads.read
def updated() -> datetime.date | None:
    """The day of the newest record."""
    newest = [one for section in SECTIONS for one in reads.newest((section.name,), 1)]
    return max((one.published for one in newest), default=None)


@reads.read
def open_now() -> list[Plain]:
    """What is open today, to applications or to objections; what closes first comes first."""
    found = [
        one
        for section in ("publicity", "announcements")
        for one in each(section, facets.open_now(section))
    ]
    return sorted(found, key=closing)


def closing(one: Plain) -> tuple[str, str]:
    """The day an open record closes, for sorting."""
    return (one.until if one.section == "publicity" else one.closes).isoformat(), one.id


@pages.get(f"/{SECTION}/<id:id>/")
def record(section: str, id: str) -> str:
    found = reads.record(section, id)
    if found is None:
        return _withdrawn(section, id)
    extra = EXTRA.get(section)
    return render_template(
        f"records/{BY_NAME[section].template}",
        section=BY_NAME[section],
        record=found,
        **(extra(found) if extra else {}),
    )


def _withdrawn(section: str, id: str) -> str:
    """What stays at the address of a record that was withdrawn by declaration."""
    entry = withdrawn(section, id)
    if entry is None:
        return _withheld(section, id)
    new = moved.target(section, id)
    return render_template(
        "ledger/withdrawn.html", section=BY_NAME[section], entry=entry, new=new and f"/{new}/"
    )


def _withheld(section: str, id: str) -> str:
    """What stands for the time at the address of a record that is away because something is wrong."""
    held = [one for one in reads.withheld() if one.removed and one.record == f"{section}/{id}"]
    if not held:
        return _moved(section, id)
    return render_template("withheld.html", section=BY_NAME[section], held=held[0])


def _moved(section: str, id: str) -> str:
    """What leads on from the former address of a renamed record, where no server redirects."""
    new = moved.target(section, id)
    if new is None:
        abort(404)
    return render_template(
        "moved.html", section=BY_NAME[section], old=f"/{section}/{id}/", new=f"/{new}/"
    )


def _project(one: Plain) -> dict[str, Any]:
    return {
        "steps": steps.timeline(one),
        "documents": steps.documents(one),
        "sheet": clause_sheet("projects", one.id),
        "deadlines": deadlines.of_project(one.id),
        "money": flow.flow(one),
    }


def _publicity(one: Plain) -> dict[str, Any]:
    off = status.called_off(one, one.until) is not None
    return {
        "window": status.window(one),
        "counted": status.counted(one),
        "owed": status.days_owed(one),
        "off": off,
        "left": -1 if off else status.days_left(one),
        "today": status.day_within(one),
    }


def _catalogue(one: Plain) -> dict[str, Any]:
    return {"changes": changes(one), "branches": tree.tree(one)}


def _evaluation(one: Plain) -> dict[str, Any]:
    heard = {evaluator.side for evaluator in one.evaluators}
    return {"lacking": [side.value for side in Side if side.value not in heard]}


def _supplier(one: Plain) -> dict[str, Any]:
    return {"profile": parties.supplier(one.id)}


def _purchaser(one: Plain) -> dict[str, Any]:
    return {"profile": parties.purchaser(one.id)}


def _agency(_one: Plain) -> dict[str, Any]:
    return {"profile": None}


# What a record's page needs beyond the record, by section.
EXTRA = {
    "projects": _project,
    "publicity": _publicity,
    "catalogues": _catalogue,
    "evaluations": _evaluation,
    "suppliers": _supplier,
    "purchasers": _purchaser,
    "agencies": _agency,
}


@pages.get(f"/{SECTION}/<id:id>/<path:name>")
def attachment(section: str, id: str, name: str) -> Response:
    file = reads.file(f"/{section}/{id}/{name}")
    if file is None:
        abort(404)
    return send_file(file)


@pages.get("/charts/")
def chart_page() -> str:
    return render_template("charts.html", charts=[figures.figure(id) for id in figures.NAMES])


@pages.get("/charts/<name>.csv")
def chart_table(name: str) -> Response:
    if name not in figures.NAMES:
        abort(404)
    return Response(chart.as_csv(figures.figure(name)), mimetype="text/csv")


@pages.get("/static/portal.css")
def style_sheet() -> Response:
    """Put together here, and so without the tag that Flask gives to files: browsers ask for it with each page."""
    answer = Response(style.sheet(), mimetype="text/css")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@pages.get("/theme.css")
def theme() -> Response:
    """The colour that the site has chosen, over that of the style sheet."""
    brand = reads.site().brand
    if not brand:
        abort(404)
    return Response(palette.rules({"brand": colours.shades(brand)}), mimetype="text/css")


@pages.get("/map/")
def map_page() -> str:
    counts = {section.name: reads.count(section.name) for section in SECTIONS}
    return render_template("map.html", counts=counts)


@pages.get("/status/")
def status_page() -> str:
    """What is held back; named by its id where nothing of it is public."""
    held = reads.withheld()
    titles = {one.record: reads.title(*one.record.split("/")) for one in held if one.earlier}
    return render_template(
        "status.html", held=held, titles=titles, updated=updated(), late=headline()["overdue"]
    )


@pages.get("/sitemap.xml")
def site_map() -> Response:
    return Response(sitemap.index(), mimetype="application/xml")


@pages.get(f"/sitemap-{MAP}-<int:number>.xml")
def site_map_part(name: str, number: int) -> Response:
    made = sitemap.one(name, number) if number else None
    if made is None:
        abort(404)
    return Response(made, mimetype="application/xml")


@pages.get("/.well-known/security.txt")
def security() -> Response:
    text = sitemap.security()
    if text is None:
        abort(404)
    return Response(text, mimetype="text/plain")


@pages.get("/robots.txt")
def robots() -> Response:
    return Response(sitemap.robots(), mimetype="text/plain")


@pages.get("/_headers")
def host_headers() -> Response:
    return Response(headers.host_file(reads.site().frames), mimetype="application/octet-stream")


@pages.get("/404.html")
def missing() -> str:
    return render_template("404.html")


def not_found(_error: Exception) -> tuple[str, int]:
    """What the live portal answers to an address that leads nowhere."""
    return render_template("404.html"), 404


def attach(app: Flask) -> None:
    """Add all pages to the application."""
    app.url_map.converters["id"] = IdConverter
    app.register_blueprint(pages)
    app.register_error_handler(404, not_found)
