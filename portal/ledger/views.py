"""The addresses of the ledger: pages for people, tiles and scripts for those who check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, render_template

from portal.ledger import history, questions
from portal.ledger.tree import WIDTH, tile_path
from portal.sections import BY_NAME

ledger = Blueprint("ledger", __name__, url_prefix="/ledger")
# Published as it is: a program of its own, in the standard library only.
VERIFIER = Path(__file__).with_name("verifier.py").read_bytes()
_SECTION = f"<any({','.join(map(repr, BY_NAME))}):section>"
_BINARY = "application/octet-stream"
_SCRIPT = "text/javascript"


@ledger.before_request
def _refuse_without_ledger() -> None:
    if not questions.kept():
        abort(404)


@ledger.get("/")
def index() -> str:
    return render_template(
        "ledger/index.html",
        head=questions.head(),
        last=questions.last_page(),
        changed=[questions.named(key) for key in questions.changed()],
        forks=questions.forks(),
    )


@ledger.get("/page/<int:number>/")
def page(number: int) -> str:
    """Entries, oldest first: a full page never changes."""
    entries = questions.page(number) if number else ()
    if not entries and number != 1:
        abort(404)
    more = len(entries) == questions.PAGE_SIZE and number < questions.last_page()
    return render_template("ledger/page.html", entries=entries, number=number, more=more)


@ledger.get(f"/records/{_SECTION}/<id:id>/")
def record(section: str, id: str) -> str:
    """Every version of one record."""
    versions = history.versions(section, id)
    if not versions:
        abort(404)
    title = questions.named(f"{section}/{id}").title
    return render_template(
        "ledger/record.html", section=BY_NAME[section], id=id, title=title, versions=versions[::-1]
    )


@ledger.get("/verify/")
def verify() -> str:
    """Check a record, or all of the log, in the browser."""
    words: Any = current_app.jinja_env.globals["words"]
    says, acts = (list(vars(said)) for said in (words.ledger_says, words.ledger_acts))
    return render_template("ledger/verify.html", says=says, acts=acts)


@ledger.get("/verify.py")
def verifier() -> Response:
    return Response(VERIFIER, mimetype="text/x-python")


@ledger.get("/checkpoint")
def checkpoint() -> Response:
    head = questions.head()
    return Response(head.note if head else "", mimetype=_BINARY)


@ledger.get("/tile/<int:level>/<path:place>")
def tile(level: int, place: str) -> Response:
    index, width = _tile(place)
    found = questions.tile(level, index, width)
    if found is None:
        abort(404)
    return Response(found, mimetype=_BINARY)


@ledger.get("/tile/entries/<path:place>")
def entries(place: str) -> Response:
    """The entries themselves: each with its length in two bytes before it."""
    index, width = _tile(place)
    if questions.tile(0, index, width) is None:
        abort(404)
    lines = [entry.line for entry in questions.bundle(index)[:width]]
    data = b"".join(len(line).to_bytes(2, "big") + line for line in lines)
    return Response(data, mimetype=_BINARY)


@ledger.get("/head.js")
def head_script() -> Response:
    """What the browser needs of the whole log, as a script, because a folder has no fetch."""
    head = questions.head()
    said = {
        "size": head.size if head else 0,
        "root": head.root if head else "",
        "note": head.note if head else "",
        "key": head.key if head else "",
        "full": questions.full_tiles(),
    }
    return _script("head", 0, json.dumps(said, ensure_ascii=False))


@ledger.get("/entries/<int:number>.js")
def entries_script(number: int) -> Response:
    lines = [entry.line.decode() for entry in questions.bundle(number)]
    return _lines("entries", number, lines)


@ledger.get("/versions/<int:number>.js")
def versions_script(number: int) -> Response:
    """What each entry published, a line each, between the first and the last line."""
    found = [text.decode() if text else "null" for text in questions.texts(number)]
    return _lines("versions", number, found)


def _lines(name: str, number: int, lines: list[str]) -> Response:
    if not lines:
        abort(404)
    return _script(name, number, "[\n" + ",\n".join(lines) + "\n]")


def _script(name: str, number: int, data: str) -> Response:
    return Response(f'portalLedger.take("{name}", {number}, {data});\n', mimetype=_SCRIPT)


def _tile(place: str) -> tuple[int, int]:
    """Index and width in the path of a tile, which has one spelling only."""
    name, partial, width = place.partition(".p/")
    digits = name.replace("/x", "").replace("/", "").removeprefix("x")
    if not digits.isdecimal() or (partial and not width.isdecimal()):
        abort(404)
    found = int(digits), int(width) if partial else WIDTH
    if tile_path(*found) != place:
        abort(404)
    return found


def attach(app: Flask) -> None:
    """Add the ledger's addresses to the application."""
    app.register_blueprint(ledger)
    app.jinja_env.globals.update(
        ledger_kept=questions.kept, ledger_line=questions.line, explained=questions.explained
    )
