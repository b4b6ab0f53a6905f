"""A declared change of a published record is news of its own in every feed that the record stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from lxml import etree

from portal.feeds.telling import BRIEF
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import ATOM, RULES
from tests.ledgers import Office
from tests.portal.feeds.reading import BASE, entries, ids, items, read

WORDS = "公开后，由甲市总工会更正。原因：金额写错"


class Told:
    """An office that has published an announcement, and changed it later."""

    def __init__(self, world: Content, state: Path) -> None:
        self.content = world
        world.add("announcements", "a", title="帮扶公告", published="2026-03-02", phone="1")
        self.office = Office(world, state)
        self.number = self.office.publish("2026-03-12").log.newest["announcements/a"]

    def change(self, day: str, **fields: str) -> int:
        said = {"title": "帮扶公告", "published": "2026-03-02", "phone": "2", **fields}
        self.content.add("announcements", "a", **said)
        self.office.declare("announcements/a", self.number)
        self.number = self.office.publish(day).log.newest["announcements/a"]
        return self.number


@pytest.fixture
def told(world: Content, tmp_path: Path) -> Told:
    return Told(world, tmp_path / "state")


def name(number: int) -> str:
    return f"announcements/a/{number}"


@pytest.mark.parametrize("place", ["", "announcements/", "projects/project/", "regions/990100/"])
def test_it_stands_in_the_same_feeds_as_the_record(
    told: Told, make_app: MakeApp, place: str
) -> None:
    number = told.change("2026-04-30")
    app = make_app("2026-04-30")

    assert ids(app, f"/{place}atom.xml")[0] == name(number)
    assert "announcements/a" in ids(app, f"/{place}atom.xml")
    for file, rule in RULES.items():
        assert rule(read(app, f"/{place}{file}"), f"{BASE}/{place}{file}") == []


def test_it_says_when_who_why_what_and_where_to_compare(told: Told, make_app: MakeApp) -> None:
    number = told.change("2026-04-30")
    app = make_app("2026-04-30")
    item, original = items(app, "/announcements/feed.json")

    assert item["title"] == "【公开后更正】帮扶公告（projects project） 2026-04-30"
    assert item["date_published"] == "2026-04-30T00:00:00+08:00"
    assert item["url"] == f"{BASE}/announcements/a/"
    assert WORDS in item["content_text"]
    assert "办公电话：由「1」更正为「2」" in item["content_text"]
    assert f"各版对照：{BASE}/ledger/records/announcements/a/" in item["content_text"]
    assert item["_ledger"]["entry"] == number
    assert original["date_published"] == "2026-03-02T00:00:00+08:00"


def test_rss_and_atom_link_the_versions(told: Told, make_app: MakeApp) -> None:
    told.change("2026-04-30")
    app = make_app("2026-04-30")
    compared = f"{BASE}/ledger/records/announcements/a/"

    (link,) = [
        one.get("href")
        for one in entries(app, "/announcements/atom.xml")[0].iterfind(f"{ATOM}link")
        if one.get("rel") == "related"
    ]
    item = etree.fromstring(read(app, "/announcements/feed.xml")).find("channel/item")
    assert link == compared
    assert compared in item.findtext("description")
    assert item.findtext("pubDate") == "Thu, 30 Apr 2026 00:00:00 +0800"


def test_another_change_leaves_the_entry_of_the_first(told: Told, make_app: MakeApp) -> None:
    number = told.change("2026-04-30")
    before = entry(make_app("2026-04-30"), number)
    again = told.change("2026-05-06", title="改过名的公告")
    app = make_app("2026-05-06")

    assert ids(app, "/announcements/atom.xml") == [name(again), name(number), "announcements/a"]
    assert entry(app, number) == before


def test_a_long_text_is_compared_on_the_page_of_versions(told: Told, make_app: MakeApp) -> None:
    told.change("2026-04-30", content="长" * (BRIEF + 1))
    (item, _) = items(make_app("2026-04-30"), "/announcements/feed.json")

    assert "项目内容：有改动，见各版对照" in item["content_text"]


def entry(app: Flask, number: int) -> bytes:
    (found,) = [
        etree.tostring(one)
        for one in entries(app, "/announcements/atom.xml")
        if (one.findtext(f"{ATOM}id") or "").endswith(name(number))
    ]
    return bytes(found)
