"""CSV → a grid: UTF-8 or GB18030, whichever decodes strictly; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from build.importing.faults import Fault, Place, Refused
from build.importing.grid import Cell, Grid

MAX_BYTES = 20_000_000
_SAVE = "用表格软件另存为 .xlsx，或「CSV UTF-8（逗号分隔）」"


def read_csv(file: Path) -> Grid:
    """The rows of the file; raises Refused and OSError. Ragged rows are named, never shifted."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise Refused(f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}", "分成几个文件导入")
    text, encoding = decode(file.read_bytes())
    grid = Grid(file.stem, file=file.name)
    if encoding != "utf-8-sig":
        grid.notes.append(f"「{file.name}」不是 UTF-8，按 GB18030 读")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = 0
    try:
        for row, line in enumerate(reader, 1):
            cells = [cell.strip() for cell in line]
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width:
                reason = f"这一行有 {len(cells)} 格，表头有 {width} 格"
                remedy = "补齐或删去多余的格；含分隔符的文字加英文双引号"
                grid.faults.append(Fault(Place(grid.name, row), reason, remedy))
                continue
            grid.cells[row] = {
                column: Cell(_unguarded(cell)) for column, cell in enumerate(cells, 1) if cell
            }
    except csv.Error as error:
        place = Place(grid.name, reader.line_num)
        raise Refused(f"不是完好的 CSV（{error}）", "检查引号是否成对", place) from None
    return grid


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding) of the bytes; raises Refused, which names the byte that is neither."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data:
        raise Refused("文件是 UTF-16 编码，或者不是文本", _SAVE)
    try:
        return data.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError as error:
        start = error.start
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = (
            f"既不是 UTF-8（第 {start + 1} 个字节）也不是 GB18030（第 {error.start + 1} 个字节）"
        )
        raise Refused(reason, _SAVE, Place(row=line)) from None


def _unguarded(text: str) -> str:
    """Without the apostrophe that keeps spreadsheets from taking a text for a formula."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@＝＋－＠\t\r" else text
