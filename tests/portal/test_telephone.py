"""Telephone numbers can be tapped; what is no number stays text."""

from __future__ import annotations

import pytest

from portal.telephone import dialled, numbers
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("0980-5550110", "tel:09805550110"),
        (" （0980）555 0110 ", "tel:09805550110"),
        ("+86 980 5550110", "tel:+869805550110"),
        ("12351", "tel:12351"),
        ("0980-5550110 转 8012", ""),
        ("工会值班室", ""),
        ("110", ""),
        ("0980-5550110-5550111-55501", ""),
    ],
)
def test_only_what_is_a_number_is_dialled(text: str, address: str) -> None:
    assert dialled(text) == address


def test_several_numbers_are_dialled_one_by_one_unless_something_else_stands_between() -> None:
    assert numbers("0980-5550110、0980-5550111") == ["0980-5550110", "0980-5550111"]
    assert numbers("0980-5550110，夜间请留言") == []


def test_numbers_in_their_fields_and_in_the_footer_can_be_tapped(
    world: Content, make_app: MakeApp
) -> None:
    world.site(phone="0980-5550001")
    world.add("publicity", "p", phone="0980-5550110、0980-5550111")

    tree = page(make_app(), "/publicity/p/")

    found = tree.xpath("//a[starts-with(@href, 'tel:')]")
    assert [(one.get("href"), one.text) for one in found[:2]] == [
        ("tel:09805550110", "0980-5550110"),
        ("tel:09805550111", "0980-5550111"),
    ]
    assert found[-1].get("href") == "tel:09805550001"
