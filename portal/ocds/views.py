"""The addresses of open contracting data."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort

from portal.data.formats import JSON
from portal.ocds import packages
from portal.ocds.packages import HOME, KINDS, OF_PROJECT

ocds = Blueprint("ocds", __name__)


@ocds.get(f"/projects/<id:id>/{OF_PROJECT}")
def project(id: str) -> Response:
    """The record of one project."""
    return _answer(packages.of_project(id))


@ocds.get(f"{HOME}<any({','.join(KINDS)}):kind>/<int:year>/<int:number>.json")
def package(kind: str, year: int, number: int) -> Response:
    """One page of the packages of a year."""
    return _answer(packages.shown(kind, year, number))


def _answer(text: str | None) -> Response:
    if text is None:
        abort(404)
    return Response(text, mimetype=JSON.media)


def attach(app: Flask) -> None:
    """Add the packages to the application."""
    app.register_blueprint(ocds)
