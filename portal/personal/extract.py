"""One attachment → its verdict: is it what its name says, is it harmless, is there personal data in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from portal.personal import office, pdf, picture
from portal.personal.archive import archive, read
from portal.personal.detect import Hit, find
from portal.personal.verdict import Refused, Verdict, refuse_file

MAX_BYTES = 50_000_000
PLACE = "拍摄位置"
NO_TEXT = "没有文字层（扫描件），无法检查"
_FORMULA = re.compile(r"\s*(?:[=@＝＠]|[+＋\-－](?![\d.,\s%]*\Z)\S*[A-Za-z(!|])")
Examine = Callable[[bytes], Iterator[Hit]]


def examine(data: bytes, ending: str) -> Verdict:
    """The verdict on a file's bytes by the ending of its name («.pdf»); never raises for its content."""
    kind = KINDS[ending]
    try:
        if not kind.begins(data):
            refuse_file(f"内容不是 {kind.name}{_guess(data)}", "用原来的程序打开，另存为这种类型")
        return Verdict(tuple(sorted(set(kind.examine(data)))))
    except Refused as refused:
        return Verdict(fault=refused.fault)
    except (MemoryError, RecursionError):
        return Verdict(fault=("文件太复杂，无法检查", "用原来的程序打开，另存一份"))
    except Exception as error:  # noqa: BLE001 - foreign parsers on foreign bytes raise anything
        reason = f"文件已损坏，读不出（{type(error).__name__}）"
        return Verdict(fault=(reason, "用原来的程序打开，另存一份"))


class Kind:
    """A type of attachment: its name, how its bytes begin, how it is looked into.

    heavy: whether reading it may take long, so that it is done in a process of its own.
    """

    def __init__(
        self, name: str, magic: tuple[bytes, ...], examine: Examine, *, heavy: bool = False
    ) -> None:
        self.name, self.magic, self.examine, self.heavy = name, magic, examine, heavy

    def begins(self, data: bytes) -> bool:
        """Whether the bytes begin as this type does."""
        return not self.magic or data.startswith(self.magic)


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
        refuse_file(f"第 {error.start + 1} 个字节不是 UTF-8 编码", "用编辑器另存为 UTF-8 编码")
    if "\0" in text:
        refuse_file("含有空字符 U+0000", "用编辑器打开，另存为文本")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _office(data: bytes) -> Iterator[Hit]:
    for where, text in office.texts(data):
        yield from find(text, where or "正文")
    for role, name in office.authors(data):
        yield _author(role, name)
    for name, bytes_ in office.pictures(data):
        yield from _picture(bytes_, f"图片 {PurePosixPath(name).name}")


def _pdf(data: bytes) -> Iterator[Hit]:
    reader = pdf.open_pdf(data)
    written = 0
    for where, text in pdf.texts(reader):
        written += len(text.strip()) if where.startswith("第") else 0
        yield from find(text, where)
    if name := pdf.author(reader):
        yield _author("作者", name)
    if not written:
        yield Hit(0, "", NO_TEXT, "", certain=False)


def _picture(data: bytes, where: str = "") -> Iterator[Hit]:
    for note in picture.notes(data):
        if picture.located(note):
            yield Hit(0, where or "EXIF", PLACE, "经纬度")
        for text in picture.texts(note):
            yield from find(text, where or "EXIF")


def _zip(data: bytes) -> Iterator[Hit]:
    with archive(io.BytesIO(data)) as opened:
        for name in opened.namelist():
            if name.endswith("/"):
                continue
            ending = PurePosixPath(name).suffix.lower()
            if ending not in KINDS or ending == ".zip":
                refuse_file(
                    f"压缩包里的「{name[:60]}」不是允许的类型", "只放允许的类型，或分别列为附件"
                )
            inner = examine(read(opened, name), ending)
            if inner.fault:
                refuse_file(f"压缩包里的「{name[:60]}」：{inner.fault[0]}", inner.fault[1])
            for hit in (*find(name), *inner.hits):
                yield Hit(
                    hit.line, f"{name} {hit.where}".strip(), hit.kind, hit.masked, hit.certain
                )


def _author(role: str, name: str) -> Hit:
    return Hit(0, "文件属性", role, name[0] + "*" * (len(name) - 1), certain=False)


def _guess(data: bytes) -> str:
    """What the bytes look like instead, for the message."""
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "，而是网页或 XML"
    found = next((kind.name for kind in KINDS.values() if kind.magic and kind.begins(data)), "")
    return f"，而是 {found}" if found else ""


_ZIPPED = (b"PK\x03\x04",)
KINDS = {
    ".pdf": Kind("PDF", (b"%PDF-",), _pdf, heavy=True),
    ".docx": Kind("Word 文件", _ZIPPED, _office, heavy=True),
    ".xlsx": Kind("Excel 文件", _ZIPPED, _office, heavy=True),
    ".pptx": Kind("PowerPoint 文件", _ZIPPED, _office, heavy=True),
    ".odt": Kind("OpenDocument 文字文件", _ZIPPED, _office, heavy=True),
    ".ods": Kind("OpenDocument 表格", _ZIPPED, _office, heavy=True),
    ".zip": Kind("ZIP 压缩包", (*_ZIPPED, b"PK\x05\x06"), _zip, heavy=True),
    ".png": Kind("PNG 图片", (b"\x89PNG\r\n\x1a\n",), _picture),
    ".jpg": Kind("JPEG 图片", (b"\xff\xd8\xff",), _picture),
    ".jpeg": Kind("JPEG 图片", (b"\xff\xd8\xff",), _picture),
    ".csv": Kind("CSV 表格", (), _csv),
    ".txt": Kind("纯文本", (), _plain),
}
"""The types of attachments that may be published, by the ending of their names."""
