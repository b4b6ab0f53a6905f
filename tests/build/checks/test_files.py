"""Each fault of a file for machines is found; what the portal makes has none."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import etree

from build.checks.facts import facts
from build.checks.files import feed_faults, robots_faults, security_faults, xml_faults
from tests.conftest import MakeApp
from tests.factories import Content

FILES = (
    "sitemap.xml", "sitemap-notices-1.xml", "opensearch.xml", "feeds.opml", "notices/feed.xml",
    "notices/atom.xml", "notices/feed.json", "robots.txt", ".well-known/security.txt",
)  # fmt: skip


def faults(name: str, data: bytes) -> list[str]:
    """By the check itself, so that a damaged file cannot pass as another kind."""

    def found() -> Iterator[str]:
        if name.endswith(".json"):
            yield from feed_faults(json.loads(data))
        elif name.startswith("robots"):
            yield from robots_faults(data.decode())
        elif name.endswith(".txt"):
            yield from security_faults(data.decode())
        else:
            yield from xml_faults(etree.fromstring(data))

    return list(found())


@pytest.mark.parametrize("name", FILES)
def test_what_the_portal_makes_is_sound(demo: Flask, name: str) -> None:
    data = demo.test_client().get(f"/{name}").data

    assert faults(name, data) == []
    assert facts(name, data).faults == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("sitemap.xml", b"<loc>https://", b"<loc>/", "不是完整的网址"),
        ("sitemap-notices-1.xml", b"</lastmod>", b"T</lastmod>", "日期"),
        ("sitemap-notices-1.xml", b"tongzhi-2025-kaitong", b"peixun-2025-shenbao", "有重复"),
        ("opensearch.xml", b"</ShortName>", "一二三四五六七八九".encode() + b"</ShortName>", "ShortName"),
        ("opensearch.xml", b"{searchTerms}", b"{terms}", "searchTerms"),
        ("feeds.opml", b'xmlUrl="https://', b'xmlUrl="', "不是完整的网址"),
        ("feeds.opml", b'type="rss"', b'kind="rss"', "空的"),
        ("notices/feed.xml", b"<pubDate>", b"<date/><pubDate/><pubDate>", "缺少 pubDate"),
        ("notices/atom.xml", b'rel="self"', b'rel="via"', "rel=self"),
        ("notices/atom.xml", b"<summary>", b"<summary/><summary>", "缺少 summary"),
        ("notices/feed.json", b"version/1.1", b"version/1", "版本"),
        ("notices/feed.json", b'"content_text"', b'"text"', "content_text"),
        ("robots.txt", b"Sitemap:", b"Map:", "站点地图"),
        (".well-known/security.txt", b"Contact:", b"Mail:", "联系方式"),
        (".well-known/security.txt", b"Expires:", b"Until:", "有效期"),
    ],
)  # fmt: skip
def test_a_fault_is_found(demo: Flask, name: str, old: bytes, new: bytes, fault: str) -> None:
    data = demo.test_client().get(f"/{name}").data

    assert old in data
    assert any(fault in found for found in faults(name, data.replace(old, new)))


def test_a_fault_of_a_page_stops_a_build(world: Content, make_app: MakeApp) -> None:
    data = make_app(frozen=True).test_client().get("/notices/").data
    path = "notices/index.html"

    assert facts(path, data).faults == ()
    assert facts(path, data.replace(b"ColumnType", b"Kind")).faults == ("缺少元数据 ColumnType",)


@pytest.mark.parametrize(
    ("path", "data", "fault"),
    [
        ("a/feed.json", '{"items": [5]}', "应当是一列对象"),
        ("a/feed.json", '{"items": 5}', "应当是一列对象"),
        ("a.html", '<head><script type="application/ld+json">[]</script></head>', "schema.org"),
        ("a.html", '<head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [5]}</script></head>', "（@type）"),
        ("a.html", "<!--x-->", ""),
        ("search/index/entry.js", 'portalSearch.receive("entry",{"columns": {}, "texts": 0, "segments": [{"families": [], "chunks": "", "texts": [], "documents": 0}]});\n', "不是完好的检索索引"),
    ],
)  # fmt: skip
def test_damage_is_a_fault_and_never_an_error(path: str, data: str, fault: str) -> None:
    found = facts(path, data.encode()).faults

    assert not fault or any(fault in one for one in found), found
