"""A record's fields as pages show them: labels with pieces of words, links, dates and figures.

Made in Python, because a template that calls a macro for every value takes most of a page's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.display import Shown, fields
from portal.plain import Plain
from portal.references import target
from portal.telephone import dialled, numbers


@dataclass(frozen=True)
class Piece:
    """One value.

    address: root-relative, of a link; day: YYYY-MM-DD; figure: set in one line; call: «tel:…».
    """

    words: str
    address: str = ""
    day: str = ""
    figure: bool = False
    call: str = ""


@dataclass(frozen=True)
class Fact:
    """A field and its value: pieces, or for a list of parts the rows; neither when it has none."""

    field: Shown
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Plain, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the record says anything."""
        return bool(self.pieces or self.rows)


def pieces(field: Shown, value: Any) -> tuple[Piece, ...]:
    """A value that is no list of parts, or a list of such values."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(_piece(field, one) for one in value)
    if field.dialled and (found := numbers(value)):
        return tuple(Piece(one, call=dialled(one)) for one in found)
    return (_piece(field, value),)


def facts(record: Plain, names: Iterable[str]) -> list[Fact]:
    """The named fields of a record in order, also those that it leaves empty."""
    shown = fields(record.section)
    return [_fact(shown[name], getattr(record, name)) for name in names]


def known(record: Plain, names: Iterable[str]) -> list[Fact]:
    """The named fields of a record that it fills."""
    return [one for one in facts(record, names) if one.known]


def filled_columns(field: Shown, rows: Iterable[Plain]) -> list[Shown]:
    """The columns of a list of parts that some row fills."""
    told = tuple(rows)
    return [one for one in field.parts if any(getattr(row, one.name) is not None for row in told)]


def _fact(field: Shown, value: Any) -> Fact:
    if field.kind == "parts":
        return Fact(field, rows=tuple(value))
    return Fact(field, pieces(field, value))


def _piece(field: Shown, value: Any) -> Piece:
    if field.kind == "link":
        to = target(field.section, value)
        return Piece(to.words, to.address)
    words = field.text(value)
    if field.kind == "day":
        return Piece(words, day=value.isoformat())
    return Piece(words, figure=field.is_figure)
