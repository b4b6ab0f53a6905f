"""One attachment → its verdict: is it what its name says, is it harmless, is there personal data in it.

Brings the libraries for PDF and office files, so only the process that looks into these imports it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.personal import office, pdf
from portal.personal.archive import archive, read
from portal.personal.detect import Hit, find
from portal.personal.kinds import KINDS
from portal.personal.light import LIGHT, Examine, judged, pictured
from portal.personal.verdict import Verdict, refuse_file

NO_TEXT = "没有文字层（扫描件），无法检查"


def examine(data: bytes, ending: str) -> Verdict:
    """The verdict on a file's bytes by the ending of its name («.pdf»); never raises for its content."""
    return judged(data, ending, _EXAMINERS)


def _office(data: bytes) -> Iterator[Hit]:
    for where, text in office.texts(data):
        yield from find(text, where or "正文")
    for role, name in office.authors(data):
        yield _author(role, name)
    for name, bytes_ in office.pictures(data):
        yield from pictured(bytes_, f"图片 {PurePosixPath(name).name}")


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


_EXAMINERS: dict[str, Examine] = LIGHT | {
    ".pdf": _pdf,
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods"), _office),
    ".zip": _zip,
}
