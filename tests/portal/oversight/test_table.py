"""Cells: how numbers, amounts and dates are written for readers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import display
from portal.oversight import table


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (8_650_000, "86,500 元（8.65 万元）"),
        (1_000_000, "10,000 元（1 万元）"),
        (999_999, "9,999.99 元"),
        (0, "0 元"),
        (4_326_730, "43,267.30 元（4.32673 万元）"),
        (123_456_789_000, "1,234,567,890 元（123,456.789 万元）"),
    ],
)
def test_an_amount_is_in_yuan_and_from_ten_thousand_up_in_wan_too(fen: int, words: str) -> None:
    assert table.money(fen).text == words


@given(st.integers(min_value=0, max_value=10**15))
def test_wan_loses_nothing(fen: int) -> None:
    whole, _, decimals = display.wan(fen).removesuffix(" 万元").replace(",", "").partition(".")
    assert int(whole) * 1_000_000 + int(decimals.ljust(6, "0") or 0) == fen


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 3, "33.3%"), (2, 3, "66.7%"), (0, 5, "0.0%"), (5, 5, "100.0%"), (1, 2000, "0.1%")],
)
def test_a_share_has_one_decimal(part: int, whole: int, words: str) -> None:
    assert table.share(part, whole).text == words


def test_what_is_not_known_is_a_dash() -> None:
    unknown = [
        table.money(None),
        table.count(None),
        table.score(None),
        table.day(None),
        table.text(None),
        table.share(0, 0),
        table.record(None),
        table.several([]),
    ]
    assert {cell.text for cell in unknown} == {"—"}


def test_a_cell_tells_its_parts() -> None:
    cell = table.several([table.day(datetime.date(2026, 3, 2)), table.count(2, "{number} 个")])
    assert cell.text == "2026年3月2日；2 个"


def test_columns_of_numbers_end_below_each_other_and_no_other_does() -> None:
    grown = table.several((table.money(100), table.text("比上年 +1 元")))
    first = (
        table.count(1),
        table.EMPTY,
        grown,
        table.text("二"),
        table.to("合同", "/contracts/a/"),
    )
    second = (table.text("没有"), table.share(1, 2), table.money(9), table.EMPTY, table.count(2))
    rows = tuple(table.Row((table.text("甲"), *cells)) for cells in (first, second))
    assert table.Table("t", "表", ("",) * 6, rows).numbers == {1, 2, 3}
