"""The pages that are no record are found, too: by name, and by what is said there."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.places import places
from portal.standing import LEDGER, PAGES


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("逾期未公开", "/oversight/overdue/"),
        ("异议台账", "/oversight/objections/"),
        ("RSS", "/feeds/"),
        ("资金支付", "/payments/"),
        ("开放数据", "/data/"),
        ("核对账本", "/ledger/verify/"),
    ],
)
def test_a_page_that_is_no_record_is_the_first_hit_for_its_name(
    demo: Flask, query: str, address: str
) -> None:
    answer = demo.test_client().get("/search.json", query_string={"q": query}).get_json()
    assert answer["hits"][0]["address"] == address


def test_every_page_that_always_stands_can_be_found(demo: Flask) -> None:
    with demo.app_context():
        found = {one.address for one in places()}
    assert {*PAGES, *LEDGER} - found == {"/", "/search/"}


def test_every_one_of_them_is_there(demo: Flask) -> None:
    with demo.app_context():
        found = [one.address for one in places()]
    client = demo.test_client()
    assert [one for one in found if client.get(one).status_code != 200] == []
