from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.load.parsed import Parsed, Unreadable
from portal.load.table import read_table
from portal.load.text import UTF8
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import faults, line_of, outcome, place, unreadable

PATH = "catalogues/items.csv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "items.csv"


def read(file: Path, data: str | bytes) -> tuple[list[dict[str, str]], Parsed]:
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    parsed = Parsed("catalogues/a.md", {})
    return read_table(file, PATH, "items", parsed), parsed


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("code,title\na1,帮扶\n", [{"code": "a1", "title": "帮扶"}]),
        ("\ufeffcode,title\r\na1,帮扶\r\n", [{"code": "a1", "title": "帮扶"}]),
        (' code , title\n a1 ," 帮扶, 走访 "\n', [{"code": "a1", "title": "帮扶, 走访"}]),
        ('code,title\na1,"帮扶\n""走访"""\n', [{"code": "a1", "title": '帮扶\n"走访"'}]),
        ("code,title\na1,\n", [{"code": "a1"}]),
        ("\n,\ncode,title\n\n,\na1,帮扶", [{"code": "a1", "title": "帮扶"}]),
        ("code,month\n0012,03\n", [{"code": "0012", "month": "03"}]),
        ("code,title\n", []),
        ("", []),
    ],
)
def test_rows_are_texts_by_the_names_of_the_first_line(
    file: Path, text: str, rows: list[dict[str, str]]
) -> None:
    assert read(file, text)[0] == rows


def test_every_row_has_its_line(file: Path) -> None:
    _, parsed = read(file, "code\n\na1\na2\n")
    assert parsed.places == {("items", 0): (PATH, 3), ("items", 1): (PATH, 4)}
    assert parsed.place(("items", 1, "code")) == (PATH, 4)


@pytest.mark.parametrize(
    ("text", "line", "reason", "remedy"),
    [
        ("code,code\n", 1, "表头有空格或重复的列名", "每列写一个不同的字段名"),
        ("\ncode,,title\n", 2, "表头有空格或重复的列名", "每列写一个不同的字段名"),
        (
            "code,title\na1\n",
            2,
            "这一行有 1 格，表头有 2 格",
            "补齐或删去多余的格；含逗号的文字加英文双引号",
        ),
        (
            "code,title\na1,帮扶\na2,帮扶,走访\n",
            3,
            "这一行有 3 格，表头有 2 格",
            "补齐或删去多余的格；含逗号的文字加英文双引号",
        ),
        ('code\na1\n"a2\na3\n', 4, "不是完好的 CSV", "检查引号是否成对"),
        ('code\n"a2"x\n', 2, "不是完好的 CSV", "检查引号是否成对"),
        (f"code\n{'x' * 140_000}\n", 2, "不是完好的 CSV", "检查引号是否成对"),
    ],
)
def test_a_damaged_table_is_refused(
    file: Path, text: str, line: int, reason: str, remedy: str
) -> None:
    problem = unreadable(lambda: read(file, text))
    assert (problem.path, problem.line, problem.remedy) == (PATH, line, remedy)
    assert problem.reason.startswith(reason)


def test_a_table_in_another_encoding_is_refused(file: Path) -> None:
    assert unreadable(lambda: read(file, "code\n帮扶\n".encode("gbk"))) == Problem(
        PATH, 2, "", "第 6 个字节不是 UTF-8 编码", UTF8
    )


def test_the_faults_of_cells_are_told_with_the_place_in_the_table(world: Content) -> None:
    world.add("plans", "plan", lines="lines.csv")
    world.write(
        "plans/lines.csv",
        "code,title,item,need,budget,month,budgte\n"
        "01,帮扶,catalogue#a1,一百户,5 万,3,\n"
        "02,走访,catalogue#a2,,50000,三,\n"
        "03,慰问,catalogue#a1,\x00,50000,3,1\n",
    )
    assert [place(problem) for problem in faults(world)] == [
        ("plans/lines.csv", 2, "lines[1].budget"),
        ("plans/lines.csv", 3, "lines[2].month"),
        ("plans/lines.csv", 3, "lines[2].need"),
        ("plans/lines.csv", 4, "lines[3].budgte"),
        ("plans/lines.csv", 4, "lines[3].need"),
    ]


def test_a_table_that_is_not_there_is_told_where_it_is_named(world: Content) -> None:
    for name in ("lines.csv", "../catalogues/catalogue.csv", f"{'长' * 300}.csv"):
        path = world.add("plans", "other", lines=name)
        (problem,) = faults(world)
        assert place(problem) == (path, line_of(world, path, ".csv"), "lines")
        assert problem.reason.startswith("找不到表格「")
        assert problem.remedy == "把它放在记录旁边，核对文件名"


@pytest.mark.parametrize("table", [b"", b"code\n", b"\xff"], ids=["empty", "no rows", "damaged"])
def test_a_table_that_is_named_is_never_called_unclaimed(world: Content, table: bytes) -> None:
    world.add("plans", "other", lines="lines.csv")
    world.write("plans/lines.csv", table)
    world.add("notices", "broken", kind="x")
    assert "没有任何记录提到这个文件" not in {problem.reason for problem in faults(world)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary() | st.text('ab,"\n\r; \x00公').map(str.encode))
def test_any_bytes_are_a_table_or_refused(file: Path, data: bytes) -> None:
    made = outcome(lambda: read(file, data), Unreadable)
    if isinstance(made, Unreadable):
        assert made.problem.path == PATH
    else:
        rows, parsed = made
        assert len(rows) == len(parsed.places)
