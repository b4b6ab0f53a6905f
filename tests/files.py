"""Real files of every type that may be attached, as small as they can be, with a text of the test's choice."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from pathlib import PurePosixPath

_PNG = b"\x89PNG\r\n\x1a\n"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def sample(name: str, text: str = "") -> bytes:
    """A file as the ending of its name says, which holds the text."""
    make = MAKERS.get(PurePosixPath(name).suffix, str.encode)
    return make(text)


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of these files, the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def docx(text: str = "", *, author: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file whose one paragraph breaks the text into runs of three characters.

    more: further members by name.
    """
    runs = "".join(
        f"<w:r><w:t>{escape(text[at : at + 3])}</w:t></w:r>" for at in range(0, len(text), 3)
    )
    core = f'<c xmlns:d="http://purl.org/dc/elements/1.1/"><d:creator>{author}</d:creator></c>'
    members = {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:p>{runs}</w:p></w:document>',
        "docProps/core.xml": core,
    }
    return zipped({name: data.encode() for name, data in members.items()} | dict(more or {}))


def xlsx(text: str = "", *, number: str = "") -> bytes:
    """An Excel file with a sheet «名单»: the text as a shared string in B3, a number in C3."""
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="名单" r:id="r1"/></sheets></workbook>'
    cells = f'<c r="B3" t="s"><v>0</v></c><c r="C3"><v>{number}</v></c>'
    relation = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
    members = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"><si><t>{escape(text)}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData><row>{cells}</row></sheetData></worksheet>',
    }
    return zipped({name: data.encode() for name, data in members.items()})


def pdf(text: str = "", *, author: str = "", catalog: str = "") -> bytes:
    """A PDF file of one page with the (ASCII) text; catalog: more entries of its root."""
    content = f"BT /F1 12 Tf 20 50 Td ({text}) Tj ET".encode()
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Author ({author}) >>".encode(),
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    trailer = b"trailer << /Size 8 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return data + b"xref\n0 8\n0000000000 65535 f \n" + table + trailer


def png(text: str = "", size: tuple[int, int] = (1, 1)) -> bytes:
    """A PNG picture with the text as a comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    note = chunk(b"tEXt", b"Comment\0" + text.encode()) if text else b""
    return (
        _PNG
        + chunk(b"IHDR", head)
        + note
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def jpeg(text: str = "", *, position: bool = False) -> bytes:
    """The blocks of a JPEG picture before its pixels; position: its EXIF tells where it was taken."""
    directory = struct.pack("<H", 4) + bytes(48)
    entry = struct.pack("<HHII", 0x8825, 4, 1, 26)
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4) + directory
    blocks = [(0xE1, b"Exif\0\0" + tiff)] if position else []
    blocks += [(0xFE, text.encode())] if text else []
    written = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data for marker, data in blocks
    )
    return b"\xff\xd8" + written + b"\xff\xd9"


def _document(member: str) -> Callable[[str], bytes]:
    return lambda text: zipped({member: f"<a><p>{escape(text)}</p></a>".encode()})


MAKERS: dict[str, Callable[[str], bytes]] = {
    ".pdf": pdf,
    ".docx": docx,
    ".xlsx": xlsx,
    ".pptx": _document("ppt/slides/slide1.xml"),
    ".odt": _document("content.xml"),
    ".ods": _document("content.xml"),
    ".png": png,
    ".jpg": jpeg,
    ".jpeg": jpeg,
    ".zip": lambda text: zipped({"a.txt": text.encode()}),
}
