"""Workbooks and other tables for the importer, made as offices make them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from build.forms.known import Known
from build.forms.workbook import write_form
from build.importing.plan import Plan, make_plan
from build.importing.write import JOURNAL, WORK
from portal.sections import BY_NAME
from tests.factories import Content

Rows = Sequence[Mapping[str, Any]]


def workbook(file: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Workbook:
    """A plain workbook: each sheet's rows as they stand; saved, and given for more changes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return book


def form(content: Content, file: Path, sheets: Mapping[str, Rows], *sections: str) -> None:
    """Our own form of these sections, filled in under the headings' labels."""
    names = [BY_NAME[name] for name in sections]
    write_form(file, names, Known(content.folder), datetime.date(2026, 6, 30))
    book = openpyxl.load_workbook(file)
    for title, rows in sheets.items():
        sheet = book[title]
        heads = {str(cell.value).rstrip("*"): place for place, cell in enumerate(sheet[1], 1)}
        for number, row in enumerate(rows, 2):
            for label, value in row.items():
                sheet.cell(number, heads[label], value)
    book.save(file)


def plan(content: Content, file: Path, section: str = "") -> Plan:
    """What the importer would do with the file."""
    return make_plan(file, content.folder, BY_NAME[section] if section else None)


def faults(content: Content, file: Path, section: str = "") -> list[str]:
    """Every fault, as it is printed."""
    return [str(fault) for fault in plan(content, file, section).faults]


NOTICE = ("编号", "标题", "公开日期", "类型", "来源")


def notices(file: Path, *rows: Sequence[Any], head: Sequence[str] = NOTICE) -> Workbook:
    """A sheet of notices, the simplest of records."""
    return workbook(file, {"通知公告": [head, *rows]})


def begin_an_import(content: Content) -> None:
    """Leave what a kill leaves between two moves of an import: the first file moved, the others not.

    The second was there before, and its copy is not whole, as after a power cut.
    """
    work = content.folder / WORK
    work.mkdir()
    (work / "1.old").write_bytes(b"")
    for number in (1, 2):
        (work / f"{number}.new").write_bytes(b"b")
    moves = [[0, "notices/new.md", False], [1, "site.yaml", True], [2, "notices/newer.md", False]]
    (work / JOURNAL).write_text(json.dumps(moves), encoding="utf-8")
    content.write("notices/new.md", "a")
