from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.personal.detect import CARD, DOCUMENT, MOBILE, RESIDENT, Hit, find
from tests.factories import code
from tests.portal.personal.test_numbers import identity


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.masked) for hit in find(text) if hit.certain]


IDENTITY = (RESIDENT, "110105********002X")
PHONE = (MOBILE, "138****8000")


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        "身份证号11010519491231002X。",
        "ID11010519491231002X",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105**19491231**002X",
        "<b>110105</b>19491231<i>002</i>X",
        "110105<!-- x -->19491231002X",
        "110105\u00a019491231\u3000002X",
        "11010519491231002&#88;",
        "&#x31;&#49;010519491231002X",
        "[甲](?id=11010519491231002X)",
        "<!-- 11010519491231002X -->",
        "# 11010519491231002X",
        'title: "11010519491231002X"',
        "a,11010519491231002X,b",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(written: str) -> None:
    assert found(written) == [IDENTITY]


@pytest.mark.parametrize(
    "written",
    [
        *("13800138000", "+86 138 0013 8000", "008613800138000", "138-0013-8000", "1380013 8000"),
        *("13800138000（微信同号）", "tel:13800138000", "tel:%313800138000", "138**0013**8000"),
        *("手机１３８００１３８０００", "2026-03-02 13800138000", "13800138000 0990-5550100"),
        '<a href="tel:13800138000">',
        *("138.0013.8000", "电话：138.0013.8000。", "138·0013·8000", "138.0013.8000.\n1.2"),
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(written: str) -> None:
    assert found(written) == [PHONE]


def test_a_card_number_is_found_whole_and_in_fours() -> None:
    card = (CARD, "************1111")
    assert found("4111111111111111") == found("4111 1111 1111 1111") == [card]


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("护照号码：E12345678", "E1*****78"),
        ("护照 EA1234567", "EA*****67"),
        ("居住证号为 12345678901", "12*******01"),
        ("来往内地通行证（H12345678）", "H1*****78"),
    ],
)
def test_documents_are_found_by_what_they_are_called(written: str, masked: str) -> None:
    assert found(written) == [(DOCUMENT, masked)]


@pytest.mark.parametrize(
    "written",
    [
        *("11010519491231002", "110105194912310021", "21101051949123100201"),
        *("0990-5550100", "010-88880000", "(0990)5550100", "400-820-8820", "12345", "95588"),
        *("JS13800138000", "编号 GK-20260302-138", "2026-03-02 2026-03-09", "13800138000.50"),
        *("金额 13800138000 元", "13800138000万元", "0.13800138000", "12800138000"),
        *("4111111111111112", "15 000 000 000", "13 800138 000", "项目编号 202603020001"),
        *("| 13 | 80 | 01 | 38000 |", "13800，138000", "E12345678", "a13800138000b"),
        *("91110105MA0000000X", code(), "统一社会信用代码 " + code()),
    ],
)
def test_what_belongs_to_no_person_is_not_flagged(written: str) -> None:
    assert find(written) == ()


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
def test_no_code_of_an_organisation_is_flagged_when_it_is_called_one(organisation: str) -> None:
    eight = "".join(one if one.isdigit() else "7" for one in organisation)
    assert found(f"uscc: {code(eight)}") == []


def test_a_code_that_happens_to_be_an_identity_number_needs_its_name() -> None:
    both = next(
        number
        for order in range(1000)
        for day in range(1, 29)
        if (number := identity(datetime.date(1986, 3, day), "911101", order))
        and found(f"uscc: {number}") == []
    )
    assert found(both)


def test_an_old_number_is_doubted_unless_it_is_called_one() -> None:
    (doubted,) = find("130503670401001")
    assert not doubted.certain
    assert found("身份证 130503670401001") == [(RESIDENT, "130503******001")]


def test_each_is_told_with_its_line() -> None:
    text = "甲\n\n13800138000\n乙 13900139000"
    assert find(text) == (
        Hit(3, "", MOBILE, "138****8000"),
        Hit(4, "", MOBILE, "139****9000"),
    )


@given(st.text("0123456789 -*Xx\n<b>&#;%", max_size=300))
def test_any_text_is_searched(text: str) -> None:
    for hit in find(text):
        assert hit.masked.count("*") >= 4
        assert 1 <= hit.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证：110105194912310021", [RESIDENT]),
        ("公民身份号码 110105194912310021", [RESIDENT]),
        ("合同编号：110105194912310021", []),
        ("版本 1138.0013.8000、138.0013.80001、138.0013.8000.5", []),
    ],
)
def test_what_is_called_an_identity_number_is_doubtful_with_a_slip_in_it(
    text: str, kinds: list[str]
) -> None:
    assert [hit.kind for hit in find(text)] == kinds
    assert not any(hit.certain for hit in find(text))
