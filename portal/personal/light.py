"""Attachments that are quickly looked into: pictures and plain text; and how any is judged."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping

from portal.personal import picture
from portal.personal.detect import Hit, find
from portal.personal.kinds import KINDS, guess
from portal.personal.verdict import Refused, Verdict, refuse_file

PLACE = "拍摄位置"
_FORMULA = re.compile(r"\s*(?:[=@＝＠]|[+＋\-－](?![\d.,\s%]*\Z)\S*[A-Za-z(!|])")
Examine = Callable[[bytes], Iterator[Hit]]


def judged(data: bytes, ending: str, examiners: Mapping[str, Examine]) -> Verdict:
    """The verdict on a file's bytes by the ending of its name («.pdf»); never raises for its content."""
    kind = KINDS[ending]
    try:
        if not kind.begins(data):
            refuse_file(f"内容不是 {kind.name}{guess(data)}", "用原来的程序打开，另存为这种类型")
        return Verdict(tuple(sorted(set(examiners[ending](data)))))
    except Refused as refused:
        return Verdict(fault=refused.fault)
    except (MemoryError, RecursionError):
        return Verdict(fault=("文件太复杂，无法检查", "用原来的程序打开，另存一份"))
    except Exception as error:  # noqa: BLE001 - foreign parsers on foreign bytes raise anything
        reason = f"文件已损坏，读不出（{type(error).__name__}）"
        return Verdict(fault=(reason, "用原来的程序打开，另存一份"))


def _plain(data: bytes) -> Iterator[Hit]:
    yield from find(_decoded(data))


def _csv(data: bytes) -> Iterator[Hit]:
    text = _decoded(data)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
            for cell in row:
                if _FORMULA.match(cell):
                    reason = f"第 {number} 行有以「{cell.strip()[0]}」开头的格，表格程序会当作公式"
                    refuse_file(reason, "在前面加文字，或写成数")
    except csv.Error as error:
        refuse_file(f"不是完好的 CSV（{error}）", "检查引号是否成对")
    yield from find(text)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse_file(
            f"第 {error.start + 1} 个字节不是 UTF-8 编码",
            "另存为 UTF-8：记事本另存时「编码」选 UTF-8，Excel 选「CSV UTF-8（逗号分隔）」",
        )
    if "\0" in text:
        refuse_file("含有空字符 U+0000", "用编辑器打开，另存为文本")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def pictured(data: bytes, where: str = "") -> Iterator[Hit]:
    for note in picture.notes(data):
        if picture.located(note):
            yield Hit(0, where or "EXIF", PLACE, "经纬度")
        for text in picture.texts(note):
            yield from find(text, where or "EXIF")


LIGHT: dict[str, Examine] = {
    ".png": pictured,
    ".jpg": pictured,
    ".jpeg": pictured,
    ".csv": _csv,
    ".txt": _plain,
}
