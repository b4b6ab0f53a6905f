"""What a spreadsheet changes in silence, and the importer says."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from build.importing.amounts import amount_words
from build.importing.plan import describe
from tests.build.importing.tables import NOTICE, faults, notices, plan, workbook
from tests.factories import Content

TODAY = datetime.date(2026, 6, 30)
ROW = ("n1", "标题", "2026-03-02", "通知", "甲")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.xlsx"


def shown_as(book: Workbook, cell: str, value: Any, form: str, file: Path) -> None:
    """Put a value into a cell, in a format."""
    book.worksheets[0][cell] = value
    book.worksheets[0][cell].number_format = form
    book.save(file)


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (datetime.time(14, 30), "h:mm", "这一格是时刻 14:30，没有日期。改法：这里要日期的，写成 2026-03-02 的样子；要时间的，把这一格的格式改成「文本」，再写 14:30。"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "这一格是时长 26:05，没有日期。改法：这里要日期的，写成 2026-03-02 的样子；要时间的，把这一格的格式改成「文本」，再写 26:05。"),
        (0, "yyyy-mm-dd", "这一格按日期显示，存的却是 0。改法：写成 2026-03-02 的样子；没有日期就清空这一格。"),
    ],
)  # fmt: skip
def test_a_time_without_a_day_is_refused_at_its_cell(
    content: Content, file: Path, value: Any, form: str, said: str
) -> None:
    for cell in ("B2", "C2"):
        shown_as(notices(file, ROW), cell, value, form, file)
        assert faults(content, file) == [f"通知公告 {cell}：{said}"]


PHONE = ("编号", "办公电话")


@pytest.mark.parametrize("number", [7176220001, 57187654321, 1012345678])
def test_a_telephone_number_that_lost_its_zero_is_refused(
    world: Content, file: Path, number: int
) -> None:
    workbook(file, {"购买主体": [PHONE, ("purchaser", number)]})
    (told,) = faults(world, file)
    assert told == (
        f"购买主体 B2（办公电话）：这一格是数 {number}，不是文字：号码开头的 0 已经丢了。"
        "改法：把这一列的格式改成「文本」，重写完整的号码，如 0980-5550110。"
    )


@pytest.mark.parametrize("number", [12351, 4001234567, 5550110])
def test_other_numbers_among_texts_are_read_and_named(
    world: Content, file: Path, number: int
) -> None:
    workbook(file, {"购买主体": [PHONE, ("purchaser", number)]})
    made = plan(world, file)
    assert made.faults == ()
    assert made.filed[0].after["phone"] == str(number)
    (note,) = made.notes
    assert note == (
        "「购买主体」B 列（办公电话）第 2 行是数，不是文字，照数读了；"
        "开头有 0 的会丢掉 0，请把这一列的格式改成「文本」再填"
    )


def test_many_rows_of_numbers_are_one_remark(content: Content, file: Path) -> None:
    notices(file, *((f"n{one}", 2026, *ROW[2:]) for one in range(8)))
    (note,) = plan(content, file).notes
    assert note.startswith("「通知公告」B 列（标题）第 2、3、4、5、6 等 8 行是数")


def test_a_number_shown_with_its_zeros_is_no_matter(world: Content, file: Path) -> None:
    book = workbook(file, {"购买主体": [PHONE, ("purchaser", None)]})
    shown_as(book, "B2", 9805550110, "00000000000", file)
    made = plan(world, file)
    assert made.filed[0].after["phone"] == "09805550110"
    assert (made.faults, made.notes) == ((), ())


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("预算金额（万元）", 50000, ["      预算金额：表里写 50000 万元，记为 500,000,000 元（5 亿元），超过 1 亿元，请核对单位"]),
        ("预算金额（万元）", 8.65, ["      预算金额：表里写 8.65 万元，记为 86,500 元（8.65 万元）"]),
        ("预算金额", "12.5万", ["      预算金额：表里写 12.5万，记为 125,000 元（12.5 万元）"]),
        ("预算金额（万元）", "86500元", []),
        ("预算金额", 86500, []),
        ("预算金额", 8.65, ["      预算金额：8.65 元，不到 100 元，请核对单位"]),
        ("预算金额", 0, []),
        ("预算金额", 100, []),
        ("预算金额", 100_000_001, ["      预算金额：100,000,001 元（1.00000001 亿元），超过 1 亿元，请核对单位"]),
    ],
)  # fmt: skip
def test_an_amount_that_was_converted_or_is_unlikely_is_shown(
    world: Content, file: Path, head: str, cell: Any, said: list[str]
) -> None:
    world.add("announcements", "a1", budget="1")
    workbook(file, {"购买公告": [("编号", head), ("a1", cell)]})
    made = plan(world, file)
    assert made.faults == ()
    assert [
        line
        for line in describe(made, TODAY)
        if line.startswith("      预算金额：") and " → " not in line
    ] == said


def test_amounts_in_lists_are_shown_too(world: Content, file: Path) -> None:
    head = (
        "所属记录",
        "序号",
        "拟购项目",
        "目录项",
        "需求概况",
        "预算金额（万元）",
        "预计购买月份",
    )
    rows = [("plan", f"0{one}", "项目", "catalogue#a1", "需求", one, 3) for one in (1, 2)]
    workbook(file, {"年度购买计划-计划项目": [head, *rows]})
    told = list(describe(plan(world, file), TODAY))
    assert "      计划项目第 2 项的预算金额：表里写 2 万元，记为 20,000 元（2 万元）" in told


def test_an_amount_in_words() -> None:
    assert amount_words(Decimal("9999.50")) == "9,999.5 元"
    assert amount_words(Decimal(10_000)) == "10,000 元（1 万元）"
    assert amount_words(Decimal(1234567890)) == "1,234,567,890 元（12.3456789 亿元）"


def test_rows_of_a_record_that_is_nowhere_are_named_once(world: Content, file: Path) -> None:
    world.add("announcements", "yc-002")
    head = ("所属记录", "指标", "权重")
    rows = [("yc-003", "质量", 50), ("yc-003", "数量", 50)]
    workbook(file, {"购买公告-绩效评价标准": [head, *rows]})
    (told,) = faults(world, file)
    assert told == (
        "购买公告-绩效评价标准 A2（所属记录）：购买公告里没有 yc-003。"
        "改法：是不是 yc-002？改成已有记录的编号，或先在「购买公告」表里写这一条。"
    )


def test_running_numbers_are_not_read(content: Content, file: Path) -> None:
    rows = [(1, *ROW), (2,), (3,)]
    workbook(file, {"Sheet1": [("序号", *NOTICE), *rows]})
    made = plan(content, file)
    assert (made.faults, len(made.filed)) == ((), 1)
    assert made.notes == ("「Sheet1」的「序号」一列只是给行编的号，没有读",)


def test_a_csv_of_no_section_is_a_file_and_no_sheet(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "通知公告1.csv"
    file.write_text("编号,标题,备注\nn1,标题,x\n", encoding="utf-8")
    (told,) = faults(content, file)
    assert told == (
        "通知公告1.csv：看不出这个文件是哪个栏目。"
        "改法：是不是「通知公告」？把文件名改成栏目名，如 通知公告.csv，或加上 --section 栏目。"
    )


@pytest.mark.parametrize(
    "rows", [[("值班表", "电话"), ("张", "1")], [("标题", "值班"), ("张", "1")]]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_that_has_nothing_to_do_with_us_can_be_left_out(
    content: Content, file: Path, rows: list[tuple[str, ...]], *, first: bool
) -> None:
    sheets: dict[str, Any] = {"通知公告": [NOTICE, ROW], "Sheet2": rows}
    book = workbook(file, {name: sheets[name] for name in sorted(sheets, reverse=not first)})
    told = [one for one in faults(content, file) if "和导入无关的，删掉或隐藏这张表" in one]
    assert len(told) == 1
    book["Sheet2"].sheet_state = "hidden"
    book.save(file)
    assert plan(content, file).faults == ()
