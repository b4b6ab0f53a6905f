"""PDF files → their texts, by pypdf; scripts and locked files are refused."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from portal.personal.verdict import refuse_file

MAX_PAGES = 1_000
# It warns about each oddity of a file; whether the file can be read is all that matters here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def open_pdf(data: bytes) -> PdfReader:
    """The opened file; raises Refused for passwords, scripts and too many pages."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        refuse_file("PDF 加了密码，无法检查", "去掉密码再发布")
    if len(reader.pages) > MAX_PAGES:
        refuse_file(f"PDF 有 {len(reader.pages)} 页，超过 {MAX_PAGES}", "分成几个文件")
    if _acts(reader):
        refuse_file("PDF 里有脚本", "用「打印为 PDF」另存一份")
    return reader


def texts(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """(where, text) of each page, its links, and the document's properties."""
    for number, page in enumerate(reader.pages, 1):
        yield f"第 {number} 页", page.extract_text()
        for annotation in page.annotations or ():
            found = _values(annotation)
            parts = (found.get("/Contents"), _values(found.get("/A")).get("/URI"))
            yield f"第 {number} 页", "\n".join(str(part) for part in parts if part)
    for name, value in _values(reader.metadata).items():
        yield f"属性 {name.lstrip('/')}", str(value)


def author(reader: PdfReader) -> str:
    """The author whom the properties name, or ""."""
    return str(_values(reader.metadata).get("/Author") or "").strip()


def _acts(reader: PdfReader) -> bool:
    """Whether opening the file runs something."""
    root = _values(reader.trailer["/Root"])
    action = _values(root.get("/OpenAction"))
    return (
        action.get("/S") in ("/JavaScript", "/Launch")
        or "/JavaScript" in _values(root.get("/Names"))
        or "/AA" in root
    )


def _values(found: Any) -> Mapping[str, Any]:
    """The dictionary behind a reference; an empty one for anything else."""
    there = found.get_object() if isinstance(found, PdfObject) else found
    return there if isinstance(there, DictionaryObject) else {}
