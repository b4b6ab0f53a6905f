"""Days, months and amounts: how else a text may write what a reader writes in one way.

`client/spelling.js` is its twin; the patterns stand in `analyzer.json`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.analyzer import SPACE, SPEC, fold

_READ = SPEC["read"]
_NARROW = str.maketrans(dict(_READ["narrow"]))
_DAY = re.compile(_READ["day"])
_COMPACT = re.compile(_READ["compact"])
_MONTH = re.compile(_READ["month"])
_ANNIVERSARY = re.compile(_READ["anniversary"])
_AMOUNT = re.compile(_READ["amount"])
_POWERS: dict[str, int] = _READ["powers"]
_MONTHS: list[str] = _READ["months"]
_LONGEST = 15
"""Digits of an amount in 分 that every browser counts exactly."""


def narrow(text: str) -> str:
    """Return `text` with half-width digits and marks, without the commas in numbers."""
    return text.translate(_NARROW)


def spaceless(text: str) -> str:
    """Return `text` without white space."""
    return "".join(character for character in text if character not in SPACE)


def fen(text: str) -> int | None:
    """Return what is typed as an amount («200000», «20万», «１，０００元») in 分; None if it is none."""
    digits, _ = _amount(narrow(spaceless(text)))
    return int(digits) if digits else None


@lru_cache(maxsize=256)
def spellings(term: str) -> tuple[str, ...]:
    """Return the squashed runs that mean what `term` means, its own first, each once.

    A day is written with Chinese characters, with and without leading noughts, in digits, or in
    English, a month likewise; an amount in 万 or 亿 also in 元, without and with decimals. Any other
    term has one spelling.
    """
    runs = [fold(term), *_of_day(term), *_of_amount(term)]
    return tuple(dict.fromkeys(runs))


def is_whole(term: str) -> bool:
    """Whether `term` is a day or an amount with its unit, which people write with spaces inside, too."""
    return is_day(term) or (_amount(term)[0] != "" and not term[-1].isdecimal())


def other_unit(term: str) -> str:
    """Return an amount in 元 of at least 1万 as it is written in 万, «352000元» as «35.2万»; else ""."""
    digits, unit = _amount(narrow(term))
    if unit or len(digits) <= _POWERS["万"]:
        return ""
    whole, decimals = digits[: -_POWERS["万"]], digits[-_POWERS["万"] :].rstrip("0")
    return f"{whole}.{decimals}万" if decimals else f"{whole}万"


def falls_on(term: str, day: str) -> bool:
    """Whether the day "YYYY-MM-DD" is `term`, in that month, or that day of any year («11-19»)."""
    year, month, own = _day(term)
    if not month or not day:
        return False
    if not own:
        return day.startswith(f"{year}-{month:0>2}-")
    return day.endswith(f"{year}-{month:0>2}-{own:0>2}")


def is_day(term: str) -> bool:
    """Whether `term` is a day of a year or of every year, or a month of a year."""
    return bool(_day(term)[1])


def _day(term: str) -> tuple[str, str, str]:
    """Return (year, month, day) without leading noughts, "" for what is not said; all "" for none."""
    if read := _DAY.fullmatch(term) or _COMPACT.fullmatch(term):
        year, month, day = read.groups()
    elif read := _MONTH.fullmatch(term):
        (year, month), day = read.groups(), ""
    elif read := _ANNIVERSARY.fullmatch(term):
        year, (month, day) = "", read.groups()
    else:
        return "", "", ""
    real = 1 <= int(month) <= 12 and (not day or 1 <= int(day) <= 31)
    return (year, month.lstrip("0"), day.lstrip("0")) if real else ("", "", "")


def _of_day(term: str) -> list[str]:
    year, month, day = _day(term)
    if not month:
        return []
    chinese = [f"{month}月", f"{month:0>2}月"]
    if day:
        chinese = [f"{month}月{day}日", f"{month:0>2}月{day:0>2}日"]
    if not year:
        return chinese
    digits, english = f"{year}{month:0>2}", f"{day}{_MONTHS[int(month) - 1]}{year}"
    digits += f"{day:0>2}" if day else ""
    return [*(f"{year}年{one}" for one in chinese), digits, english]


def _of_amount(term: str) -> list[str]:
    digits, unit = _amount(term)
    if not digits or digits == "0" or not unit:
        return []
    without = fold(term).removesuffix("元")
    whole = [f"{digits[:-2]}元"] if digits.endswith("00") else []
    return [without, *whole, f"{digits}元"]


def _amount(text: str) -> tuple[str, str]:
    """Return the digits of an amount in 分, and its unit; no digits where it is none."""
    read = _AMOUNT.fullmatch(text)
    if not read:
        return "", ""
    whole, decimals, unit = read[1], read[2] or "", read[3]
    power = _POWERS[unit]
    digits = (whole + decimals.ljust(power, "0")).lstrip("0") or "0"
    return (digits, unit) if len(decimals) <= power and len(digits) <= _LONGEST else ("", "")
