"""The types of attachments that may be published, by the ending of their names."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Kind:
    """A type of attachment: its name, how its bytes begin.

    heavy: whether reading it may take long, so that it is done in a process of its own.
    """

    name: str
    magic: tuple[bytes, ...]
    heavy: bool = False

    def begins(self, data: bytes) -> bool:
        """Whether the bytes begin as this type does."""
        return not self.magic or data.startswith(self.magic)


_ZIPPED = (b"PK\x03\x04",)
KINDS = {
    ".pdf": Kind("PDF", (b"%PDF-",), heavy=True),
    ".docx": Kind("Word 文件", _ZIPPED, heavy=True),
    ".xlsx": Kind("Excel 文件", _ZIPPED, heavy=True),
    ".pptx": Kind("PowerPoint 文件", _ZIPPED, heavy=True),
    ".odt": Kind("OpenDocument 文字文件", _ZIPPED, heavy=True),
    ".ods": Kind("OpenDocument 表格", _ZIPPED, heavy=True),
    ".zip": Kind("ZIP 压缩包", (*_ZIPPED, b"PK\x05\x06"), heavy=True),
    ".png": Kind("PNG 图片", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": Kind("JPEG 图片", (b"\xff\xd8\xff",)),
    ".jpeg": Kind("JPEG 图片", (b"\xff\xd8\xff",)),
    ".csv": Kind("CSV 表格", ()),
    ".txt": Kind("纯文本", ()),
}


def guess(data: bytes) -> str:
    """What the bytes look like instead, for the message."""
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "，而是网页或 XML"
    found = next((kind.name for kind in KINDS.values() if kind.magic and kind.begins(data)), "")
    return f"，而是 {found}" if found else ""
