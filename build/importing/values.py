"""Cells → the texts that content files hold, by the kind of the field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

from build.forms.shape import Column
from build.importing.days import read_day
from build.importing.faults import Misread
from build.importing.grid import Cell
from portal.fields import shown

UNITS = {
    "元": 1,
    "千元": 1_000,
    "万": 10_000,
    "万元": 10_000,
    "亿": 100_000_000,
    "亿元": 100_000_000,
}
# Full-width forms of ASCII, and the two spaces that are none.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_MONEY = re.compile(r"[¥￥]?(-?[0-9][0-9,]*(?:\.[0-9]+)?)(千元|万元|亿元|元|万|亿)?(?:整|人民币)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?:,[0-9]{4})+")
_YES = dict.fromkeys(("是", "√", "✓", "✔", "y", "yes", "true", "有"), "是")
_NO = dict.fromkeys(("否", "×", "✗", "✘", "n", "no", "false", "无", "没有"), "否")
_EXACT_DIGITS = 15


def read_cell(column: Column, cell: Cell, unit: str = "") -> str | list[str]:
    """What a content file says for this cell; a list where the field takes several values.

    unit: of amounts, from the heading. Values that make no sense are given back as they are,
    because the model says best what is wrong with them. Raises Misread where it cannot know.
    """
    if column.many and isinstance(cell.value, str):
        marks = r"[；;\n]" if column.kind == "text" else r"[；;\n、，,]"
        pieces = [piece for piece in re.split(marks, cell.value) if piece.strip()]
        return [_read(column, Cell(piece), unit) for piece in pieces]
    read = _read(column, cell, unit)
    return [read] if column.many else read


def plain(cell: Cell) -> str:
    """The value as text, numbers without exponent and without the noise of binary fractions."""
    value = cell.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n").replace("\r", "\n")
    if abs(value) >= 10**_EXACT_DIGITS and not isinstance(value, Decimal):
        raise Misread(
            "这个数超过 15 位，表格软件已经把后面的数字丢掉了",
            "把格子的格式改成「文本」，重新输入全部数字",
        )
    number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
    digits = f"{number:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits.zfill(len(cell.format)) if set(cell.format) == {"0"} else digits


def is_bare_number(cell: Cell) -> bool:
    """Whether it is a number that is not even shown as a text would be, with its leading zeros."""
    number = isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool)
    return number and set(cell.format) != {"0"}


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones."""
    return text.translate(NARROW).strip()


def _read(column: Column, cell: Cell, unit: str) -> str:
    reader = _READERS.get(column.kind)
    return reader(column, cell, unit) if reader else plain(cell)


def _day(_column: Column, cell: Cell, _unit: str) -> str:
    return read_day(cell, narrow(plain(cell)))


def _amount(_column: Column, cell: Cell, unit: str) -> str:
    if "万" in cell.format or "亿" in cell.format:
        raise Misread(
            "格子的显示格式里带着「万」或「亿」，看到的和存的可能不是一个数",
            "把格式改成常规，写以元为单位的数，或连同单位写成文字，如 12.5万元",
        )
    text = narrow(plain(cell)).replace(" ", "")
    read = _MONEY.fullmatch(text)
    if read is None:
        return plain(cell)
    return plain(Cell(Decimal(_ungrouped(read[1])) * UNITS[read[2] or unit or "元"]))


def _ungrouped(number: str) -> str:
    """The number without the commas between its thousands, or ten thousands; raises Misread.

    «8,65» is as likely 8.65 as 865.
    """
    whole, point, decimals = number.removeprefix("-").partition(".")
    if "," not in number or _GROUPED.fullmatch(whole):
        return number.replace(",", "")
    head, _, tail = whole.rpartition(",")
    as_point = "" if point or not tail else f"{head.replace(',', '')}.{tail} 或 "
    digits = whole.replace(",", "") + point + decimals
    raise Misread(
        f"{shown(number)}里的逗号不是每三位一个，看不出是小数点还是分隔的逗号",
        f"去掉逗号，写成 {as_point}{digits}",
    )


def converted(cell: Cell, unit: str) -> str:
    """The amount as the table has it, with its unit, where that is not 元; else ""."""
    words = narrow(plain(cell))
    own = re.search(r"[千万亿]元?", words)
    return (
        words if own else f"{words} {unit}" if UNITS.get(unit, 1) > 1 and words[-1:] != "元" else ""
    )


def _percent(_column: Column, cell: Cell, _unit: str) -> str:
    text = narrow(plain(cell))
    if "%" in cell.format and not isinstance(cell.value, str):
        return plain(Cell(Decimal(text) * 100))
    return text.removesuffix("%").strip()


def _number(_column: Column, cell: Cell, _unit: str) -> str:
    text = narrow(plain(cell))
    return _ungrouped(text) if re.fullmatch(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", text) else text


def _year(_column: Column, cell: Cell, _unit: str) -> str:
    if isinstance(cell.value, datetime.date):
        raise Misread("这里只写年份，格子里是一个日期", "写四位年份，如 2026")
    return narrow(plain(cell)).removesuffix("年度").removesuffix("年").strip()


def _yes(_column: Column, cell: Cell, _unit: str) -> str:
    text = narrow(plain(cell))
    return (_YES | _NO).get(text.lower(), text)


def _choice(column: Column, cell: Cell, _unit: str) -> str:
    """The choice that the text is but for spaces and width."""
    text = plain(cell)
    folded = "".join(narrow(text).split())
    return next((one for one in column.choices if "".join(narrow(one).split()) == folded), text)


def _link(_column: Column, cell: Cell, _unit: str) -> str:
    """What stands before the bar of a drop-down's «id ｜ title»."""
    return re.split(r"\s*[|｜]\s*", plain(cell))[0].translate(NARROW).strip()


_READERS: dict[str, Callable[[Column, Cell, str], str]] = {
    "day": _day,
    "amount": _amount,
    "percent": _percent,
    "number": _number,
    "count": _number,
    "year": _year,
    "yes": _yes,
    "choice": _choice,
    "link": _link,
}


def unit_of(words: str) -> str:
    """The unit that a heading's brackets name, or ""; raises Misread for one that is unknown."""
    word = narrow(words).removeprefix("单位").lstrip(":：").replace("人民币", "").strip()
    if word in UNITS:
        return word
    raise Misread(f"认不得的单位{shown(words)}", "写（元）、（千元）、（万元）或（亿元）")
