"""Feeds that any reader can read, today and in ten years."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from lxml import etree

from build.pages import pages
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import ATOM, RULES, atom_faults, opml_faults
from tests.portal.feeds.reading import BASE, entries, read

DEMO = "https://gongkai.example.org"


def test_every_feed_of_the_demonstration_is_valid(demo: Flask) -> None:
    with demo.test_request_context():
        listed = [
            (endpoint, demo.url_for(endpoint, **values))
            for endpoint, values in pages(demo)
            if endpoint.startswith("feeds.") and endpoint != "feeds.page"
        ]
    for endpoint, address in listed:
        data = read(demo, address)
        if endpoint.startswith("feeds.list"):
            faults = opml_faults(data)
        else:
            faults = RULES.get(address.rpartition("/")[2], atom_faults)(data, DEMO + address)
        assert (address, faults) == (address, [])
    assert len(listed) > 500


@pytest.mark.parametrize("name", RULES)
def test_a_feed_without_entries_says_so_and_is_as_old_as_the_site(
    content: Content, make_app: MakeApp, name: str
) -> None:
    content.site(opened="2026-01-01")

    data = read(make_app(), f"/notices/{name}")

    assert RULES[name](data, f"{BASE}/notices/{name}") == []
    assert "目前还没有记录" in data.decode()
    assert (b"2026-01-01T00:00:00+08:00" in data) == (name == "atom.xml")
    assert (b"Thu, 01 Jan 2026 00:00:00 +0800" in data) == (name == "feed.xml")


@pytest.mark.parametrize("name", RULES)
def test_a_feed_with_nothing_new_does_not_change_by_a_byte(
    world: Content, make_app: MakeApp, name: str
) -> None:
    world.add("publicity", "p", until="2026-03-09")
    before = {place: read(make_app("2026-06-30"), f"{place}{name}") for place in ("/", "/notices/")}
    world.add("regions", "990200", published="2026-07-01")

    assert read(make_app("2026-07-01"), f"/{name}") == before["/"]
    assert read(make_app("2026-07-01"), f"/notices/{name}") == before["/notices/"]


def test_an_id_survives_a_move_of_the_site(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n")
    before = entries(make_app())[0].findtext(f"{ATOM}id")
    content.site(base_url="https://elsewhere.example.net/")
    (after,) = entries(make_app())

    assert after.findtext(f"{ATOM}id") == before
    assert after.find(f"{ATOM}link").get("href") == "https://elsewhere.example.net/notices/n/"


def test_any_title_is_text(content: Content, make_app: MakeApp) -> None:
    titles = ["🎉 开业", "a < b & c > d", "<b>标题</b>", "]]>", "𠮷田", '"引"']
    for number, title in enumerate(titles):
        content.add("notices", f"n{number}", title=title)
    app = make_app()

    for name, rule in RULES.items():
        data = read(app, f"/notices/{name}")
        assert rule(data, f"{BASE}/notices/{name}") == []
        if name == "feed.json":
            found = [item["title"] for item in json.loads(data)["items"]]
        else:
            tree = etree.fromstring(data)
            found = [element.text for element in tree.iter("title", f"{ATOM}title")][1:]
        assert found[::-1] == [f"【通知公告】{title} 2026-01-02" for title in titles]


def test_a_character_that_xml_forbids_cannot_come_in_through_a_reference(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", body="前&#8;后&#xFFFE;。")
    app = make_app()

    for name in RULES:
        assert "前后。" in read(app, f"/notices/{name}").decode()


@pytest.mark.parametrize("address", ["/regions/1/feed.xml", "/notices/n/feed.xml", "/all/feed.xml"])
def test_what_is_not_there_has_no_feed(content: Content, make_app: MakeApp, address: str) -> None:
    content.add("notices", "n")

    assert make_app().test_client().get(address).status_code == 404
