"""The types of fields: how each is read from text, refused with a remedy, and named for display.

Content files hold text only; these types are the one authority on what the text means. Each
parser also takes its own result. What a ledger may hold is never refused here any more narrowly than
it was: a version that cannot be read again could not be shown. Newer bounds stand in portal/load.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Annotated, Any, NoReturn

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from portal import uscc
from portal.settings import YEARS

# Said of a value that is blank; what to do depends on whether its field is required.
EMPTY = "没有填写内容"
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What XML 1.0 forbids, a bare carriage return, and what hides text: bidi controls, zero-width
# characters and the BOM. The two joiners are allowed, because some scripts and emoji need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_NUMBER = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?")
# Digits, bare or in groups of three or four: «8,65» says nothing for certain.
_DIGITS = r"[0-9]{1,20}|[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,4}(?:,[0-9]{4}){1,4}"
_MONEY = re.compile(rf"[¥￥]?((?:{_DIGITS})(?:\.[0-9]{{1,10}})?)(万|亿)?元?(?:人民币)?")
_UNITS = {None: 1, "万": 10_000, "亿": 100_000_000}
_NARROW = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９．，－−／", "0123456789.,--/", strict=True)
}


@dataclass(frozen=True)
class Kind:
    """How a value is shown: text, markdown, day, amount, number, percent, count, year, yes, link.

    dialled: the text is a telephone number, or several. past: of an event that is told once it has happened.
    most: the largest value, as it is kept; None for any.
    """

    name: str
    dialled: bool = False
    past: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Ref:
    """The value is the id of a record of `section`; with `part`, «id#code» of one of its rows.

    With section "" the value is «section/id», a record of any section.

    part: the field of the target that holds the rows; a row is found by its `code`, or `id`.
    """

    section: str
    part: str = ""


def refuse(reason: str, remedy: str, field: str = "") -> NoReturn:
    """Raise the error that the loader turns into a Problem with this reason and remedy.

    field: for a check over several fields, the one whose line is named.
    """
    context = {"reason": reason, "remedy": remedy, "field": field}
    raise PydanticCustomError("portal", "{reason}", context)


def brief(text: str) -> str:
    """The text as a message can hold it: short, on one line, without hidden characters."""
    line = HIDDEN.sub("□", text[:31]).replace("\n", " ")
    return f"{line[:30]}…" if len(line) > 30 else line


def apart(before: str, after: str) -> tuple[str, str]:
    """Two texts as a message can hold them, long ones from a little before the place where they part."""
    start, lead = 0, ""
    if max(len(before), len(after)) > 30:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
        start = max(0, sum(1 for _ in alike) - 8)
        lead = "…" if start else ""
    return lead + brief(before[start:]), lead + brief(after[start:])


def shown(text: str) -> str:
    """The text as quoted in a message."""
    return f"「{brief(text)}」"


def parse_text(value: Any) -> str:
    """Text as written, without outer white space; refuses empty, hidden and non-text values."""
    if not isinstance(value, str):
        refuse("这里应当是文字，读到的是列表或分组", "写成一行文字；以括号开头的加英文双引号")
    if hidden := HIDDEN.search(value):
        refuse(f"含有看不见的字符 U+{ord(hidden[0]):04X}", "删掉这个字符，或重新输入这一行")
    if not value.strip():
        refuse(EMPTY, "填写内容；没有内容就删掉这一行")
    return value.strip()


def parse_line(value: Any) -> str:
    """Text on one line, such as a title."""
    text = parse_text(value)
    if "\n" in text:
        refuse("这里只能写一行", "把文字并成一行")
    return text


def parse_id(value: Any) -> str:
    """An id: lower-case Latin letters, digits and single hyphens, at most 80 characters."""
    text = parse_text(value)
    if not ID.fullmatch(text) or len(text) > 80:
        refuse(f"{shown(text)}不是合法的编号", "只用小写字母、数字和连字符，如 yc-2026-001")
    return text


def parse_day(value: Any) -> datetime.date:
    """A date written YYYY-MM-DD (ISO 8601)."""
    if isinstance(value, datetime.date):
        return value
    text = parse_text(value)
    read = _DAY.fullmatch(text.translate(_NARROW))
    try:
        day = datetime.date(*(int(part) for part in read.groups())) if read else None
    except ValueError:
        refuse(f"{shown(text)}这一天不存在", "核对年月日，写成 2026-03-02 的样子")
    if day is None or day.isoformat() != text:
        remedy = f"写成 {day.isoformat()}" if day else "写成 2026-03-02 的样子"
        refuse(f"日期{shown(text)}的写法不对", remedy)
    if day.year not in YEARS:
        refuse(f"{shown(text)}的年份不对", f"写 {YEARS[0]} 到 {YEARS[-1]} 之间的年份")
    return day


def parse_number(value: Any) -> int:
    """A number with at most two decimals, as an integer count of hundredths."""
    if isinstance(value, int):
        return value
    text = parse_text(value)
    if not _NUMBER.fullmatch(text):
        refuse(f"{shown(text)}不是数，或多于两位小数", "用半角数字，如 95 或 95.5")
    return _hundredths(text)


def parse_percent(value: Any) -> int:
    """A share of a hundred with at most two decimals, as an integer count of hundredths."""
    number = parse_number(value)
    if number > 100_00:
        refuse(f"{shown(str(value))}超过 100", "写 0 到 100 之间的数，不写百分号")
    return number


def parse_amount(value: Any) -> int:
    """An amount of money in 元 with at most two decimals, as an integer count of 分 (1/100 元)."""
    if isinstance(value, int):
        return value
    text = parse_text(value)
    if _NUMBER.fullmatch(text):
        return _hundredths(text)
    narrow = text.translate(_NARROW).replace(" ", "")
    if narrow.startswith("-"):
        refuse(f"金额{shown(text)}是负数", "金额不能为负；没有金额就删掉这一行")
    if read := _MONEY.fullmatch(narrow):
        number = read[1].replace(",", "")
        whole, _, decimals = number.partition(".")
        scaled = int(whole + decimals) * _UNITS[read[2]] * 100
        fen, rest = divmod(scaled, 10 ** len(decimals))
        plain = f"{fen // 100}" + (f".{fen % 100:02d}" if fen % 100 else "")
        if not rest and _NUMBER.fullmatch(plain):
            refuse(f"金额{shown(text)}的写法不对，单位是元，只用半角数字", f"写成 {plain}")
    refuse(f"{shown(text)}不是金额", "以元为单位，只写半角数字，最多两位小数，如 86500.00")


def _hundredths(text: str) -> int:
    whole, _, decimals = text.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))


def parse_count(value: Any) -> int:
    """A whole number that is not negative."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = parse_text(value)
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
        refuse(f"{shown(text)}不是整数", "用半角数字写一个不小于 0 的整数")
    return int(text)


