"""ZIP archives of strangers: nothing is unpacked before its size, number, ratio and name are judged."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from portal.personal.verdict import refuse_file

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
_SMALL = 1_000_000
_REMEDY = "用原来的程序打开，另存一份再放进来"


@contextmanager
def archive(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The opened archive; raises Refused when it is damaged, locked, or larger than we unpack."""
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        refuse_file("压缩包已损坏，打不开", _REMEDY)
    with opened:
        _judge(opened.infolist())
        yield opened


def read(opened: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; raises Refused when it is damaged."""
    try:
        return opened.read(name)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, KeyError):
        refuse_file(f"压缩包里的「{name[:60]}」已损坏", _REMEDY)
    except Exception as error:  # noqa: BLE001 - zlib, lzma and bz2 each raise errors of their own
        refuse_file(f"压缩包里的「{name[:60]}」读不出（{type(error).__name__}）", _REMEDY)


def _judge(members: list[zipfile.ZipInfo]) -> None:
    total = sum(one.file_size for one in members)
    if len(members) > MAX_MEMBERS:
        refuse_file(f"压缩包里有 {len(members)} 个文件，超过 {MAX_MEMBERS}", "分成几个文件")
    if total > MAX_UNPACKED:
        refuse_file(
            f"解开后有 {total:,} 字节，超过 {MAX_UNPACKED:,}", "删去不需要的图片，或分成几个文件"
        )
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if one.flag_bits & 1:
            refuse_file("文件加了密码，无法检查", "去掉密码再发布")
        if path.is_absolute() or ".." in path.parts or ":" in one.filename or "\0" in one.filename:
            refuse_file("压缩包里的文件名指向压缩包之外", _REMEDY)
        if one.file_size > _SMALL and one.file_size > MAX_RATIO * max(1, one.compress_size):
            refuse_file("压缩包里有压缩比异常的文件（可能是压缩炸弹）", _REMEDY)
