"""The search pages: answered by Whoosh when live, by static files and a script when frozen."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request

from portal import documents, reads
from search.documents import Answer
from search.live import LiveIndex
from search.static import client_files, files

finding = Blueprint("finding", __name__, url_prefix="/search")


@finding.get("/")
def search() -> str:
    """The search page; frozen pages carry no answer, their script finds it."""
    query = request.args.get("q", "")
    answer = None
    if query and not current_app.config["FROZEN"]:
        answer = _ask(query, request.args.get("page", 1, int))
    return render_template("search.html", query=query, answer=answer, scripts=SCRIPTS, entry=ENTRY)


@finding.get("/client/<name>")
def client(name: str) -> Response:
    """One of the browser client's scripts."""
    return _script(client_files(), name)


@finding.get("/index/<name>")
def index(name: str) -> Response:
    """One file of the static index."""
    return _script(static_index(), name)


# In the order in which the page must load them.
SCRIPTS = tuple(f"/search/client/{name}" for name in client_files())
ENTRY = "/search/index/"


@reads.read
def static_index() -> dict[str, str]:
    """The static index of all records, file name → text."""
    return files(documents.documents())


@reads.read
def _live_index() -> LiveIndex:
    return LiveIndex.open(current_app.config["STATE"] / "whoosh", documents.documents())


def _ask(query: str, page: int) -> Answer:
    return _live_index().search(query, page)


def _script(scripts: dict[str, str], name: str) -> Response:
    if name not in scripts:
        abort(404)
    return Response(scripts[name], mimetype="text/javascript")


def attach(app: Flask) -> None:
    """Add the search pages to the application."""
    app.register_blueprint(finding)
