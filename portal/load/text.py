"""Files → text: strict UTF-8, and the parting of a record's file into front matter and body."""

from __future__ import annotations

import os
import re
from pathlib import Path

from portal.causes import said
from portal.fields import shown
from portal.load.parsed import Parsed, Unreadable
from portal.load.yaml import parse_yaml
from portal.personal.detect import find

MAX_BYTES = 2_000_000
UTF8 = "另存为 UTF-8：记事本另存时「编码」选 UTF-8，Excel 选「CSV UTF-8（逗号分隔）」"
# With blanks behind it, which nobody sees.
_OPEN = re.compile(r"---[ \t]*\n")
# What people take for it: other dashes, more or fewer of them, blanks before it.
_LIKE = re.compile(r"^[ \t\u3000]*[-‐-―－﹣_]{2,}[ \t\u3000]*$", re.MULTILINE)
_CLOSE = re.compile(r"\n---[ \t]*\n")


def read_bytes(file: Path | str, path: str) -> bytes:
    """The file's bytes; raises Unreadable, naming it as `path`."""
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - a third of the time of Path
            size = os.fstat(opened.fileno()).st_size
            data = opened.read() if size <= MAX_BYTES else b""
    except OSError as error:
        raise Unreadable(path, 0, f"读不出这个文件（{said(error)}）", "检查文件权限") from None
    if size > MAX_BYTES:
        raise Unreadable(path, 0, f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}", "把长文作为附件发布")
    return data


def read_text(file: Path, path: str) -> str:
    """The file's text, each line ended by a line feed; raises Unreadable, naming it as `path`."""
    return _text(read_bytes(file, path), path)


def _text(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = f"第 {error.start + 1} 个字节不是 UTF-8 编码"
        raise Unreadable(path, line, reason, UTF8) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_record(file: Path | str, path: str) -> Parsed:
    """Front matter and Markdown body of a record's file; raises Unreadable."""
    return parse_record(read_bytes(file, path), path)


def parse_record(data: bytes, path: str) -> Parsed:
    """What `read_record` gives, of a file's bytes."""
    text = _text(data, path) + "\n"
    start = _OPEN.match(text)
    if start is None and (like := _LIKE.match(text)):
        raise _no_fence(path, 1, like[0])
    if start is None:
        raise Unreadable(path, 1, "文件开头没有字段区", "第一行写 ---，字段写完后再写一行 ---")
    end = _CLOSE.search(text, start.end() - 1)
    if end is None and (like := _LIKE.search(text, start.end())):
        raise _no_fence(path, text.count("\n", 0, like.start()) + 1, like[0])
    if end is None:
        raise Unreadable(path, 1, "字段区没有结束", "在字段之后单独写一行 ---")
    head, body = text[start.end() : end.start() + 1], text[end.end() :]
    parsed = parse_yaml(head, path, first_line=2)
    blank = body[: len(body) - len(body.lstrip())]
    parsed.body_line = head.count("\n") + 3 + blank.count("\n")
    parsed.body = body.strip()
    parsed.personal = find(text)
    return parsed


def _no_fence(path: str, line: int, written: str) -> Unreadable:
    reason = f"{shown(written)}不是字段区的分界"
    return Unreadable(path, line, reason, "写成三个英文连字符 ---，顶格，单独一行")
