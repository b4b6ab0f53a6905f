"""The addresses of open data."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, render_template

from portal import reads
from portal.data import archive, catalogue, dcat, exports, formats, records, schema
from portal.data.changes import CHANGES
from portal.data.columns import described_columns
from portal.data.examples import examples
from portal.data.formats import BY_ENDING, FORMATS, VERSION
from portal.data.parts import MOST, first
from portal.models.site import UNREGISTERED
from portal.ocds import mapping, packages
from portal.ocds.codes import EXTENSIONS
from portal.ocds.releases import is_process
from portal.sections import BY_NAME

data = Blueprint("data", __name__)
_SECTION = f"<any({','.join(map(repr, BY_NAME))}):section>"
_ENDING = f"<any({','.join(map(repr, BY_ENDING))}):ending>"


@data.get(formats.HOME)
def index() -> str:
    """What data there are."""
    return render_template(
        "data/index.html", datasets=catalogue.datasets(), bundle=catalogue.bundle(), most=MOST
    )


@data.get(f"{formats.HOME}{_SECTION}/")
def dataset(section: str) -> str:
    """One section's files and fields."""
    found = catalogue.dataset(section)
    shown = described_columns(section)
    return render_template("data/dataset.html", dataset=found, columns=shown, most=MOST)


@data.get(packages.HOME)
def contracting() -> str:
    """Open contracting data: files, mapping, what is left out."""
    found = catalogue.contracting()
    left = reads.count("projects") - found.count
    return render_template(
        "data/ocds.html",
        dataset=found,
        left=left,
        mapping=mapping.MAPPING,
        extensions=EXTENSIONS,
        registered=reads.site().ocid_prefix != UNREGISTERED and not reads.site().demo,
    )


@data.get(formats.API)
def api() -> str:
    """How programs use the data."""
    return render_template(
        "data/api.html",
        addresses=formats.ADDRESSES,
        examples=examples(),
        version=VERSION,
        most=MOST,
    )


@data.get(formats.CHANGES)
def changes() -> str:
    """What changed in the shape of the data."""
    return render_template("data/changes.html", changes=CHANGES, version=VERSION)


@data.get(dcat.ADDRESS)
def catalog() -> Response:
    return Response(dcat.catalog(), mimetype=dcat.MEDIA)


@data.get(f"{formats.HOME}sha256sums.txt")
def sums() -> Response:
    return Response(catalogue.sums(), mimetype="text/plain")


@data.get(archive.ADDRESS)
def whole() -> Response:
    return Response(archive.shown(), mimetype=archive.MEDIA)


@data.get(f"/{_SECTION}/<id:id>/{formats.RECORD}")
def record(section: str, id: str) -> Response:
    try:
        return Response(records.document(section, id), mimetype=formats.JSON.media)
    except LookupError:
        abort(404)


@data.get(f"{formats.HOME}{_SECTION}/schema.json")
def section_schema(section: str) -> Response:
    return Response(schema.schema(section), mimetype=formats.JSON.media)


@data.get(f"{formats.HOME}{_SECTION}/<part>.{_ENDING}")
def section_file(section: str, part: str, ending: str) -> Response:
    try:
        return Response(exports.shown(section, part, ending), mimetype=BY_ENDING[ending].media)
    except LookupError:
        abort(404)


def attach(app: Flask) -> None:
    """Add the data files to the application."""
    app.register_blueprint(data)
    app.jinja_env.globals.update(first_part=first, data_formats=FORMATS, is_process=is_process)
