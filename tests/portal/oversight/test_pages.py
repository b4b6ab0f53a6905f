"""The oversight pages as pages: there, linked, and leading somewhere."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from lxml import html

from portal.oversight.pages import PAGES, Page
from portal.oversight.table import HOME
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import words

HOST = "http://localhost"


def page(app: Flask, address: str) -> html.HtmlElement:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.get_data(as_text=True))


@pytest.mark.parametrize("address", [HOME, *(one.address for one in PAGES)])
def test_a_page_is_there_even_when_nothing_is_published(
    content: Content, make_app: MakeApp, address: str
) -> None:
    tree = page(make_app(), address)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"https://test.example.org/gk{address}"]


@pytest.mark.parametrize("address", ["/", HOME, "/contracts/"])
def test_every_page_links_all_oversight_pages(
    content: Content, make_app: MakeApp, address: str
) -> None:
    links = {urljoin(HOST + address, one) for one in page(make_app(), address).xpath("//a/@href")}
    assert {f"{HOST}{one.address}" for one in PAGES} | {f"{HOST}{HOME}"} <= links


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_link_of_a_demonstration_page_leads_somewhere(demo: Flask, one: object) -> None:
    address = getattr(one, "address")  # noqa: B009
    tree = page(demo, address)
    linked = {urldefrag(urljoin(HOST + address, link)) for link in tree.xpath("//main//a/@href")}
    assert len(linked) > 10
    trees = {target: page(demo, target.removeprefix(HOST)) for target, _ in linked}
    for target, anchor in linked:
        assert not anchor or trees[target].get_element_by_id(anchor, None) is not None, anchor
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_home_page_says_how_much_is_wrong_today(demo: Flask) -> None:
    numbers = page(demo, "/").xpath("//*[@class='headline__number']/text()")
    assert len(numbers) == 3
    late = page(demo, "/oversight/overdue/").get_element_by_id("overdue")
    assert len(late.xpath(".//tbody/tr")) == int(numbers[0])


@pytest.mark.parametrize("address", [*(one.address for one in PAGES), "/charts/"])
def test_on_paper_a_page_of_numbers_says_where_and_when_it_was(demo: Flask, address: str) -> None:
    tree = page(demo, address)
    assert words(tree.find_class("printed")[0]).endswith(f".example.org{address}")
    assert "截至2026年11月20日公开的记录" in words(tree)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_no_two_columns_of_a_table_have_the_same_name(demo: Flask, one: Page) -> None:
    for table in page(demo, one.address).xpath("//table"):
        heads = [words(head) for head in table.xpath(".//thead//th")]
        assert len(heads) == len(set(heads))


def test_meters_can_be_heard(demo: Flask) -> None:
    meters = page(demo, "/oversight/targets/").xpath("//meter")
    assert meters
    assert all(one.get("aria-label") for one in meters)


def test_an_unknown_page_is_not_found(content: Content, make_app: MakeApp) -> None:
    assert make_app().test_client().get("/oversight/nothing/").status_code == 404
