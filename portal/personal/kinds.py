"""The types of attachments that may be published, by the ending of their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Kind:
    """A type of attachment: its name, how its bytes begin, and what web servers call it.

    heavy: whether reading it may take long, so that it is done in a process of its own.
    """

    name: str
    magic: tuple[bytes, ...]
    media: str
    heavy: bool = False

    def begins(self, data: bytes) -> bool:
        """Whether the bytes begin as this type does."""
        return not self.magic or data.startswith(self.magic)


_ZIPPED = (b"PK\x03\x04",)
_JPEG = Kind("JPEG 图片", (b"\xff\xd8\xff",), "image/jpeg")
_MICROSOFT = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."
KINDS = {
    ".pdf": Kind("PDF", (b"%PDF-",), "application/pdf", heavy=True),
    ".docx": Kind("Word 文件", _ZIPPED, f"{_MICROSOFT}wordprocessingml.document", heavy=True),
    ".xlsx": Kind("Excel 文件", _ZIPPED, f"{_MICROSOFT}spreadsheetml.sheet", heavy=True),
    ".pptx": Kind(
        "PowerPoint 文件", _ZIPPED, f"{_MICROSOFT}presentationml.presentation", heavy=True
    ),
    ".odt": Kind("OpenDocument 文字文件", _ZIPPED, f"{_OASIS}text", heavy=True),
    ".ods": Kind("OpenDocument 表格", _ZIPPED, f"{_OASIS}spreadsheet", heavy=True),
    ".zip": Kind("ZIP 压缩包", (*_ZIPPED, b"PK\x05\x06"), "application/zip", heavy=True),
    ".png": Kind("PNG 图片", (b"\x89PNG\r\n\x1a\n",), "image/png"),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".csv": Kind("CSV 表格", (), "text/csv"),
    ".txt": Kind("纯文本", (), "text/plain"),
}


def media(file: str) -> str:
    """The media type of an attachment, by the ending of its name."""
    return KINDS[PurePosixPath(file).suffix].media


def guess(data: bytes) -> str:
    """What the bytes look like instead, for the message."""
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "，而是网页或 XML"
    found = next((kind.name for kind in KINDS.values() if kind.magic and kind.begins(data)), "")
    return f"，而是 {found}" if found else ""
