"""Word, Excel, PowerPoint and OpenDocument files → their texts, each with the place it stands in."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from portal.personal.archive import archive, read
from portal.personal.verdict import refuse_file

Text = tuple[str, str]
"""Where it stands («工作表 名单 B3», or ""), and the text."""

# Ends of these elements end a line of text; runs within a paragraph belong together.
_BLOCKS = {"p", "h", "v", "f", "si", "c", "li", "table-cell", "comment", "author"}
_ATTRIBUTES = {"Target", "descr", "title", "author", "initials", "href", "value"}
_PROPERTIES = re.compile(r"docProps/.*\.xml|meta\.xml|xl/(?:comments|persons/).*\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# Authors of a file are told apart from the text: they are names, which no pattern knows.
AUTHORS = {"creator": "作者", "lastModifiedBy": "最后修改者", "initial-creator": "作者"}


def texts(data: bytes) -> Iterator[Text]:
    """The texts of all parts, document properties and links included; raises Refused."""
    with archive(io.BytesIO(data)) as opened:
        names = opened.namelist()
        if any("vbaProject" in name for name in names):
            refuse_file("文件里有宏", "另存为不含宏的文件")
        shared = _shared(opened)
        titles = _sheet_titles(opened)
        for name in names:
            if _SHEET.fullmatch(name):
                where = f"工作表 {titles.get(name, posixpath.basename(name))}"
                yield from _cells(read(opened, name), shared, where)
            elif name.endswith((".xml", ".rels")) and name != "xl/sharedStrings.xml":
                yield (
                    "",
                    "\n".join(_lines(read(opened, name), every=bool(_PROPERTIES.fullmatch(name)))),
                )


def pictures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the pictures inside."""
    with archive(io.BytesIO(data)) as opened:
        for name in opened.namelist():
            if name.lower().endswith((".jpg", ".jpeg", ".png")):
                yield name, read(opened, name)


def authors(data: bytes) -> Iterator[tuple[str, str]]:
    """(role, name) of those whom the properties name."""
    with archive(io.BytesIO(data)) as opened:
        for name in ("docProps/core.xml", "meta.xml"):
            if name in opened.namelist():
                for element in _elements(read(opened, name)):
                    role = AUTHORS.get(_local(element))
                    if role and (element.text or "").strip():
                        yield role, element.text.strip()


def _elements(data: bytes) -> Iterator[etree._Element]:
    """The elements at their ends; a document type is refused, nothing else is fetched or expanded."""
    parser = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for _event, element in parser:
            if element.getroottree().docinfo.doctype:
                refuse_file("文件里有 XML 实体声明", "用原来的程序打开，另存一份")
            yield element
    except etree.XMLSyntaxError:
        refuse_file("文件的内容已损坏", "用原来的程序打开，另存一份")


def _lines(data: bytes, *, every: bool) -> Iterator[str]:
    """A line for each block; with `every`, for each element."""
    line: list[str] = []
    for element in _elements(data):
        line.append(element.text or "")
        for name, value in element.attrib.items():
            if etree.QName(name).localname in _ATTRIBUTES:
                yield value
        if every or _local(element) in _BLOCKS:
            yield "".join(line)
            line = []
        line.append(element.tail or "")
        element.clear(keep_tail=False)
    yield "".join(line)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _shared(opened: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in opened.namelist():
        return []
    found: list[str] = []
    for element in _elements(read(opened, "xl/sharedStrings.xml")):
        if _local(element) == "si":
            found.append("".join(element.itertext()))
            element.clear()
    return found


def _sheet_titles(opened: zipfile.ZipFile) -> dict[str, str]:
    """Path of each sheet's part → the name that people see."""
    names = set(opened.namelist())
    rels, book = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    if not {rels, book} <= names:
        return {}
    targets = {
        one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target") or ""))
        for one in _elements(read(opened, rels))
        if _local(one) == "Relationship"
    }
    found = {}
    for one in _elements(read(opened, book)):
        if _local(one) == "sheet":
            id = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
            found[targets.get(id, "").lstrip("/")] = one.get("name") or ""
    return found


def _cells(data: bytes, shared: list[str], where: str) -> Iterator[Text]:
    for element in _elements(data):
        name = _local(element)
        if name == "c":
            yield f"{where} {element.get('r') or ''}", _cell(element, shared)
        elif name in ("hyperlink", "oddHeader", "oddFooter"):
            yield where, " ".join([element.text or "", *element.attrib.values()])
        if name in ("c", "row"):
            element.clear()


def _cell(cell: etree._Element, shared: list[str]) -> str:
    value = "".join(cell.itertext())
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if "E" in value:
        # A number of more than eleven digits is stored as 1.3800138E10.
        try:
            return format(Decimal(value).quantize(Decimal(1)), "f")
        except InvalidOperation:
            return value
    return value
