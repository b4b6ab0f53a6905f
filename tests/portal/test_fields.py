from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from portal import display, fields
from portal.fields import parse_amount
from tests.factories import code
from tests.portal.faults import outcome, refusal

PARSERS: list[Callable[[Any], Any]] = [
    fields.parse_text,
    fields.parse_line,
    fields.parse_id,
    fields.parse_day,
    fields.parse_number,
    fields.parse_amount,
    fields.parse_count,
    fields.parse_yes,
    fields.parse_uscc,
]
# What people type into fields: digits of all kinds, signs, units, and anything at all.
TYPED = st.text(alphabet="0123456789０１２٣.,，．-－−+ 年月日元万亿¥￥eExXnaN") | st.text()


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("007", 700),
        ("86500", 8_650_000),
        ("86500.5", 8_650_050),
        ("86500.05", 8_650_005),
        ("0.01", 1),
        (" 5 ", 500),
        ("9999999999999.99", 999_999_999_999_999),
    ],
)
def test_an_amount_is_read_as_fen(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("８６５００", "写成 86500"),
        ("８６，５００．５０", "写成 86500.50"),
        ("86,500.00", "写成 86500"),
        ("86 500", "写成 86500"),
        ("86500元", "写成 86500"),
        ("¥86500", "写成 86500"),
        ("￥86500.00元人民币", "写成 86500"),
        ("8.65万", "写成 86500"),
        ("8.65 万元", "写成 86500"),
        ("0.00001亿元", "写成 1000"),
        ("0.0000865万元", "以元为单位，只写半角数字，最多两位小数，如 86500.00"),
    ],
)
def test_an_amount_written_otherwise_is_refused_with_what_to_write(text: str, remedy: str) -> None:
    reason, told = refusal(parse_amount, text)
    assert f"「{text}」" in reason
    assert told == remedy


@pytest.mark.parametrize("text", ["-5", "－５", "−5", "-8.65万元"])
def test_a_negative_amount_is_called_negative(text: str) -> None:
    assert refusal(parse_amount, text) == (
        f"金额「{text}」是负数",
        "金额不能为负；没有金额就删掉这一行",
    )


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", ".nan", "Infinity", "inf", "0x1D4C0", "1e5", "120_000", "True", "+5", "12."),
        *("五万", "٣", "²", ",", ".", "元", "万元", "约 5 万", "12.345", "5/2", "86500.00.1"),
        *("8,65", "1,23万", "8650,0"),
        *("10000000000000", "1" * 5000, "1" * 5000 + "元", "9" * 19 + "亿"),
    ],
)
def test_what_is_no_amount_is_called_so(text: str) -> None:
    reason, remedy = refusal(parse_amount, text)
    assert reason.endswith("不是金额")
    assert remedy == "以元为单位，只写半角数字，最多两位小数，如 86500.00"


@given(fen=st.integers(0, 10**15 - 1))
def test_an_amount_is_shown_as_it_was_written(fen: int) -> None:
    written = f"{fen // 100}.{fen % 100:02d}"
    assert parse_amount(written) == fen
    again = display.amount(parse_amount(written)).removesuffix(" 元").replace(",", "")
    assert parse_amount(again) == fen


@given(text=TYPED)
def test_what_a_refused_amount_is_told_to_become_is_accepted(text: str) -> None:
    made = outcome(lambda: parse_amount(text), PydanticCustomError)
    told = "" if isinstance(made, int) else (made.context or {})["remedy"]
    if told.startswith("写成 "):
        assert parse_amount(told.removeprefix("写成 ")) >= 0


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("2026/3/2", "日期「2026/3/2」的写法不对", "写成 2026-03-02"),
        ("2026-3-2", "日期「2026-3-2」的写法不对", "写成 2026-03-02"),
        ("2026年3月2日", "日期「2026年3月2日」的写法不对", "写成 2026-03-02"),
        ("２０２６-03-02", "日期「２０２６-03-02」的写法不对", "写成 2026-03-02"),
        ("20260302", "日期「20260302」的写法不对", "写成 2026-03-02 的样子"),
        ("今天", "日期「今天」的写法不对", "写成 2026-03-02 的样子"),
        ("2026-03-02T08:00", "日期「2026-03-02T08:00」的写法不对", "写成 2026-03-02 的样子"),
        ("2026-02-30", "「2026-02-30」这一天不存在", "核对年月日，写成 2026-03-02 的样子"),
        ("2026-13-01", "「2026-13-01」这一天不存在", "核对年月日，写成 2026-03-02 的样子"),
        ("0000-01-01", "「0000-01-01」这一天不存在", "核对年月日，写成 2026-03-02 的样子"),
        ("0226-03-02", "「0226-03-02」的年份不对", "写 1900 到 2100 之间的年份"),
        ("9999-12-31", "「9999-12-31」的年份不对", "写 1900 到 2100 之间的年份"),
    ],
)
def test_a_bad_date_is_refused(text: str, reason: str, remedy: str) -> None:
    assert refusal(fields.parse_day, text) == (reason, remedy)


