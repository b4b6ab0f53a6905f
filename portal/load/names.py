"""Names of files that one system takes and another does not, or takes for the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from portal.problems import Problem

# What ends the path of an address, or may not stand in a file name on Windows.
_ODD = re.compile(r'[#?%\\:*"<>|]')
# Devices of Windows, whatever follows the first full stop; «page» begins the addresses of lists.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
MAX_BYTES = 200
Fault = tuple[str, str]
"""Reason and remedy, in Chinese."""


def id_fault(id: str) -> Fault | None:
    """Why an id that is well formed may still not name a record."""
    if id == "page" or _DEVICE.fullmatch(id):
        return f"「{id}」是保留的名字，不能作编号", "换一个编号，如加上年份"
    return None


def file_fault(name: str) -> Fault | None:
    """Why a file of this name cannot be published as an attachment."""
    if odd := _ODD.search(name):
        return f"附件的文件名里有「{odd[0]}」", "改掉文件名，只用文字、数字、连字符和句点"
    if _DEVICE.fullmatch(name):
        return f"「{name}」是 Windows 保留的名字", "换一个文件名"
    if name != normalize("NFC", name):
        reason = "附件的文件名用了分开写的声调或部件（NFD），别的电脑上会找不到"
        return reason, "重新输入文件名，或改用不带声调的文字"
    if name[-1] in " ." or name[0] == " ":
        return "附件的文件名以空格或句点开头或结尾", "删掉它"
    if len(name.encode()) > MAX_BYTES:
        return f"附件的文件名有 {len(name.encode())} 字节，超过 {MAX_BYTES}", "缩短文件名"
    return None


def twins(paths: Iterable[str]) -> Iterator[Problem]:
    """Files that are one and the same on Windows or macOS: by case, or by how accents are coded."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        other = seen.setdefault(normalize("NFC", path).casefold(), path)
        if other != path:
            shown = PurePosixPath(other).name
            reason = f"文件名与「{shown}」只差大小写或编码，在别的电脑上是同一个文件"
            yield Problem(path, 0, "", reason, "改掉其中一个文件名")
