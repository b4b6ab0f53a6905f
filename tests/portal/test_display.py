"""How values are shown, and what the models say about their fields."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.display import amount, as_text, day, fields, number, size, weekday


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (0, "0 元"),
        (5, "0.05 元"),
        (100, "1 元"),
        (8_650_050, "86,500.50 元"),
        (123_456_789_00, "123,456,789 元"),
    ],
)
def test_amounts_are_shown_in_yuan(fen: int, shown: str) -> None:
    assert amount(fen) == shown


@given(st.integers(0, 10**15))
def test_no_fen_is_lost_in_an_amount(fen: int) -> None:
    assert Decimal(amount(fen).removesuffix(" 元").replace(",", "")) * 100 == fen


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [(0, "0"), (5, "0.05"), (50, "0.5"), (9550, "95.5"), (10000, "100"), (100000, "1000")],
)
def test_numbers_carry_no_needless_zeros(hundredths: int, shown: str) -> None:
    assert number(hundredths) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (953, "953 字节"),
        (1000, "1.0 KB"),
        (999_940, "999.9 KB"),
        (999_960, "1.0 MB"),
        (4_321_000, "4.3 MB"),
        (2_000_000_000, "2.0 GB"),
    ],
)
def test_a_file_is_so_many_bytes_or_thousands_of_them(count: int, shown: str) -> None:
    assert size(count) == shown


def test_days_are_shown_as_people_write_them() -> None:
    assert day(datetime.date(2026, 3, 2)) == "2026年3月2日"


def test_weekdays_have_their_names() -> None:
    week = [weekday(datetime.date(2026, 3, 2 + n)) for n in range(7)]

    assert week == [f"星期{name}" for name in "一二三四五六日"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", "公开招标", "公开招标"),
        ("year", 2026, "2026"),
        ("count", 12345, "12,345"),
        ("percent", 9825, "98.25%"),
        ("yes", True, "是"),
        ("yes", False, "否"),
        ("amount", 100, "1 元"),
        ("day", datetime.date(2026, 1, 31), "2026年1月31日"),
    ],
)
def test_each_kind_of_value_has_its_form(kind: str, value: Any, shown: str) -> None:
    assert as_text(kind, value) == shown


def test_fields_come_with_label_kind_and_target_in_the_models_order() -> None:
    shown = fields("publicity")

    assert list(shown)[:4] == ["project", "supplier", "amount", "until"]
    assert (shown["supplier"].label, shown["supplier"].kind) == ("拟定承接主体", "link")
    assert shown["supplier"].section == "suppliers"
    assert shown["amount"].kind == "amount"


def test_what_every_page_shows_in_its_own_place_is_not_among_the_fields() -> None:
    assert not {"id", "path", "title", "published", "body", "html"} & set(fields("notices"))


def test_a_list_of_parts_brings_its_columns() -> None:
    lines = fields("plans")["lines"]

    assert lines.kind == "parts"
    assert [(one.label, one.kind) for one in lines.parts][:3] == [
        ("序号", "text"),
        ("拟购项目", "text"),
        ("目录项", "link"),
    ]
