from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.load.parsed import Unreadable
from portal.load.text import MAX_BYTES, UTF8, read_record, read_text
from portal.problems import Problem
from tests.portal.faults import outcome, unreadable

PATH = "notices/a.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.md"


def refused(file: Path, data: bytes) -> Problem:
    file.write_bytes(data)
    return unreadable(lambda: read_record(file, PATH))


@pytest.mark.parametrize(
    "data",
    [
        "公示\n五天\n".encode(),
        "公示\r\n五天\r\n".encode(),
        "公示\r五天\r".encode(),
        b"\xef\xbb\xbf" + "公示\n五天\n".encode(),
    ],
    ids=["unix", "windows", "mac", "bom"],
)
def test_text_is_utf_8_with_any_line_ends(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert read_text(file, PATH) == "公示\n五天\n"


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        ("公示".encode("gbk"), 1, 1),
        ("---\ntitle: 公示".encode("gb18030"), 2, 12),
        ("公示".encode("utf-16"), 1, 1),
        (b"---\na: \xff\n", 2, 8),
        (b"a\xed\xa0\x80", 1, 2),
    ],
    ids=["gbk", "gb18030", "utf-16", "stray byte", "surrogate"],
)
def test_another_encoding_is_refused_with_its_place(
    file: Path, data: bytes, line: int, byte: int
) -> None:
    assert refused(file, data) == Problem(PATH, line, "", f"第 {byte} 个字节不是 UTF-8 编码", UTF8)


def test_a_huge_file_is_refused(file: Path) -> None:
    assert refused(file, b"x" * (MAX_BYTES + 1)) == Problem(
        PATH, 0, "", "文件有 2,000,001 字节，超过 2,000,000", "把长文作为附件发布"
    )


def test_a_file_that_is_not_there_or_a_folder_is_refused(file: Path) -> None:
    for there in (False, True):
        problem = unreadable(lambda: read_text(file, PATH))
        assert problem.reason.startswith("读不出这个文件")
        assert problem.remedy == "检查文件权限"
        if not there:
            file.mkdir()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_file_without_permission_is_refused(file: Path) -> None:
    file.touch(mode=0)
    assert unreadable(lambda: read_text(file, PATH)).reason.startswith("读不出这个文件")


def test_a_record_is_fields_and_a_body(file: Path) -> None:
    file.write_text("---\ntitle: 公示\n---\n\n\n正文\n\n---\n\n后文\n", encoding="utf-8")
    parsed = read_record(file, PATH)
    assert parsed.data == {"title": "公示"}
    assert parsed.place(("title",)) == (PATH, 2)
    assert (parsed.body, parsed.body_line) == ("正文\n\n---\n\n后文", 6)


@pytest.mark.parametrize("text", ["---\na: 1\n---", "---\na: 1\n---\n", "---\na: 1\n---\n \n\n"])
def test_a_record_may_have_no_body(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_record(file, PATH).body == ""


def test_the_line_of_a_body_is_that_of_its_first_text(file: Path) -> None:
    file.write_text("---\na: 1\n---\n\n \t\n\n  正文", encoding="utf-8")
    assert read_record(file, PATH).body_line == 7


FENCE = "写成三个英文连字符 ---，顶格，单独一行"


@pytest.mark.parametrize(
    ("text", "line", "reason", "remedy"),
    [
        ("正文", 1, "文件开头没有字段区", "第一行写 ---，字段写完后再写一行 ---"),
        ("", 1, "文件开头没有字段区", "第一行写 ---，字段写完后再写一行 ---"),
        ("\n---\na: 1\n---", 1, "文件开头没有字段区", "第一行写 ---，字段写完后再写一行 ---"),
        ("---\na: 1\n", 1, "字段区没有结束", "在字段之后单独写一行 ---"),
        ("---\na: 1\n ---\n正文", 3, "「 ---」不是字段区的分界", FENCE),
        ("———\na: 1\n———\n正文", 1, "「———」不是字段区的分界", FENCE),
        ("----\na: 1\n----\n正文", 1, "「----」不是字段区的分界", FENCE),
        ("---\na: 1\nb: 2\n--\n正文", 4, "「--」不是字段区的分界", FENCE),
        ("---", 1, "字段区没有结束", "在字段之后单独写一行 ---"),
        ("---\n---\n正文", 2, "这里没有字段", "每行写一个「字段: 内容」"),
        ("---\na: 1\n\nb: 2\na: 3\n---", 5, "字段 a 写了两次", "只留一个"),
    ],
)
def test_a_record_without_its_fields_is_refused(
    file: Path, text: str, line: int, reason: str, remedy: str
) -> None:
    assert refused(file, text.encode()) == Problem(PATH, line, "", reason, remedy)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary() | st.binary().map(lambda data: b"---\na: " + data + b"\n---\n" + data))
def test_any_bytes_are_read_or_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    made = outcome(lambda: read_record(file, PATH), Unreadable)
    assert (made.problem.path if isinstance(made, Unreadable) else made.path) == PATH


def test_blanks_behind_the_dashes_are_passed_over(file: Path) -> None:
    file.write_text("--- \na: 1\n---\t \n\n正文\n\n---\n完\n", encoding="utf-8")
    parsed = read_record(file, PATH)
    assert (parsed.data, parsed.body, parsed.body_line) == ({"a": "1"}, "正文\n\n---\n完", 5)
