from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import uscc
from tests.factories import code

CODES = st.builds(
    code,
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
    st.sampled_from(["11", "51", "52", "53", "81", "91"]),
)


def test_the_example_of_the_standard_is_valid() -> None:
    assert uscc.fault("91350100M000100Y43") is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y4", "有 17 位，应为 18 位"),
        ("", "有 0 位，应为 18 位"),
        (
            "91350100M00O100Y43",
            "含有不允许的字符「O」（只用数字和大写字母，没有 I、O、S、V、Z）",
        ),
        (
            "91350100m000100y43",
            "含有不允许的字符「m」（只用数字和大写字母，没有 I、O、S、V、Z）",
        ),
        (
            "９1350100M000100Y43",
            "含有不允许的字符「９」（只用数字和大写字母，没有 I、O、S、V、Z）",
        ),
        ("9135A100M000100Y43", "第 3 至 8 位「35A100」应为行政区划代码，是 6 位数字"),
        ("91350100M000100Y53", "第 17 位（组织机构代码的校验码）不对"),
        ("91350100M000100Y44", "第 18 位（校验码）不对"),
        ("92350100M000100Y43", "第 18 位（校验码）不对"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code: str, fault: str) -> None:
    assert uscc.fault(code) == fault


@given(characters=st.text(uscc.ALPHABET, min_size=17, max_size=17))
def test_the_check_characters_are_those_of_the_standards(characters: str) -> None:
    """GB 32100 weighs by powers of 3 modulo 31, GB 11714 by powers of 2 modulo 11."""
    whole = characters + uscc.check(characters)
    assert sum(3**n * uscc.ALPHABET.index(one) for n, one in enumerate(whole[:17])) % 31 == (
        -uscc.ALPHABET.index(whole[17]) % 31
    )
    middle = characters[:8] + uscc.organisation_check(characters[:8])
    assert sum(2 ** (8 - n) * int(one, 36) for n, one in enumerate(middle[:8])) % 11 == (
        -"0123456789X".index(middle[8]) % 11
    )


@given(code=CODES, place=st.integers(0, 17), character=st.sampled_from(uscc.ALPHABET))
def test_a_single_wrong_character_is_always_noticed(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    assert (uscc.fault(changed) is None) == (changed == code)


@given(code=CODES, place=st.integers(0, 16))
def test_two_neighbours_in_the_wrong_order_are_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (uscc.fault(swapped) is None) == (swapped == code)


def test_codes_of_the_invented_province_are_known() -> None:
    assert uscc.is_fictional(code())
    assert not uscc.is_fictional("91350100M000100Y43")
