"""The addresses of the oversight pages, and of the pages of their long tables."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, render_template

from portal import reads
from portal.oversight import overdue, paging
from portal.oversight.pages import BY_NAME, PAGES
from portal.oversight.survey import surveys

oversight = Blueprint("oversight", __name__, url_prefix="/oversight")
# Only pages are addresses.
PAGE = f"<any({','.join(map(repr, BY_NAME))}):name>"


@oversight.get("/")
def index() -> str:
    return render_template("oversight/index.html", pages=PAGES, headline=headline())


@oversight.get(f"/{PAGE}/")
def page(name: str) -> str:
    found = BY_NAME[name]
    return render_template(found.template, page=found, pages=PAGES, parts=paging.parts(name))


@oversight.get(f"/{PAGE}/tables/<id>/")
@oversight.get(f"/{PAGE}/tables/<id>/<int(min=1):number>/")
def table(name: str, id: str, number: int = 0) -> str:
    found = paging.slice_of(name, id, number)
    if found is None:
        abort(404)
    return render_template("oversight/table.html", page=BY_NAME[name], part=found, number=number)


@reads.read
def headline() -> dict[str, int]:
    """What is wrong today: page name → how many things it lists."""
    failed = sum(len(one.failures) for one in surveys())
    waiting = [one for one in reads.records("objections") if not one.answered]
    return {"overdue": len(overdue.late()), "findings": failed, "objections": len(waiting)}


def attach(app: Flask) -> None:
    """Add the oversight pages to the application."""
    app.register_blueprint(oversight)
