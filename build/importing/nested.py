"""Values of JSON in the words of content files: single values, lists, and the rows of lists."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from build.forms.shape import Column
from build.importing.faults import Misread
from build.importing.grid import Cell
from build.importing.values import read_cell
from portal.canonical import OF_BYTES

# No number of an office has more digits before or behind its point; 1e999999999 would fill the memory.
_PLACES = 20


def decimal(text: str) -> Decimal:
    """The number that JSON writes with a point or an exponent; raises ValueError for one that is too long."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise ValueError(text) from None
    if abs(number.adjusted()) > _PLACES:
        raise ValueError(text)
    return number


def read_value(column: Column | None, value: Any) -> Any:
    """The value of a field; what fits no field goes on, for the model to refuse. Raises Misread."""
    if value is None or isinstance(value, dict):
        return None if value is None else _row((), value)
    if isinstance(value, list):
        if column and column.parts:
            return [_row(column.parts, row) for row in value if row is not None]
        single = column and Column(column.name, column.label, column.kind, column.required)
        return [read_value(single, one) for one in value]
    return read_cell(column, Cell(value)) if column else str(value)


def read_rows(column: Column, text: str) -> Any:
    """The rows of a list that one cell of our own tables holds as JSON. Raises Misread."""
    try:
        rows = json.loads(text, parse_float=decimal)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise Misread("这一格应当是本站导出的一组数据", "删去这一列，各项写在另一张表里")
    return read_value(column, rows)


def _row(fields: tuple[Column, ...], row: Any) -> Any:
    if not isinstance(row, dict):
        return str(row)
    named = {one.name: one for one in fields}
    return {
        name: read_value(named.get(name), value)
        for name, value in row.items()
        if value is not None and not (name in OF_BYTES and "file" in row)
    }


def same(column: Column | None, before: Any, after: Any) -> bool:
    """Whether two values of a field mean the same: «850000.00» and «850000», a default and nothing."""
    if column and column.default:
        before, after = before or column.default, after or column.default
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return False
        return all(same(column, one, other) for one, other in zip(before, after, strict=True))
    if isinstance(before, dict) and isinstance(after, dict):
        named = {one.name: one for one in column.parts} if column else {}
        names = before.keys() | after.keys()
        return all(same(named.get(one), before.get(one), after.get(one)) for one in names)
    if column and column.kind in ("amount", "number", "percent"):
        one, other = _number(before), _number(after)
        return before == after or (one is not None and one == other)
    return bool(before == after)


def _number(text: Any) -> Decimal | None:
    try:
        number = Decimal(text) if isinstance(text, str) else None
    except ArithmeticError:
        return None
    return number if number is not None and number.is_finite() else None
