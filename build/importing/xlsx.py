"""XLSX → grids. The file is foreign: its size, packing and markup are judged before it is opened.

openpyxl says of itself that it does not guard against quadratic blow-up and entities; a document
type declaration, which both need, is refused. Formulas count by the value that was stored with
them. Hidden sheets, rows and columns are not read, and are named.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from build.forms.workbook import GUIDE, OPTIONS
from build.importing.days import of_clock
from build.importing.faults import Fault, Place, Refused
from build.importing.grid import Cell, Grid, Merged

MAX_BYTES = 20_000_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 200
MAX_ENTRIES = 1_000
MAX_CELLS = 500_000
_OLD = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE = "用表格软件打开，另存为 .xlsx 再导入"
# What openpyxl lets through when a part of the file is not what it should be.
_DAMAGED = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    *(OSError, EOFError, SyntaxError, zipfile.BadZipFile, NotImplementedError),
)


def read_xlsx(file: Path) -> list[Grid]:
    """The visible sheets; raises Refused when the file cannot be trusted or opened, and OSError."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise Refused(f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}", "分成几个文件导入")
    # Judged and read from the same bytes, whatever happens to the file meanwhile.
    data = file.read_bytes()
    _judge(data)
    with warnings.catch_warnings():
        # It warns of decorations that it does not keep; we only read.
        warnings.simplefilter("ignore")
        try:
            stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            typed = openpyxl.load_workbook(io.BytesIO(data))
        except _DAMAGED:
            raise Refused("文件已损坏，打不开", _SAVE) from None
    is_1904 = stored.epoch == CALENDAR_MAC_1904
    grids = []
    hidden = Grid("")
    for sheet in stored.worksheets:
        name = sheet.title
        if sheet.sheet_state != "visible":
            if name != OPTIONS:
                hidden.notes.append(f"隐藏的表「{name}」没有读")
        elif name != GUIDE:
            grids.append(_grid(sheet, typed[name], is_1904=is_1904))
    return [hidden, *grids] if hidden.notes else grids


def _judge(data: bytes) -> None:
    if data.startswith(_OLD):
        raise Refused("这是旧版的 .xls 文件，或者加了密码", f"去掉密码，{_SAVE}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _judge_parts(archive)
    except (zipfile.BadZipFile, zlib.error, *_DAMAGED, RuntimeError):
        raise Refused("这不是 .xlsx 文件，或者已经损坏", _SAVE) from None


def _judge_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        reason = f"解开以后太大（{len(parts)} 个部分，{unpacked:,} 字节）"
        raise Refused(reason, "只留要导入的表和行，另存一份")
    if unpacked > max(1_000_000, packed * MAX_RATIO):
        raise Refused(f"压缩得异常（{unpacked // max(packed, 1)} 倍），可能是恶意文件", _SAVE)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            text = archive.read(part)
            if _DECLARED.search(text) or b"\0" in text:
                raise Refused(f"{part.filename} 里有表格文件不该有的声明", _SAVE)
        if part.filename.lower().endswith("vbaproject.bin"):
            raise Refused("文件里有宏", "另存为不带宏的 .xlsx 再导入")


def _grid(sheet: Worksheet, typed: Worksheet, *, is_1904: bool) -> Grid:
    grid = Grid(sheet.title)
    hidden = _hidden(sheet)
    rows, columns = hidden
    formulas = {at for at, cell in _cells(typed) if cell.data_type == "f"}
    left_out: set[int] = set()
    for number, ((row, column), cell) in enumerate(sorted(_cells(sheet), key=lambda one: one[0])):
        if number > MAX_CELLS:
            reason = f"有内容的格子超过 {MAX_CELLS:,} 个"
            raise Refused(reason, "分成几个文件导入", Place(sheet.title))
        name = f"{get_column_letter(column)}{row}"
        if row in rows or column in columns:
            left_out.add(row if row in rows else -column)
            continue
        value = cell.value
        if value is None and (row, column) in formulas:
            reason, remedy = (
                "这一格是公式，文件里没有存计算结果",
                "用表格软件打开、保存一次，或直接写数",
            )
        elif cell.data_type == "e":
            reason, remedy = f"这一格是错误值 {value}", "改正公式，或直接写内容"
        elif value is None or (isinstance(value, str) and not value.strip()):
            continue
        else:
            text = unescape(value) if isinstance(value, str) else value
            if not isinstance(value, datetime.time | datetime.timedelta):
                grid.cells.setdefault(row, {})[column] = Cell(text, cell.number_format, is_1904)
                continue
            reason, remedy = of_clock(value, cell.number_format)
        grid.faults.append(Fault(Place(sheet.title, row, name), reason, remedy))
    grid.merged = [
        Merged(one.coord, one.min_row, one.max_row, one.min_col, one.max_col)
        for one in sheet.merged_cells.ranges
    ]
    grid.notes += _named(sheet.title, left_out)
    return grid


def _cells(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Any]]:
    """The cells that are there: walking rows would make all those up to a stray last one."""
    yield from sheet._cells.items()  # noqa: SLF001


def _hidden(sheet: Worksheet) -> tuple[set[int], set[int]]:
    rows = {number for number, one in sheet.row_dimensions.items() if one.hidden}
    columns: set[int] = set()
    for one in sheet.column_dimensions.values():
        if one.hidden and one.min and one.max:
            columns.update(range(one.min, min(one.max, one.min + 1000) + 1))
    return rows, columns


def _named(title: str, left_out: set[int]) -> Iterator[str]:
    """The hidden rows and columns that held something."""
    if rows := sorted(one for one in left_out if one > 0):
        yield f"「{title}」隐藏的第 {'、'.join(map(str, rows))} 行没有读"
    if columns := sorted(-one for one in left_out if one < 0):
        yield f"「{title}」隐藏的 {'、'.join(map(get_column_letter, columns))} 列没有读"
