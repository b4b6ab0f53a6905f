"""Dates as offices type them → YYYY-MM-DD."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from build.importing.faults import Misread
from build.importing.grid import Cell
from portal.fields import shown

EXAMPLE = "写成 2026-03-02 的样子"
_PATTERNS = (
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"),
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_CLOCK = re.compile(r"[T\s]+0?0:00(:00(\.0+)?)?$")
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = {one: str(place) for place, one in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
# Day 1 of Excel's two date systems; in the first, a 29 February 1900 is counted that never was.
_FIRST = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_SERIALS = range(61, 2_900_000)


def read_day(cell: Cell, text: str) -> str:
    """YYYY-MM-DD of a cell; text: its value as half-width text. Raises Misread.

    What cannot be a date is given back as it is: the model says what is wrong with it.
    """
    value = cell.value
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        clock = value.strftime("%H:%M")
        raise Misread(f"日期后面还有时刻 {clock}", "只留日期；时刻写进说明文字里")
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float | Decimal) and int(value) == value and int(value) in _SERIALS:
        return (_FIRST[cell.system_1904] + datetime.timedelta(int(value))).isoformat()
    return _of_text(_CLOCK.sub("", text))


def of_clock(value: datetime.time | datetime.timedelta, shown_as: str) -> tuple[str, str]:
    """(reason, remedy) for a cell that holds a time of day or a duration, and no day.

    shown_as: the cell's number format; a 0 that is shown as a date comes as midnight.
    """
    if isinstance(value, datetime.time):
        if value == datetime.time() and "y" in shown_as.lower():
            return "这一格按日期显示，存的却是 0", f"{EXAMPLE}；没有日期就清空这一格"
        said, clock = "时刻", value.strftime("%H:%M")
    else:
        minutes = value // datetime.timedelta(minutes=1)
        said, clock = "时长", f"{minutes // 60}:{minutes % 60:02d}"
    remedy = f"这里要日期的，{EXAMPLE}；要时间的，把这一格的格式改成「文本」，再写 {clock}"
    return f"这一格是{said} {clock}，没有日期", remedy


def _of_text(text: str) -> str:
    if re.fullmatch(r"\d{5}", text):
        raise Misread(
            f"{shown(text)}像是表格软件的日期序号", "把这一列的格式改成日期再存，或" + EXAMPLE
        )
    if read := _CHINESE.fullmatch(text):
        digits = "".join(_DIGITS[one] for one in read[1])
        return _date(int(digits), _number(read[2]), _number(read[3]), text)
    for pattern in _PATTERNS:
        if read := pattern.fullmatch(text):
            year, month, day = (int(one) for one in read.groups() if one.isdigit())
            return _date(year, month, day, text)
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text):
        raise Misread(f"分不清{shown(text)}哪个是年、月、日", EXAMPLE)
    return text


def _date(year: int, month: int, day: int, text: str) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise Misread(f"{shown(text)}这一天不存在", "核对年月日，" + EXAMPLE) from None


def _number(chinese: str) -> int:
    """«二十一» → 21, up to 99."""
    tens, mark, ones = chinese.rpartition("十")
    if not mark:
        return int("".join(_DIGITS[one] for one in chinese))
    return int(_DIGITS.get(tens, "1" if not tens else "99")) * 10 + int(_DIGITS.get(ones, "0"))
