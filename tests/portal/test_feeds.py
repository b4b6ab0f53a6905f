"""Feeds that any reader can read, today and in ten years."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from flask import Flask
from lxml import etree

from portal import feeds
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import ATOM, atom_faults, rss_faults

BASE = "https://test.example.org/gk"
RULES = {"feed.xml": rss_faults, "atom.xml": atom_faults}
DATED = ["/", *(section.address for section in SECTIONS if section.dated)]


def read(app: Flask, address: str) -> bytes:
    response = app.test_client().get(address)
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    data: bytes = response.data
    return data


def entries(app: Flask, address: str = "/notices/atom.xml") -> list[Any]:
    return list(etree.fromstring(read(app, address)).iterfind(f"{ATOM}entry"))


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("home", DATED)
def test_every_feed_of_the_demonstration_is_valid(demo: Flask, home: str, name: str) -> None:
    data = read(demo, home + name)

    assert RULES[name](data, f"https://gongkai.example.org{home}{name}") == []
    assert b"<entry>" in data or b"<item>" in data


@pytest.mark.parametrize("name", RULES)
def test_a_feed_without_entries_is_valid_and_as_old_as_the_site(
    content: Content, make_app: MakeApp, name: str
) -> None:
    content.site(opened="2026-01-01")

    data = read(make_app(), f"/notices/{name}")

    assert RULES[name](data, f"{BASE}/notices/{name}") == []
    assert (b"2026-01-01T00:00:00+08:00" in data) == (name == "atom.xml")
    assert (b"Thu, 01 Jan 2026 00:00:00 +0800" in data) == (name == "feed.xml")


@pytest.mark.parametrize("name", RULES)
def test_feeds_do_not_depend_on_when_they_are_made(
    world: Content, make_app: MakeApp, name: str
) -> None:
    assert read(make_app("2026-06-30"), f"/{name}") == read(make_app("2026-07-01"), f"/{name}")


def test_a_feed_holds_the_fifty_newest_newest_first(content: Content, make_app: MakeApp) -> None:
    for number in range(60):
        month, day = divmod(number, 28)
        content.add("notices", f"n{number}", published=f"2026-{month + 1:02d}-{day + 1:02d}")
    app = make_app()

    ids = [entry.findtext(f"{ATOM}id") for entry in entries(app)]

    assert ids == [f"tag:test.example.org,2026:notices/n{n}" for n in range(59, 9, -1)]
    assert rss_faults(read(app, "/notices/feed.xml"), f"{BASE}/notices/feed.xml") == []


def test_the_feed_of_everything_mixes_the_dated_sections(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", published="2026-03-01")
    content.add("regions", "990100", published="2026-03-02")
    content.add("policies", "p", published="2026-03-03")

    titles = [entry.findtext(f"{ATOM}title") for entry in entries(make_app(), "/atom.xml")]

    assert titles == ["【政策依据】policies p", "【通知公告】notices n"]


def test_an_entry_says_what_where_and_when(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", title="培训通知", summary="下周一开班。", published="2026-03-02")

    (entry,) = entries(make_app())

    assert entry.findtext(f"{ATOM}title") == "【通知公告】培训通知"
    assert entry.findtext(f"{ATOM}summary") == "下周一开班。"
    assert entry.findtext(f"{ATOM}published") == "2026-03-02T00:00:00+08:00"
    assert entry.find(f"{ATOM}link").get("href") == f"{BASE}/notices/n/"
    assert dict(entry.find(f"{ATOM}category").attrib) == {"term": "notices", "label": "通知公告"}


def test_entry_links_keep_what_feedgen_loses(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n")

    (entry,) = entries(make_app())

    links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
    assert links == [{"href": f"{BASE}/notices/n/", "rel": "alternate", "type": "text/html"}]


def test_an_id_survives_a_move_of_the_site(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n")
    before = entries(make_app())[0].findtext(f"{ATOM}id")
    content.site(base_url="https://elsewhere.example.net/")
    (after,) = entries(make_app())

    assert after.findtext(f"{ATOM}id") == before
    assert after.find(f"{ATOM}link").get("href") == "https://elsewhere.example.net/notices/n/"


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("title", ["🎉 开业", "a < b & c > d", "<b>标题</b>", "]]>", "𠮷田"])
def test_any_title_is_text(content: Content, make_app: MakeApp, name: str, title: str) -> None:
    content.add("notices", "n", title=title)
    data = read(make_app(), f"/notices/{name}")

    assert RULES[name](data, f"{BASE}/notices/{name}") == []
    found = [element.text for element in etree.fromstring(data).iter("title", f"{ATOM}title")]
    assert found[-1] == f"【通知公告】{title}"


@pytest.mark.parametrize("name", RULES)
def test_a_character_that_xml_forbids_cannot_come_in_through_a_reference(
    content: Content, make_app: MakeApp, name: str
) -> None:
    content.add("notices", "n", body="前&#8;后&#xFFFE;。")

    assert "前后。" in read(make_app(), f"/notices/{name}").decode()


@pytest.mark.parametrize(
    ("body", "summary", "expected"),
    [
        ("正文", "摘要", "摘要"),
        ("一段\n\n**二**段", None, "一段 二段"),
        ("", None, "notices n"),
        ("字" * 300, None, "字" * 300),
        ("字" * 301, None, "字" * 300 + "…"),
    ],
)
def test_the_summary_is_the_records_own_else_how_its_text_begins(
    content: Content, make_app: MakeApp, body: str, summary: str | None, expected: str
) -> None:
    content.add("notices", "n", body=body, summary=summary)

    (entry,) = entries(make_app())

    assert entry.findtext(f"{ATOM}summary") == expected


def test_a_section_that_is_no_news_has_no_feed(content: Content, make_app: MakeApp) -> None:
    client = make_app().test_client()

    undated = [section.address for section in SECTIONS if not section.dated]

    assert "/suppliers/" in undated
    assert {client.get(f"{home}feed.xml").status_code for home in undated} == {404}


def test_the_page_of_feeds_links_every_one(content: Content, make_app: MakeApp) -> None:
    text = make_app().test_client().get("/feeds/").text

    for home in DATED:
        for name in RULES:
            assert f'href="..{home}{name}"' in text
            assert f">{BASE}{home}{name}</a>" in text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("atom.xml", b' rel="alternate" type="text/html"/>\n  </entry>', b"/>\n  </entry>"),
        ("atom.xml", b"tag:test", b"test"),
        ("atom.xml", b"notices/b</id>", b"notices/a</id>"),
        ("atom.xml", b"2026-03-01T00:00:00+08:00</published>", b"2026-03-09T00:00:00Z</published>"),
        ("atom.xml", b"2026-03-01T00:00:00+08:00</updated>", b"2026-03-09T00:00:00Z</updated>"),
        ("atom.xml", b"T00:00:00+08:00</updated>", b"</updated>"),
        ("atom.xml", b"/gk/notices/atom.xml", b"/atom.xml"),
        ("atom.xml", b"https://test.example.org/gk/notices/a/", b"/notices/a/"),
        ("atom.xml", b"<author>\n    <name>", b"<author><name/></author><author><name>"),
        ("atom.xml", b'xml:lang="zh-CN"', b""),
        ("feed.xml", b'isPermaLink="false"', b""),
        ("feed.xml", b"Sun, 01 Mar 2026", b"Sun, 01 Mar 26"),
        ("feed.xml", b"notices/b</guid>", b"notices/a</guid>"),
        ("feed.xml", b"<language>zh-CN</language>", b""),
        ("feed.xml", b"<description>notices a</description>", b"<description/>"),
        (
            "feed.xml",
            b"Mon, 02 Mar 2026 00:00:00 +0800</last",
            b"Tue, 03 Mar 2026 00:00:00 +0800</last",
        ),
        ("feed.xml", b'rel="self"', b'rel="alternate"'),
        ("feed.xml", b"<link>https://test", b"<link>//test"),
    ],
)
def test_the_rules_find_a_fault(
    content: Content, make_app: MakeApp, name: str, old: bytes, new: bytes
) -> None:
    content.add("notices", "a", published="2026-03-01")
    content.add("notices", "b", published="2026-03-02")
    data = read(make_app(), f"/notices/{name}")

    assert RULES[name](data, f"{BASE}/notices/{name}") == []
    assert old in data
    assert RULES[name](data.replace(old, new), f"{BASE}/notices/{name}") != []


def test_a_day_is_midnight_in_china() -> None:
    assert feeds.LANGUAGE == "zh-CN"
    day = feeds.moment(datetime.date(2026, 3, 2))
    assert day.isoformat() == "2026-03-02T00:00:00+08:00"
