"""The search pages: answered by Whoosh when live, by static files and a script when frozen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal import documents, reads
from portal.processes import cores, meanwhile
from search.keeping import File
from search.live import LiveIndex
from search.query import Question
from search.scripts import client_files
from search.static import ENTRY, stream

searching = Blueprint("searching", __name__)


# In the order in which the page must load them; the entry comes along so that nobody waits for it.
INDEX = "/search/index/"
SCRIPTS = (*(f"/search/client/{name}" for name in client_files()), f"{INDEX}{ENTRY}")


@searching.get("/search/")
def search() -> str:
    """The search page; frozen pages carry no answer, their script finds it."""
    question = Question() if current_app.config["FROZEN"] else _question()
    answer = _live_index().search(question) if question.arguments() else None
    return render_template(
        "search.html",
        question=question,
        answer=answer,
        help=_live_index().help(question) if answer and not answer.total else None,
        again=lambda **changes: "?" + urlencode(question.arguments(**changes)),
        scripts=SCRIPTS,
        index=INDEX,
    )


def search_json() -> ResponseReturnValue:
    """The same answer as data, which only the live portal has."""
    question = _question()
    answer = _live_index().search(question)
    return {
        "question": dict(question.arguments()),
        **asdict(answer),
        "facets": {name: dict(counts) for name, counts in answer.facets},
    }


@searching.get("/opensearch.xml")
def opensearch() -> Response:
    """The description by which browsers offer this search."""
    return Response(render_template("opensearch.xml"), mimetype="application/xml")


@searching.get("/search/client/<name>")
def client(name: str) -> Response:
    """The browser client's script."""
    return _script(client_files().get(name))


@searching.get("/search/index/<name>")
def index(name: str) -> Response:
    """One file of the static index."""
    return _script(static_index().get(name))


@reads.read
def static_index() -> dict[str, bytes]:
    """The static index of all records, file name → content."""
    return {name: content() for name, content in index_files()}


def index_files() -> Iterator[File]:
    """The same for who wants it once, one file after another; most of it is kept for the next time."""
    keep = current_app.config["STATE"] / "search"
    # Where nothing was kept, all pages are made too, and no core is idle.
    apart = meanwhile if keep.is_dir() and cores() > 1 else nullcontext
    return stream(documents.slips(), documents.documents, keep, apart=apart)


@reads.read
def _live_index() -> LiveIndex:
    return LiveIndex.open(current_app.config["STATE"] / "whoosh", documents.documents())


def _question() -> Question:
    return Question.read(request.args.to_dict(flat=False))


def _script(content: str | bytes | None) -> Response:
    if content is None:
        abort(404)
    return Response(content, mimetype="text/javascript")


def attach(app: Flask) -> None:
    """Add the search pages to the application."""
    app.register_blueprint(searching)
    if not app.config["FROZEN"]:
        app.add_url_rule("/search.json", "search_json", search_json)
