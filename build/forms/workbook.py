"""A section as an XLSX form: a sheet of records, a sheet for each list inside them.

Everything follows from the models. The structure is locked without a password; the cells to fill
in are not. Drop-downs stand as ranges on a hidden sheet, because Excel allows a list in the cell
itself 255 characters only.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from build.forms.hints import describe, example
from build.forms.known import Known
from build.forms.shape import Column, columns
from portal.sections import Section

# How far down the drop-downs reach.
ROWS = 2_000
OPTIONS, GUIDE = "选项", "填写说明"
ID = Column("id", "编号", "text", required=True)
OWNER = Column("record", "所属记录", "text", required=True)
REQUIRED_MARK = "*"
_FORMATS = {"day": "yyyy-mm-dd", "amount": "#,##0.00", "number": "0.##", "percent": "0.##"}
_NUMBERS = {"count", "year"}
_WIDTHS = {"title": 36, "body": 40, "id": 20}
_HEAD = {
    True: PatternFill("solid", fgColor="9E1B1B"),
    False: PatternFill("solid", fgColor="5B6770"),
}
_HELP = {
    "id": "每条记录一个，也就是网址的最后一段：小写字母、数字和连字符，如 yc-2026-001",
    "record": "写明这一行属于哪条记录：前一张表里的编号，或已有记录的编号",
}
_STEPS = (
    "每张表第一行是表头，不要改动；从第二行起，一行写一条。",
    "红色表头、带 * 的必填；灰色的有就填，没有就空着。鼠标停在表头上可以看到写法。",
    "有下拉箭头的格子从下拉中选；「编号 ｜ 名称」整个选中即可。",
    "可以写多个的格子，各项之间用分号「；」隔开。",
    "日期写成 2026-03-02 或 2026年3月2日；金额以元为单位，写 12.5万 也能读懂。",
    "评价标准、附件等一条记录有多行的内容，写在后面的表里，每行写明属于哪条记录。",
    "附件的文件和本表放在同一个文件夹里，表里只写文件名。",
    "改已有的记录：写它的编号，只填要改的格子，空着的保持不变；要清空一格，写「（清空）」。",
    "填好后运行 python -m build import 加上本文件名；它先列出会增加和改动什么，同意了才写入。",
)


def write_form(file: Path, sections: list[Section], known: Known, today: datetime.date) -> None:
    """Write the form for these sections; raises OSError."""
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)  # noqa: S101 - a new workbook has one
    guide.title = GUIDE
    options = _Options(book.create_sheet(OPTIONS), known)
    for section in sections:
        fields = columns(section.name)
        flat = [ID, *(one for one in fields if not one.parts)]
        _sheet(book.create_sheet(section.chinese), flat, options)
        for one in fields:
            if one.parts:
                _sheet(book.create_sheet(part_title(section, one)), [OWNER, *one.parts], options)
    _guide(guide, sections)
    # The options come last, and out of sight.
    book.move_sheet(OPTIONS, len(book.sheetnames))
    options.sheet.sheet_state = "hidden"
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.creator = "python -m build template"
    day = datetime.datetime.combine(today, datetime.time())
    book.properties.created = book.properties.modified = day
    book.save(file)


def part_title(section: Section, part: Column) -> str:
    """The sheet that holds the rows of a list of a section's records; Excel allows 31 characters."""
    return f"{section.chinese}-{part.label}"[:31]


class _Options:
    """The hidden sheet of drop-downs, one column for each list that is used."""

    def __init__(self, sheet: Worksheet, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.ranges: dict[tuple[str, ...], str] = {}

    def range(self, column: Column) -> str | None:
        """The cells that hold what the column offers, or None when it offers nothing."""
        choices = column.choices or (("是", "否") if column.kind == "yes" else ())
        if column.ref:
            choices = tuple(self.known.choices(column.ref))
        if not choices:
            return None
        if choices not in self.ranges:
            place = len(self.ranges) + 1
            for row, choice in enumerate(choices, 1):
                self.sheet.cell(row, place, choice).data_type = "s"
            letter = get_column_letter(place)
            self.ranges[choices] = f"{OPTIONS}!${letter}$1:${letter}${len(choices)}"
        return self.ranges[choices]


def _sheet(sheet: Worksheet, fields: list[Column], options: _Options) -> None:
    for place, one in enumerate(fields, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, one.label + REQUIRED_MARK * one.required)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = _HEAD[one.required]
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.comment = Comment(_help(one), "python -m build", height=120, width=320)
        # Formats belong to the whole column: every row can be filled in, and the file stays small.
        whole = sheet.column_dimensions[letter]
        whole.width = _WIDTHS.get(one.name, 18)
        whole.protection = Protection(locked=False)
        whole.number_format = _FORMATS.get(one.kind, "0" if one.kind in _NUMBERS else "@")
        offered = None if one.many else options.range(one)
        sheet.add_data_validation(_validation(one, f"{letter}2:{letter}{ROWS + 1}", offered))
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    # Rows may be made wider, higher, sorted and filtered; columns stay as they are.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.sort = sheet.protection.autoFilter = False


def _help(one: Column) -> str:
    said = _HELP.get(one.name) or describe(one)
    need = "必填。" if one.required else "可以不填。"
    shown = f"。例：{example(one)}" if example(one) and not one.choices else ""
    return f"{one.label}（{one.name}）：{need}{said}{shown}"


def _validation(one: Column, cells: str, offered: str | None) -> DataValidation:
    """The column's drop-down and help; it warns of nothing, since the importer says it better."""
    validation = DataValidation(
        type="list" if offered else None, formula1=offered, allow_blank=True, showErrorMessage=False
    )
    validation.promptTitle, validation.prompt = one.label[:32], _help(one)[:255]
    validation.showInputMessage = True
    validation.add(cells)
    return validation


def _guide(sheet: Worksheet, sections: list[Section]) -> None:
    sheet.column_dimensions["A"].width = 100
    lines = [f"{'、'.join(one.chinese for one in sections)}登记表", "", *_numbered(_STEPS)]
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.protection.sheet = True


def _numbered(lines: tuple[str, ...]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]
