"""A part of a section as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from portal import reads
from portal.data.columns import Column, columns, part_columns, row
from portal.data.workbook import FORMULA, Sheet, Value, workbook
from portal.display import Shown, fields
from portal.plain import Plain
from portal.sections import BY_NAME

BOM = "\ufeff"
# What the rows of a list inside a record begin with.
_OWNER = "记录编号"


def neutral(value: Value) -> Value:
    """The value as a CSV may hold it: a text that a spreadsheet would run begins with «'»."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def comma_separated(section: str, found: Iterable[Plain]) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for GBK."""
    shown = columns(section)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([column.label for column in shown])
    for one in found:
        said = reads.values(section, one.id)
        table.writerow([_decimal(neutral(value)) for value in row(shown, one, said)])
    return (BOM + text.getvalue()).encode()


def _decimal(value: Value) -> Value:
    """A number that is not whole with its two decimals, as the JSON has it."""
    return f"{value:.2f}" if isinstance(value, float) else value


def sheets(section: str, found: Iterable[Plain]) -> bytes:
    """A sheet with a row for each record, and one for each list inside records.

    found: is gone through once for each sheet.
    """
    lists = [field for field in fields(section).values() if field.kind == "parts"]
    plain = [column for column in columns(section) if column.field not in lists]
    made = [_sheet(BY_NAME[section].chinese, plain, (row(plain, one) for one in found))]
    return workbook([*made, *(_inside(field, found) for field in lists)])


def _inside(field: Shown, found: Iterable[Plain]) -> Sheet:
    """The rows of a list inside records, each after its record's id."""
    own = part_columns(field)
    rows = ([one.id, *row(own, item)] for one in found for item in getattr(one, field.name))
    return _sheet(field.chinese, own, rows, (_OWNER,))


def _sheet(
    title: str,
    shown: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    before: tuple[str, ...] = (),
) -> Sheet:
    heads = (*before, *(column.label for column in shown))
    money = frozenset(
        place for place, column in enumerate(shown, len(before)) if column.kind == "amount"
    )
    return Sheet(title, heads, rows, money)
