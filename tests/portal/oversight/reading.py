"""Oversight tables as a test reads them."""

from __future__ import annotations

from portal.oversight.table import Cell, Table


def named(tables: list[Table], id: str) -> Table:
    """The table with this anchor."""
    (found,) = [one for one in tables if one.id == id]
    return found


def texts(table: Table) -> list[list[str]]:
    """The words of every cell, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def column(table: Table, title: str) -> list[str]:
    """The words of one column."""
    at = table.columns.index(title)
    return [row.cells[at].text for row in table.rows]


def addresses(cell: Cell) -> list[str]:
    """Where a cell and its parts lead."""
    own = [cell.address] if cell.address else []
    return own + [address for part in cell.parts for address in addresses(part)]
