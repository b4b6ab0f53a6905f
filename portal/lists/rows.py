"""One record as a line of a list: what a reader scans for, whichever section it is from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import current_app

from portal import reads, rounds, status, steps
from portal.chrome import anywhere
from portal.display import Shown, day, fields
from portal.language import say
from portal.oversight import figures
from portal.pieces import Piece, pieces
from portal.plain import Plain
from portal.sections import BY_NAME, Section
from portal.status import Status
from portal.steps import State

# What says more in a list than the model's own order of columns. «project.» leads over the project.
_COLUMNS = {
    "announcements": ("project.purchasers", "project.budget", "method", "closes"),
}
# A notice is titled after its project; who buys tells more than the same words again.
_INSTEAD = {"project": "project.purchasers"}
# What later records change, so that a list says the same as charts and the pages of parties.
_CHANGED = {("contracts", "ends"): figures.ends, ("contracts", "amount"): figures.whole}


@dataclass(frozen=True)
class Cell:
    """The values of one column."""

    label: str
    pieces: tuple[Piece, ...]
    figure: bool


@dataclass(frozen=True)
class Line:
    """A record in a list. day: when it was published; status: its word today, or None."""

    title: str
    address: str
    cells: tuple[Cell, ...]
    status: Status | None
    day: Piece


def columns(section: Section) -> tuple[Shown, ...]:
    """The fields that a section's lists show beside title, status and day."""
    return tuple(_field(section.name, name) for name in _names(section))


@dataclass(frozen=True)
class Row:
    """A line as markup for any page (chrome.here): what stands before its status, that, and the rest.

    title, address, day: of the record, as Line has them.
    """

    start: str
    status: str
    end: str
    title: str
    address: str
    day: Piece


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 (hex) of a list as printed: address, day (YYYY-MM-DD) and title of each line, by tabs."""
    said = (f"{one.address}\t{one.day.day}\t{one.title}\n" for one in rows)
    return sha256("".join(said).encode()).hexdigest()


@reads.kept
def row(section: str, id: str) -> Row:
    """A record as a row of its section's lists, of which it stands in some half a dozen.

    Raises LookupError without the record.
    """
    one = reads.record(section, id)
    if one is None:
        raise LookupError(id)
    macros: Any = current_app.jinja_env.get_template("components/lines.html").module
    found = line(one)
    return Row(
        anywhere(macros.row_start, found),
        anywhere(macros.row_status, found),
        anywhere(macros.row_end, found),
        found.title,
        found.address,
        found.day,
    )


def line(one: Plain) -> Line:
    """The record as a line of its section's lists."""
    section = BY_NAME[one.section]
    cells = []
    for name in _names(section):
        field = _field(one.section, name)
        holder = _holder(one, name)
        value = _value(holder, field.name) if holder else None
        cells.append(Cell(field.label, pieces(field, value), field.is_figure))
    published = Piece(day(one.published), day=one.published.isoformat())
    return Line(one.title, one.url, tuple(cells), state(one), published)


def state(one: Plain) -> Status | None:
    """The status today; of a project the step that it stands at and how far that is, or its end."""
    if one.section != "projects":
        return status.status(one)
    if rounds.ended(one):
        return status.ENDED
    step = steps.current(one)
    words = say("{label}：{value}", label=step.title, value=step.state.word)
    until = step.ends if step.state is State.CURRENT else None
    return Status(words, step.state.tone, until)


def _value(holder: Plain, name: str) -> Any:
    """A field of a record; end and amount of a contract as its amendments have changed them."""
    changed = _CHANGED.get((holder.section, name))
    return changed(holder) if changed else getattr(holder, name)


def _names(section: Section) -> tuple[str, ...]:
    named = _COLUMNS.get(section.name, section.columns)
    return tuple(_INSTEAD.get(name, name) for name in named)


def _field(section: str, name: str) -> Shown:
    holder, _, own = name.rpartition(".")
    return fields("projects" if holder else section)[own]


def _holder(one: Plain, name: str) -> Plain | None:
    if "." not in name:
        return one
    return reads.record("projects", one.project) if one.project else None