@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_date_is_read_in_the_one_way_it_is_written(day: datetime.date) -> None:
    assert fields.parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("parse", "text", "reason", "remedy"),
    [
        (fields.parse_text, "", "没有填写内容", "填写内容；没有内容就删掉这一行"),
        (fields.parse_text, " \n ", "没有填写内容", "填写内容；没有内容就删掉这一行"),
        (
            fields.parse_text,
            "公\u200b示",
            "含有看不见的字符 U+200B",
            "删掉这个字符，或重新输入这一行",
        ),
        (
            fields.parse_text,
            "公\u202e示",
            "含有看不见的字符 U+202E",
            "删掉这个字符，或重新输入这一行",
        ),
        (fields.parse_text, "a\x00", "含有看不见的字符 U+0000", "删掉这个字符，或重新输入这一行"),
        (fields.parse_text, "a\rb", "含有看不见的字符 U+000D", "删掉这个字符，或重新输入这一行"),
        (fields.parse_text, "\ufeffa", "含有看不见的字符 U+FEFF", "删掉这个字符，或重新输入这一行"),
        (fields.parse_text, "\ud800", "含有看不见的字符 U+D800", "删掉这个字符，或重新输入这一行"),
        (fields.parse_line, "标\n题", "这里只能写一行", "把文字并成一行"),
        (
            fields.parse_id,
            "YC-1",
            "「YC-1」不是合法的编号",
            "只用小写字母、数字和连字符，如 yc-2026-001",
        ),
        (
            fields.parse_id,
            "公示",
            "「公示」不是合法的编号",
            "只用小写字母、数字和连字符，如 yc-2026-001",
        ),
        (
            fields.parse_id,
            "../a",
            "「../a」不是合法的编号",
            "只用小写字母、数字和连字符，如 yc-2026-001",
        ),
        (fields.parse_number, "９", "「９」不是数，或多于两位小数", "用半角数字，如 95 或 95.5"),
        (
            fields.parse_number,
            "9.555",
            "「9.555」不是数，或多于两位小数",
            "用半角数字，如 95 或 95.5",
        ),
        (fields.parse_number, "-1", "「-1」不是数，或多于两位小数", "用半角数字，如 95 或 95.5"),
        (fields.parse_count, "５", "「５」不是整数", "用半角数字写一个不小于 0 的整数"),
        (fields.parse_count, "1.5", "「1.5」不是整数", "用半角数字写一个不小于 0 的整数"),
        (fields.parse_count, "-1", "「-1」不是整数", "用半角数字写一个不小于 0 的整数"),
        (fields.parse_yes, "yes", "「yes」既不是「是」也不是「否」", "写「是」或「否」"),
        (
            fields.parse_uscc,
            "1234",
            "统一社会信用代码「1234」有 4 位，应为 18 位",
            "对照登记证书逐位核对这 18 位",
        ),
    ],
)
def test_a_value_is_refused_with_a_remedy(
    parse: Callable[[Any], Any], text: str, reason: str, remedy: str
) -> None:
    assert refusal(parse, text) == (reason, remedy)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (fields.parse_text, "  公示\n五天 ", "公示\n五天"),
        (fields.parse_text, "0012", "0012"),
        (fields.parse_line, "标题", "标题"),
        (fields.parse_id, "yc-2026-001", "yc-2026-001"),
        (fields.parse_number, "95.5", 9550),
        (fields.parse_count, "1200", 1200),
        (fields.parse_yes, "否", False),
        (fields.parse_uscc, code(), code()),
    ],
)
def test_a_value_is_read(parse: Callable[[Any], Any], text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("value", [None, [], {}, ["a"], 1.5])
def test_what_is_no_text_is_refused(parse: Callable[[Any], Any], value: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse(value)


@pytest.mark.parametrize("parse", PARSERS)
@given(text=TYPED)
def test_a_parser_reads_or_refuses_and_takes_its_own_result(
    parse: Callable[[Any], Any], text: str
) -> None:
    made = outcome(lambda: parse(text), PydanticCustomError)
    if isinstance(made, PydanticCustomError):
        assert set(made.context or {}) == {"reason", "remedy", "field"}
    else:
        assert parse(made) == made


def test_a_value_is_quoted_short_on_one_line_and_without_hidden_characters() -> None:
    assert fields.shown("甲\n乙\u200b") == "「甲 乙□」"
    assert fields.shown("长" * 31) == f"「{'长' * 30}…」"
