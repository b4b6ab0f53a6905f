"""Which numbers belong to a person: the rules of their check digits, dates and prefixes."""

from __future__ import annotations

import datetime
import re

# GB/T 2260 provinces; 81 to 83 stand on residence permits of people from Hong Kong, Macao and Taiwan.
_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for first, last in _RANGES for code in range(first, last + 1))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(r"(?:(?:00)?86)?(1[3-9][0-9]{9})")
# UnionPay, Visa, Mastercard, JCB: what is issued to people in China.
_ISSUERS = re.compile(r"62|4|5[1-5]|35")


def resident(number: str) -> bool:
    """Whether 18 characters are a resident identity number (GB 11643: date and check digit).

    Also the numbers of residence permits, which are built alike; that of foreign permanent residents
    has 9 before the province.
    """
    if len(number) != 18 or not number[:17].isdigit():
        return False
    place = number[1:3] if number[0] == "9" else number[:2]
    return place in PROVINCES and _day(number[6:14]) and check(number[:17]) == number[17]


def old_resident(number: str) -> bool:
    """Whether 15 digits may be an identity number of before 1999, which has no check digit."""
    return len(number) == 15 and number[:2] in PROVINCES and _day("19" + number[6:12])


def check(seventeen: str) -> str:
    """Check character of an identity number (ISO 7064, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, seventeen, strict=True))
    return "10X98765432"[total % 11]


def mobile(number: str) -> str | None:
    """The eleven digits of a mobile number, without the code of the country."""
    found = _MOBILE.fullmatch(number)
    return found[1] if found else None


def card(number: str) -> bool:
    """Whether the digits are the number of a bank card (ISO/IEC 7812: length, issuer, Luhn)."""
    return (
        16 <= len(number) <= 19
        and number.isdigit()
        and _ISSUERS.match(number) is not None
        and luhn(number)
    )


def luhn(number: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _day(eight: str) -> bool:
    if eight[:2] not in ("19", "20"):
        return False
    try:
        datetime.date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return False
    return True
