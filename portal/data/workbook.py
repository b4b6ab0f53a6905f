"""Sheets → an XLSX file (ECMA-376), in the small part of the format that tables need.

Texts are inline, numbers are numbers, days are days, nothing is a formula. Strings are put together by hand,
because a general writer takes some twenty times as long a cell, and every record has thirty.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from portal.data.packing import entry

Value = str | int | float | datetime.date | None

# What a cell can hold; a longer text is cut, and says so.
LONGEST = 32_767
_CUT = "……（全文见网页）"
# What a spreadsheet takes for the beginning of a formula or command (OWASP, CSV injection), also in
# full width. Such a text gets the mark that a leading apostrophe leaves in a cell.
FORMULA = tuple("=+-@\t\r＝＋－＠")
_HEAD, _AMOUNT, _QUOTED, _DAY = 1, 2, 3, 4
# Days count from here; before the other, Excel has a 29 February 1900 that never was.
_BEFORE_FIRST, _SOUND = datetime.date(1899, 12, 30), datetime.date(1900, 3, 1)
# How wide a column may be, in digits; and what the arrow of a filter takes.
_NARROW, _WIDE, _ARROW = 8, 48, 3
# Excel reads «_x0041_» in a text as «A».
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT = re.compile(r"[\[\]:*?/\\']")

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = (
    f'{_HEADER}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Sheet:
    """One sheet. heads: the labels of its columns; amounts: places of those that hold money."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]
    amounts: frozenset[int] = frozenset()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file. The same sheets make the same bytes on any machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in _files(sheets):
            package.writestr(entry(name), text.encode())
    return made.getvalue()


def _files(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}worksheet+xml"/>'
        for number in numbers
    )
    types = (
        f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/></Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    filtered = []
    for number, sheet in zip(numbers, sheets, strict=True):
        text, area = _sheet(sheet)
        filtered.append(area)
        yield f"xl/worksheets/sheet{number}.xml", text
    yield "xl/workbook.xml", _contents(list(_names(sheets)), filtered)
    parts = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _contents(names: list[str], filtered: list[str]) -> str:
    """The sheets by name, and the area of each filter, which Excel keeps as a hidden name."""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    areas = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"'{escape(name)}'!{area}</definedName>"
        for place, (name, area) in enumerate(zip(names, filtered, strict=True))
    )
    return (
        f'{_HEADER}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{areas}</definedNames></workbook>"
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names as Excel allows them: 31 characters, some not, each once."""
    used: set[str] = set()
    for sheet in sheets:
        title = _UNFIT.sub("、", sheet.title)
        tries = (title[: 31 - len(end)] + end for end in ("", *(f" {n}" for n in range(2, 100))))
        name = next(name for name in tries if name.casefold() not in used)
        used.add(name.casefold())
        yield name


def letters(place: int) -> str:
    """«A», «Z», «AA»: the name of a column, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _sheet(sheet: Sheet) -> tuple[str, str]:
    """The sheet, its first row fixed and with filters, and the area of these («$A$1:$C$9»)."""
    columns = [letters(place) for place in range(len(sheet.heads))]
    head = "".join(
        _text(f"{one}1", text, _HEAD) for one, text in zip(columns, sheet.heads, strict=True)
    )
    styles = [_AMOUNT if place in sheet.amounts else 0 for place in range(len(columns))]
    widths = [max(_NARROW, _width(text) + _ARROW) for text in sheet.heads]
    lines = [f'<row r="1">{head}</row>']
    for number, row in zip(count(2), sheet.rows):
        cells = [
            _cell(f"{column}{number}", value, style)
            for column, style, value in zip(columns, styles, row, strict=True)
            if value is not None
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        for place, value in enumerate(row):
            if value is not None and widths[place] < _WIDE:
                widths[place] = max(widths[place], _width(value))
    shown = "".join(
        f'<col min="{number}" max="{number}" width="{min(width, _WIDE) + 1}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    last = f"{columns[-1]}{{}}{len(lines)}"
    made = (
        f'{_HEADER}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{shown}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A1:{last.format("")}"/></worksheet>'
    )
    return made, f"$A$1:${last.format('$')}"


def _width(value: str | float | datetime.date) -> int:
    """How many digits wide a value is shown: a Chinese character takes two."""
    if isinstance(value, str):
        # Three bytes for most of what is two digits wide, one for the rest.
        return (len(value) + len(value.encode())) // 2
    return 10 if isinstance(value, datetime.date) else len(f"{value:,.2f}")


def _cell(cell: str, value: str | float | datetime.date, style: int) -> str:
    if isinstance(value, datetime.date):
        if value < _SOUND:
            return _text(cell, value.isoformat(), 0)
        value, style = (value - _BEFORE_FIRST).days, _DAY
    if isinstance(value, str):
        return _text(cell, value, 0)
    return f'<c r="{cell}" s="{style}"><v>{value}</v></c>'


def _text(cell: str, text: str, style: int) -> str:
    if len(text) > LONGEST:
        text = text[: LONGEST - len(_CUT)] + _CUT
    if not style and text.startswith(FORMULA):
        style = _QUOTED
    if "_x" in text:
        text = _CODED.sub("_x005F_", text)
    return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
