"""A table as it stands in a file, before anything is understood of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from build.importing.faults import Fault, Place

Value = str | int | float | bool | Decimal | datetime.date


@dataclass(frozen=True)
class Cell:
    """One value and how the program that wrote it shows it.

    format: Excel's number format; system_1904: serial day numbers count from 1904, not from 1900.
    """

    value: Value
    format: str = ""
    system_1904: bool = False


@dataclass(frozen=True)
class Merged:
    """A merged range, rows and columns counted from 1; both ends belong to it."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Grid:
    """A sheet: its cells by row and column, counted from 1; empty cells are left out.

    notes: what was left out on purpose, in Chinese; file: its name where the file is one table, as CSV
    is; else cells are called «B5».
    """

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    file: str = ""

    @property
    def whole(self) -> Place:
        """The table as a whole, by a name that its maker knows."""
        return Place(self.file or self.name)