def parse_year(value: Any) -> int:
    """A year of four digits."""
    year = parse_count(value)
    if year not in YEARS:
        refuse(f"{shown(str(value))}不是年份", "写四位数字，如 2026")
    return year


def parse_yes(value: Any) -> bool:
    """是 or 否."""
    if isinstance(value, bool):
        return value
    text = parse_text(value)
    if text not in ("是", "否"):
        refuse(f"{shown(text)}既不是「是」也不是「否」", "写「是」或「否」")
    return text == "是"


def parse_uscc(value: Any) -> str:
    """A unified social credit code with right check characters (GB 32100-2015)."""
    text = parse_text(value)
    if fault := uscc.fault(text):
        refuse(f"统一社会信用代码{shown(text)}{fault}", "对照登记证书逐位核对这 18 位")
    return text


# mypy sees the plain types; pydantic the parsers; templates and exports the Kind.
Text = Annotated[str, BeforeValidator(parse_text), Kind("text")]
Line = Annotated[str, BeforeValidator(parse_line), Kind("text")]
Phone = Annotated[str, BeforeValidator(parse_text), Kind("text", dialled=True)]
Markdown = Annotated[str, BeforeValidator(parse_text), Kind("markdown")]
Id = Annotated[str, BeforeValidator(parse_id), Kind("text")]
Day = Annotated[datetime.date, BeforeValidator(parse_day), Kind("day")]
Past = Annotated[datetime.date, BeforeValidator(parse_day), Kind("day", past=True)]
Amount = Annotated[int, BeforeValidator(parse_amount), Kind("amount")]
Number = Annotated[int, BeforeValidator(parse_number), Kind("number")]
Score = Annotated[int, BeforeValidator(parse_number), Kind("number", most=100_00)]
Percent = Annotated[int, BeforeValidator(parse_percent), Kind("percent")]
Count = Annotated[int, BeforeValidator(parse_count), Kind("count")]
Year = Annotated[int, BeforeValidator(parse_year), Kind("year")]
Yes = Annotated[bool, BeforeValidator(parse_yes), Kind("yes")]
Uscc = Annotated[str, BeforeValidator(parse_uscc), Kind("text")]
