"""Unified social credit codes, 统一社会信用代码 (GB 32100-2015, GB 11714 for the middle part)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# GB/T 2260 gives no province the number 99, so no real body can hold a code of that division.
FICTIONAL_PROVINCE = "99"


def organisation_check(eight: str) -> str:
    """Check character of an organisation code's first eight characters (GB 11714)."""
    total = sum(
        weight * _ORGANISATION_ALPHABET.index(character)
        for weight, character in zip(_ORGANISATION_WEIGHTS, eight, strict=True)
    )
    return "0123456789X"[(11 - total % 11) % 11]


def check(seventeen: str) -> str:
    """Check character of the first seventeen characters (GB 32100-2015, 31 − Σ mod 31)."""
    total = sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(_WEIGHTS, seventeen, strict=True)
    )
    return ALPHABET[-total % 31]


def fault(code: str) -> str | None:
    """What is wrong with the code, as the end of a Chinese sentence, or None when it is valid."""
    if len(code) != 18:
        return f"有 {len(code)} 位，应为 18 位"
    if strange := [character for character in code if character not in ALPHABET]:
        return f"含有不允许的字符「{strange[0]}」（只用数字和大写字母，没有 I、O、S、V、Z）"
    if not code[2:8].isdigit():
        return f"第 3 至 8 位「{code[2:8]}」应为行政区划代码，是 6 位数字"
    if organisation_check(code[8:16]) != code[16]:
        return "第 17 位（组织机构代码的校验码）不对"
    if check(code[:17]) != code[17]:
        return "第 18 位（校验码）不对"
    return None


def is_fictional(code: str) -> bool:
    """Whether the code belongs to the invented division used by demonstration content."""
    return code[2:4] == FICTIONAL_PROVINCE
