from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.personal import numbers

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


def identity(day: datetime.date, place: str = "110105", order: int = 2) -> str:
    seventeen = f"{place}{day:%Y%m%d}{order:03d}"
    return seventeen + numbers.check(seventeen)


@given(DAYS, st.sampled_from(sorted(numbers.PROVINCES)), st.integers(0, 999))
def test_a_number_with_a_date_and_the_right_check_digit_is_an_identity_number(
    day: datetime.date, province: str, order: int
) -> None:
    assert numbers.resident(identity(day, f"{province}0105", order))


@given(DAYS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_makes_it_none(day: datetime.date, place: int, by: int) -> None:
    right = identity(day)
    digit = 10 if right[place] == "X" else int(right[place])
    wrong = right[:place] + str((digit + by) % 10) + right[place + 1 :]
    assert numbers.resident(wrong) == (wrong == right)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),  # the example of GB 11643
        ("110105194912310020", False),
        ("11010519491331002X", False),
        ("11010518491231002X", False),
        ("01010519491231002X", False),
        ("1101051949123100", False),
        ("11010519491231002", False),
        ("110105１９491231002X", False),
        ("", False),
    ],
)
def test_date_place_and_check_digit_must_all_be_right(number: str, is_one: bool) -> None:
    assert numbers.resident(number) is is_one


def test_permits_are_numbered_alike() -> None:
    day = datetime.date(1990, 2, 28)
    assert numbers.resident(identity(day, "810000"))
    assert numbers.resident(identity(day, "911156"))


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("130503670401001", True), ("130503671301001", False), ("990503670401001", False)],
)
def test_an_old_number_has_a_place_and_a_date(number: str, is_one: bool) -> None:
    assert numbers.old_resident(number) is is_one


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("12800138000", None),
        ("1380013800", None),
        ("09905550100", None),
        ("138001380001", None),
    ],
)
def test_a_mobile_number_has_eleven_digits_from_13_to_19(number: str, found: str | None) -> None:
    assert numbers.mobile(number) == found


@given(st.text("0123456789", min_size=13, max_size=16))
def test_one_digit_in_ten_completes_a_card_number(digits: str) -> None:
    cards = [digit for digit in "0123456789" if numbers.card(f"62{digits}{digit}")]
    assert len(cards) == 1


@pytest.mark.parametrize("number", ["4111111111111111", "6222021234567890128"])
def test_cards_are_told_by_length_issuer_and_check_digit(number: str) -> None:
    assert numbers.card(number) is numbers.luhn(number)
    assert not numbers.card("9" + number[1:])
    assert not numbers.card(number[:12])
