"""The addresses of the oversight pages."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template

from portal import reads
from portal.oversight import overdue
from portal.oversight.pages import BY_NAME, PAGES
from portal.oversight.survey import surveys
from portal.oversight.table import Table

oversight = Blueprint("oversight", __name__, url_prefix="/oversight")
# Only pages are addresses.
PAGE = f"<any({','.join(map(repr, BY_NAME))}):name>"


@oversight.get("/")
def index() -> str:
    return render_template("oversight/index.html", pages=PAGES, headline=headline())


@oversight.get(f"/{PAGE}/")
def page(name: str) -> str:
    found = BY_NAME[name]
    return render_template(found.template, page=found, pages=PAGES, tables=_tables(name))


@reads.read
def _tables(name: str) -> list[Table]:
    return BY_NAME[name].tables()


@reads.read
def headline() -> dict[str, int]:
    """What is wrong today: page name → how many things it lists."""
    failed = sum(len(one.failures) for one in surveys())
    waiting = [one for one in reads.records("objections") if not one.answered]
    return {"overdue": len(overdue.late()), "findings": failed, "objections": len(waiting)}


def attach(app: Flask) -> None:
    """Add the oversight pages to the application."""
    app.register_blueprint(oversight)
