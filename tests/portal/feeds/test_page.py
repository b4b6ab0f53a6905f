"""Where a person finds feeds: on the page about them, on lists, records, search, and as OPML."""

from __future__ import annotations

from urllib.parse import urljoin

from flask import Flask
from lxml import etree

from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import RULES
from tests.portal.feeds.reading import BASE, read


def test_the_page_of_feeds_links_those_of_sections_and_categories(
    world: Content, make_app: MakeApp
) -> None:
    text = make_app().test_client().get("/feeds/").text

    for home in ["/", *(section.address for section in SECTIONS if section.dated)]:
        for name in RULES:
            assert f'href="..{home}{name}"' in text
    assert 'href="../schemes/scheme/care/feed.xml"' in text
    assert 'href="../feeds.opml"' in text
    assert 'href="../regions/990100/feeds.opml"' in text
    assert f"{BASE}/feed.xml" in text


def test_lists_records_and_search_show_their_feeds_to_people_and_programs(demo: Flask) -> None:
    visitor = demo.test_client()
    wanted = {
        "/": ["/feed.xml"],
        "/publicity/": ["/publicity/feed.xml"],
        "/suppliers/": ["/suppliers/feed.xml"],
        "/suppliers/lc-xinyu/": ["/suppliers/lc-xinyu/feed.xml", "/suppliers/feed.xml"],
        "/projects/lc-2026-001/": ["/projects/lc-2026-001/feed.xml"],
        "/publicity/lc-2026-001/": ["/projects/lc-2026-001/feed.xml", "/publicity/feed.xml"],
        "/search/": ["/feed.xml"],
    }
    for address, feeds in wanted.items():
        tree = etree.HTML(visitor.get(address).text)
        for place in ("//body//a/@href", "//head/link[@rel='alternate']/@href"):
            found = {urljoin(address, link) for link in tree.xpath(place)}
            assert set(feeds) <= found, (address, place)


def test_a_list_of_feeds_holds_all_but_those_of_projects(demo: Flask) -> None:
    found = etree.fromstring(read(demo, "/feeds.opml")).xpath("//@xmlUrl")
    addresses = {address.removeprefix("https://gongkai.example.org") for address in found}

    assert {"/feed.xml", "/publicity/feed.xml", "/regions/990100/feed.xml"} <= addresses
    assert {"/purchasers/lc-jtgh/feed.xml", "/schemes/zhigong-7/jineng/feed.xml"} <= addresses
    assert not [address for address in addresses if address.startswith("/projects/l")]
    client = demo.test_client()
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_list_of_a_region_holds_those_below_it(world: Content, make_app: MakeApp) -> None:
    world.add("regions", "990000")
    world.add("regions", "980000")
    app = make_app()

    above = etree.fromstring(read(app, "/regions/990000/feeds.opml")).xpath("//@xmlUrl")

    assert [address.removeprefix(BASE) for address in above] == [
        "/regions/990000/feed.xml",
        "/regions/990100/feed.xml",
        "/purchasers/purchaser/feed.xml",
        "/suppliers/supplier/feed.xml",
    ]
    assert b"990100" not in read(app, "/regions/980000/feeds.opml")
    assert app.test_client().get("/regions/970000/feeds.opml").status_code == 404
