"""Tables → drafts: the values of each record, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from build.forms.shape import Column
from build.forms.workbook import ID, OWNER
from build.importing.faults import Fault, Misread, Place
from build.importing.grid import Cell
from build.importing.nested import read_rows
from build.importing.tables import Table
from build.importing.values import converted, is_bare_number, plain, read_cell
from portal.fields import ID as ID_PATTERN
from portal.fields import shown

# A number with its area code, whose 0 a spreadsheet dropped; no mobile, 400 or 800 number has one.
_CUT = re.compile(r"10[0-9]{8}|(?!400|800)[2-9][0-9]{9,10}")
# How many rows a remark names.
_NAMED = 5
CLEARED = re.compile(r"[（(]\s*清空\s*[）)]")


@dataclass
class Draft:
    """What a file says about one record.

    values: texts, lists of texts, lists of dicts of texts, None for a field to be emptied; attachments
    are names alone where a column of the record's own sheet has them.
    places: «closes», «criteria[2].weight» → where it stands; "" is the record itself, and missing
    when only rows of its lists are there; converted: likewise → an amount as the table has it, when
    its unit is not 元.
    labelled: whether fields are known to the reader by their labels and not by their names.
    """

    section: str
    id: str
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    labelled: bool = True
    converted: dict[str, str] = field(default_factory=dict)

    def place(self, name: str) -> Place:
        """Where a field stands, or the nearest thing around it."""
        while name and name not in self.places:
            name = name[: max(name.rfind("."), name.rfind("["), 0)]
        return self.places.get(name) or next(iter(self.places.values()), Place())


Drafts = dict[tuple[str, str], Draft]


@dataclass
class _Row:
    """One row of a table, read: its values and where each stands, by the field's name."""

    table: Table
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    converted: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return self.table.place(self.number)


def collect(tables: Iterable[Table]) -> tuple[Drafts, list[Fault]]:
    """The drafts of all tables, records before the rows of their lists."""
    drafts: Drafts = {}
    faults: list[Fault] = []
    for table in sorted(tables, key=lambda one: one.part is not None):
        numbers: dict[int, list[int]] = {}
        for number in table.rows:
            row = _read(table, number, faults, numbers)
            id = _id(row)
            if isinstance(id, Fault):
                faults.append(id)
            elif table.part:
                _add_part(
                    row, drafts.setdefault((table.section.name, id), Draft(table.section.name, id))
                )
            elif other := drafts.get((table.section.name, id)):
                reason = f"编号 {id} 和{other.place('')}相同"
                remedy = "每条记录用一个不同的编号，或删去重复的行"
                faults.append(Fault(row.places[ID.name], reason, remedy))
            else:
                places = {"": row.place, **row.places}
                drafts[table.section.name, id] = Draft(
                    table.section.name, id, row.values, places, converted=row.converted
                )
        table.grid.notes += _of_numbers(table, numbers)
    return drafts, faults


def _read(table: Table, number: int, faults: list[Fault], numbers: dict[int, list[int]]) -> _Row:
    """The row; numbers: column → the rows where a number stands for a text, which is added to."""
    row = _Row(table, number)
    for column, cell in table.rows[number].items():
        if column not in table.heads:
            continue
        head = table.heads[column]
        place = row.places[head.column.name] = table.place(number, column)
        try:
            row.values[head.column.name] = _value(head.column, cell, head.unit)
            if head.column.kind == "amount" and (written := converted(cell, head.unit)):
                row.converted[head.column.name] = written
            if head.column.kind == "text" and is_bare_number(cell):
                numbers.setdefault(column, []).append(number)
        except Misread as error:
            faults.append(Fault(place, error.reason, error.remedy))
    return row


def _value(column: Column, cell: Cell, unit: str) -> Any:
    if CLEARED.fullmatch(plain(cell)):
        return None
    if column.name == "phone" and is_bare_number(cell) and _CUT.fullmatch(plain(cell)):
        reason = f"这一格是数 {plain(cell)}，不是文字：号码开头的 0 已经丢了"
        raise Misread(reason, "把这一列的格式改成「文本」，重写完整的号码，如 0980-5550110")
    if column.name == "attachments":
        return [name.strip() for name in re.split(r"[；;\n]", plain(cell)) if name.strip()]
    return read_rows(column, plain(cell)) if column.parts else read_cell(column, cell, unit)


def _id(row: _Row) -> str | Fault:
    first = OWNER if row.table.part else ID
    found = row.values.pop(first.name, None)
    if not found:
        reason = f"这一行没有写「{first.label}」"
        return Fault(row.place, reason, "写上记录的编号，如 yc-2026-001")
    id = re.split(r"\s*[|｜]\s*", found)[0]
    if not ID_PATTERN.fullmatch(id) or len(id) > 80:
        remedy = "只用小写字母、数字和连字符，如 yc-2026-001"
        return Fault(row.places[first.name], f"{shown(found)}不能作编号", remedy)
    return id


def _add_part(row: _Row, draft: Draft) -> None:
    """Put the row at the end of the draft's list."""
    part = row.table.part
    if part is None:
        return
    rows = draft.values.setdefault(part.name, [])
    if not isinstance(rows, list) or any(isinstance(one, str) for one in rows):
        rows = draft.values[part.name] = []
    rows.append({name: value for name, value in row.values.items() if value is not None})
    name = f"{part.name}[{len(rows)}]"
    draft.places.setdefault(part.name, row.place)
    draft.places[name] = row.place
    draft.places |= {f"{name}.{one}": place for one, place in row.places.items()}
    draft.converted |= {f"{name}.{one}": words for one, words in row.converted.items()}


def _of_numbers(table: Table, numbers: dict[int, list[int]]) -> Iterator[str]:
    """What is said of columns of texts in which numbers stand."""
    for column, rows in numbers.items():
        where = f"「{table.grid.name}」{get_column_letter(column)} 列（{table.heads[column].column.label}）"
        more = f"等 {len(rows)} 行" if len(rows) > _NAMED else "行"
        first = "、".join(map(str, rows[:_NAMED]))
        yield (
            f"{where}第 {first} {more}是数，不是文字，照数读了；"
            "开头有 0 的会丢掉 0，请把这一列的格式改成「文本」再填"
        )
