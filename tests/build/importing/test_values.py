from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.forms.shape import Column
from build.importing.faults import Misread
from build.importing.grid import Cell
from build.importing.values import read_cell, unit_of

DAY = datetime.date(2026, 3, 2)


def column(kind: str, *, many: bool = False, choices: tuple[str, ...] = ()) -> Column:
    return Column("x", "某项", kind, required=True, choices=choices, many=many)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime.datetime(2026, 3, 2),  # noqa: DTZ001 - Excel knows no zones
        "2026-03-02",
        " 2026-3-2 ",
        "2026/3/2",
        "2026.03.02",
        "2026年3月2日",
        "2026 年 03 月 02 日",
        "２０２６年３月２日",
        "2026年3月2号",
        "20260302",
        "二〇二六年三月二日",
        "2026-03-02 00:00:00",
        46083,
        46083.0,
    ],
)
def test_a_day_is_read_as_offices_write_it(value: Any) -> None:
    assert read_cell(column("day"), Cell(value)) == "2026-03-02"


def test_a_serial_number_counts_from_the_start_of_its_system() -> None:
    assert read_cell(column("day"), Cell(44621, system_1904=True)) == "2026-03-02"


@pytest.mark.parametrize(("text", "day"), [("二〇二五年十二月三十一日", "2025-12-31"), ("二零二六年十月二十日", "2026-10-20")])  # fmt: skip
def test_a_day_in_chinese_numerals_is_read(text: str, day: str) -> None:
    assert read_cell(column("day"), Cell(text)) == day


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2026年2月30日", "「2026年2月30日」这一天不存在"),
        ("3/2/2026", "分不清「3/2/2026」哪个是年、月、日"),
        ("46083", "「46083」像是表格软件的日期序号"),
        (datetime.datetime(2026, 3, 2, 9, 30), "日期后面还有时刻 09:30"),  # noqa: DTZ001
    ],
)
def test_a_day_that_could_be_another_is_refused(value: Any, reason: str) -> None:
    with pytest.raises(Misread) as caught:
        read_cell(column("day"), Cell(value))
    assert caught.value.reason == reason


@given(st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    ways: list[Any] = [
        day,
        serial,
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ]
    assert {read_cell(column("day"), Cell(way)) for way in ways} == {day.isoformat()}


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        (86500, "", "86500"),
        (0.1 + 0.2, "", "0.3"),
        ("86,500.00", "", "86500"),
        ("￥86500元整", "", "86500"),
        ("８.６５万元", "", "86500"),
        ("12万", "元", "120000"),
        (8.65, "万元", "86500"),
        ("８.650", "万元", "86500"),
        ("86500元", "万元", "86500"),
        ("1.2亿", "", "120000000"),
        (86.5, "千元", "86500"),
        (Decimal("86500.10"), "", "86500.1"),
        ("面议", "", "面议"),
        (-5, "", "-5"),
    ],
)
def test_an_amount_is_read_with_its_unit(value: Any, unit: str, amount: str) -> None:
    assert read_cell(column("amount"), Cell(value), unit) == amount


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [
        ("amount", "1,234,567.50", "1234567.5"),
        ("amount", "1,2345,6789", "123456789"),
        ("amount", "-1,234", "-1234"),
        ("count", "１，２００", "1200"),
        ("number", "1,000.5", "1000.5"),
    ],
)
def test_commas_between_groups_are_read(kind: str, text: str, read: str) -> None:
    assert read_cell(column(kind), Cell(text)) == read


@pytest.mark.parametrize("kind", ["amount", "number", "count"])
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("8,65", "8.65 或 865"),
        ("8，65", "8.65 或 865"),
        ("12,34,567", "1234.567 或 1234567"),
        ("86,50.00", "8650.00"),
        ("1234,567", "1234.567 或 1234567"),
        ("1,", "1"),
    ],
)
def test_a_comma_that_may_be_a_point_is_refused(kind: str, text: str, written: str) -> None:
    with pytest.raises(Misread, match="看不出是小数点还是分隔的逗号") as caught:
        read_cell(column(kind), Cell(text))
    assert caught.value.remedy == f"去掉逗号，写成 {written}"


def test_an_amount_shown_in_another_unit_than_stored_is_refused() -> None:
    with pytest.raises(Misread, match="万"):
        read_cell(column("amount"), Cell(8.65, '0.00"万元"'))


@given(st.integers(0, 10**13), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_no_amount_loses_a_cent(fen: int, unit: str) -> None:
    scale = {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 100_000_000}[unit]
    written = f"{Decimal(fen) / 100 / scale:f}{unit}"
    assert Decimal(str(read_cell(column("amount"), Cell(written)))) * 100 == fen


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        ("percent", Cell(0.3, "0%"), "30"),
        ("percent", Cell("30％"), "30"),
        ("percent", Cell(30), "30"),
        ("count", Cell("１，２００"), "1200"),
        ("count", Cell(120.0), "120"),
        ("year", Cell("2026年度"), "2026"),
        ("yes", Cell("√"), "是"),
        ("yes", Cell(False), "否"),
        ("yes", Cell("也许"), "也许"),
        ("text", Cell("\u3000走访 一百户\xa0"), "走访 一百户"),
        ("text", Cell(12, "0000"), "0012"),
        ("text", Cell("a\r\nb"), "a\nb"),
        ("link", Cell("yc-2026-001 ｜ 帮扶项目"), "yc-2026-001"),
        ("link", Cell("ｙｃ－2026－001"), "yc-2026-001"),
    ],
)
def test_a_cell_is_read_by_the_kind_of_its_field(kind: str, cell: Cell, text: str) -> None:
    assert read_cell(column(kind), cell) == text


def test_a_number_that_lost_its_digits_is_refused() -> None:
    with pytest.raises(Misread, match="15 位"):
        read_cell(column("text"), Cell(5.2990100e17))


def test_a_choice_is_found_whatever_its_spaces_and_width() -> None:
    grades = column("choice", choices=("1A", "公开招标"))
    assert read_cell(grades, Cell("１Ａ")) == "1A"
    assert read_cell(grades, Cell("公 开招标 ")) == "公开招标"
    assert read_cell(grades, Cell("公开投标")) == "公开投标"


def test_several_values_are_parted_where_no_value_holds_the_mark() -> None:
    assert read_cell(column("link", many=True), Cell("a-1、b-2；c-3")) == ["a-1", "b-2", "c-3"]
    assert read_cell(column("text", many=True), Cell("甲、乙；丙\n")) == ["甲、乙", "丙"]


def test_a_unit_that_is_unknown_is_refused() -> None:
    assert unit_of("单位：万元") == "万元"
    with pytest.raises(Misread, match="美元"):
        unit_of("美元")
