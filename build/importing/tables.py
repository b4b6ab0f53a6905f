"""Grids → tables: which section a sheet belongs to, and which field each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from build.forms.shape import Column, columns
from build.forms.workbook import ID, OWNER, REQUIRED_MARK, part_title
from build.importing.faults import Fault, Misread, Place
from build.importing.grid import Cell, Grid
from build.importing.values import narrow, unit_of
from portal.data.derived import LABELS
from portal.fields import shown
from portal.nearest import nearest
from portal.sections import SECTIONS, Section

# How far down a heading may stand below titles.
_SEARCHED = 10
# What our open data adds to a record: words of references, its address, what its project says.
DERIVED = Column("", "", "derived", required=False)
_PAGE, _OWNER_EXPORTED = "网页", "记录编号"
# What offices number the rows of a sheet with; it says nothing of a record.
RUNNING = Column("", "", "running", required=False)
_REMARKS = {
    "": "只是给行编的号，没有读",
    "attachments": "只有文件名，名称照文件名写；要写名称和种类，填在附件的那张表里",
}
_RUNNING_WORDS = frozenset({"序号", "序", "行号", "顺序号", "流水号", "no", "no."})
_LEAVE_OUT = "和导入无关的，删掉或隐藏这张表"
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]$")


@dataclass(frozen=True)
class Head:
    """The field of a column, and the unit that its heading names."""

    column: Column
    unit: str = ""


@dataclass
class Table:
    """A sheet that is understood: the section, the list inside its records or None, and its rows.

    running: the columns that only number the rows; a row in which nothing else stands is empty.
    """

    grid: Grid
    section: Section
    part: Column | None
    heads: dict[int, Head] = field(default_factory=dict)
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    running: set[int] = field(default_factory=set)

    def place(self, row: int, column: int = 0) -> Place:
        """Where a cell stands; without a column, the whole row."""
        if not column:
            return Place(self.grid.name, row)
        head = self.heads.get(column)
        letters = f"{get_column_letter(column)}{row}"
        name = f"第 {row} 行第 {column} 列" if self.grid.file else letters
        return Place(self.grid.name, row, name, head.column.label if head else "")


def read_table(grid: Grid, given: Section | None) -> Table | list[Fault]:
    """The table of a grid that holds something, or why it is not understood.

    given: the section that the user names; a sheet named after a section is of that one.
    """
    found = _owner(grid.name, given)
    section, part = found or (given, None)
    if section is None:
        return [_unknown(grid)]
    fields = [OWNER, *part.parts] if part else _flat(section)
    start = _heading(grid, fields)
    if start is None:
        remedy = f"第一行写表头：{'、'.join(one.label for one in fields[:6])}……"
        reason = f"前 {_SEARCHED} 行里没有找到表头"
        return [Fault(grid.whole, reason, remedy + _unless_foreign(grid, section))]
    table = Table(grid, section, part)
    faults = [*_read_heads(table, fields, start), *_spread(grid, start)]
    for row, cells in sorted(grid.cells.items()):
        if row < start:
            grid.notes.append(f"「{grid.name}」第 {row} 行在表头上面，当作标题，没有读")
        elif row > start and cells.keys() - table.running:
            table.rows[row] = cells
    for row, cells in table.rows.items():
        for column in sorted(cells.keys() - grid.cells[start].keys()):
            remedy = "在表头写明这一列是什么，或删掉内容"
            faults.append(Fault(table.place(row, column), "这一列没有表头", remedy))
    return faults or table


def _unknown(grid: Grid) -> Fault:
    close = nearest(grid.name, [one.chinese for one in SECTIONS])
    meant = f"是不是「{close}」？" if close else ""
    if grid.file:
        remedy = f"{meant}把文件名改成栏目名，如 {close or '通知公告'}.csv，或加上 --section 栏目"
        return Fault(grid.whole, "看不出这个文件是哪个栏目", remedy)
    remedy = f"{meant}把表名改成栏目名，或加上 --section 栏目；{_LEAVE_OUT}"
    return Fault(grid.whole, "看不出这张表是哪个栏目", remedy)


def _unless_foreign(grid: Grid, section: Section) -> str:
    """What to do with a sheet that is named after nothing, and may have nothing to do with us."""
    return "" if grid.file or _owner(grid.name, section) else f"；{_LEAVE_OUT}"


def _owner(name: str, given: Section | None) -> tuple[Section, Column | None] | None:
    """The section, and the list, that a sheet is named after; in our own tables, by the list alone."""
    name = name.strip()
    for one in columns(given.name) if given else ():
        if one.parts and name == one.label:
            return (given, one) if given else None
    for section in SECTIONS:
        if name in (section.chinese, section.name):
            return section, None
        for one in columns(section.name):
            named = (part_title(section, one), f"{section.name}-{one.name}"[:31])
            if one.parts and name in named:
                return section, one
    return None


def section_of(grid: Grid) -> Section | None:
    """The section that a sheet is named after, or the only one that has all its headings."""
    found = _owner(grid.name, None)
    if found or not grid.cells:
        return found[0] if found else None
    words = [str(cell.value) for cell in grid.cells[min(grid.cells)].values()]
    having = [one for one in SECTIONS if all(_field(word, _flat(one)) for word in words)]
    return having[0] if len(having) == 1 and len(words) > 3 else None


def _flat(section: Section) -> list[Column]:
    """What the columns of a sheet of records can be; lists stand in our own CSV as JSON."""
    return [ID, *columns(section.name)]


def _heading(grid: Grid, fields: list[Column]) -> int | None:
    """The row, among the first, most of whose cells are headings."""
    counts = {}
    for row in sorted(grid.cells)[:_SEARCHED]:
        words = [str(cell.value) for cell in grid.cells[row].values()]
        known = sum(1 for word in words if _field(word, fields))
        if known * 2 >= len(words):
            counts[row] = known
    return max(counts, key=lambda row: counts[row], default=None)


def _field(word: str, fields: list[Column]) -> Column | None:
    """The field that a heading means, by label or by name."""
    whole = "".join(word.replace(REQUIRED_MARK, "").split())
    for text in (whole, _BRACKETS.sub("", whole)):
        for one in fields:
            if narrow(text) in (narrow("".join(one.label.split())), one.name):
                return one
    return _exported(whole, fields)


def _exported(word: str, fields: list[Column]) -> Column | None:
    """What a heading of our open data means: a reference takes two columns, id and words."""
    if word == _OWNER_EXPORTED and OWNER in fields:
        return OWNER
    for one in fields:
        if one.ref and word == f"{one.label}编号":
            return one
        if one.ref and word == f"{one.label}名称":
            return DERIVED
    if narrow(word).lower() in _RUNNING_WORDS:
        return RUNNING
    return DERIVED if word == _PAGE or word in LABELS else None


def _read_heads(table: Table, fields: list[Column], start: int) -> list[Fault]:
    faults = []
    for column, cell in sorted(table.grid.cells[start].items()):
        word = str(cell.value)
        place = table.place(start, column)
        found = _field(word, fields)
        if found is None:
            labels = [one.label for one in fields]
            close = nearest(word, labels)
            meant = f"是不是「{close}」？" if close else ""
            reason = f"没有叫{shown(word)}的字段"
            faults.append(Fault(place, reason, f"{meant}可用的表头：{'、'.join(labels)}"))
            continue
        if found is not DERIVED and found.name in _REMARKS:
            table.grid.notes.append(f"「{table.grid.name}」的「{word}」一列{_REMARKS[found.name]}")
        if found is RUNNING:
            table.running.add(column)
        if found in (DERIVED, RUNNING):
            continue
        if found in (one.column for one in table.heads.values()):
            faults.append(Fault(place, f"表头「{found.label}」出现了两次", "只留一列"))
        try:
            table.heads[column] = Head(found, _unit(found, word))
        except Misread as error:
            faults.append(Fault(place, error.reason, error.remedy))
    first = OWNER if table.part else ID
    if first not in (one.column for one in table.heads.values()):
        reason = f"没有「{first.label}」这一列"
        remedy = "加上这一列，每行写记录的编号" + _unless_foreign(table.grid, table.section)
        faults.append(Fault(table.place(start), reason, remedy))
    return faults


def _unit(column: Column, word: str) -> str:
    brackets = _BRACKETS.search("".join(word.replace(REQUIRED_MARK, "").split()))
    if column.kind != "amount" or not brackets or brackets[0] in column.label:
        return ""
    return unit_of(brackets[1])


def _spread(grid: Grid, start: int) -> list[Fault]:
    """Let a value merged downwards stand in each of its rows; other merges below are faults."""
    faults = []
    for one in sorted(grid.merged, key=lambda merged: merged.name):
        if one.last_row < start:
            continue
        if one.first_row <= start or one.first_column != one.last_column:
            place = Place(grid.name, one.first_row, one.name)
            faults.append(Fault(place, "合并了单元格，看不出各格的内容", "取消合并，每格各写各的"))
        elif cell := grid.cells.get(one.first_row, {}).get(one.first_column):
            for row in range(one.first_row + 1, one.last_row + 1):
                grid.cells.setdefault(row, {})[one.first_column] = cell
            grid.notes.append(f"「{grid.name}」{one.name} 是合并的，其中每一行都按同样的内容读")
    return faults
