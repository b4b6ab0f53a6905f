"""The rules by which feeds are judged find each fault."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask

from portal import create_app
from portal.settings import Settings
from tests.factories import Content
from tests.feed_rules import RULES, atom_faults, opml_faults
from tests.portal.feeds.reading import BASE, read


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A portal with two notices, one of which has a file, and a section of a hundred records."""
    work = tmp_path_factory.mktemp("rules")
    content = Content(work / "content").world()
    content.add("notices", "a", published="2026-03-01")
    files = [{"file": "b.txt", "title": "附件"}]
    content.add("notices", "b", published="2026-03-02", attachments=files)
    content.write("notices/b.txt", b"text")
    for number in range(100):
        content.add("pages", f"n{number}")
    day = datetime.date(2026, 6, 30)
    return create_app(Settings(content.folder, work / "site", work / "state", day))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("atom.xml", b' rel="alternate" type="text/html"/></entry>', b"/></entry>"),
        ("atom.xml", b"tag:test", b"test"),
        ("atom.xml", b"notices/b</id>", b"notices/a</id>"),
        ("atom.xml", b"2026-03-01T00:00:00+08:00</published>", b"2026-03-09T00:00:00Z</published>"),
        ("atom.xml", b"2026-03-01T00:00:00+08:00</updated>", b"2026-03-09T00:00:00Z</updated>"),
        ("atom.xml", b"T00:00:00+08:00</updated>", b"</updated>"),
        ("atom.xml", b"/gk/notices/atom.xml", b"/atom.xml"),
        ("atom.xml", b"https://test.example.org/gk/notices/a/", b"/notices/a/"),
        ("atom.xml", b"<author>\n    <name>", b"<author><name/></author><author><name>"),
        ("atom.xml", b'xml:lang="zh-CN"', b""),
        ("atom.xml", b' length="4"', b""),
        ("atom.xml", b"<summary>", b"<content>x</content><summary>"),
        ("atom.xml", b"</subtitle>", "目前还没有记录</subtitle>".encode()),
        ("feed.xml", b'isPermaLink="false"', b""),
        ("feed.xml", b"Sun, 01 Mar 2026", b"Sun, 01 Mar 26"),
        ("feed.xml", b"notices/b</guid>", b"notices/a</guid>"),
        ("feed.xml", b"<language>zh-CN</language>", b""),
        ("feed.xml", b"<description>notices a", b"<description>&lt;b&gt;notices a"),
        (
            "feed.xml",
            b"Mon, 02 Mar 2026 00:00:00 +0800</last",
            b"Sun, 01 Mar 2026 00:00:00 +0800</last",
        ),
        ("feed.xml", b'rel="self"', b'rel="alternate"'),
        ("feed.xml", b"<link>https://test", b"<link>//test"),
        ("feed.xml", b' length="4"', b""),
        ("feed.json", b"version/1.1", b"version/1"),
        ("feed.json", b"/gk/notices/feed.json", b"/feed.json"),
        ("feed.json", b'"language": "zh-CN"', b'"language": "en"'),
        ("feed.json", b"notices/b", b"notices/a"),
        ("feed.json", b'"id": "tag:', b'"id": "'),
        ("feed.json", b'"tags"', b'"labels"'),
        ("feed.json", b"T00:00:00+08:00", b""),
        ("feed.json", b'"mime_type": "text/plain"', b'"mime_type": ""'),
    ],
)
def test_the_rules_find_a_fault(sample: Flask, name: str, old: bytes, new: bytes) -> None:
    data = read(sample, f"/notices/{name}")

    assert RULES[name](data, f"{BASE}/notices/{name}") == []
    assert old in data
    assert RULES[name](data.replace(old, new), f"{BASE}/notices/{name}") != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<fh:archive", b"<fh:complete"),
        (b'rel="current"', b'rel="next"'),
        (b'rel="prev-archive"', b'rel="self"'),
    ],
)
def test_the_rules_find_a_fault_of_an_archive(sample: Flask, old: bytes, new: bytes) -> None:
    data = read(sample, "/pages/atom-2.xml")

    assert atom_faults(data, f"{BASE}/pages/atom-2.xml") == []
    assert old in data
    assert atom_faults(data.replace(old, new), f"{BASE}/pages/atom-2.xml") != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'version="2.0"', b'version="1.0"'),
        (b' xmlUrl="https://test', b' xmlUrl="//test'),
        (b"<title>", b"<title/><title>"),
        (b' text="', b' label="'),
        (b"/gk/notices/feed.xml", b"/gk/pages/feed.xml"),
    ],
)
def test_the_rules_find_a_fault_of_a_list(sample: Flask, old: bytes, new: bytes) -> None:
    data = read(sample, "/feeds.opml")

    assert opml_faults(data) == []
    assert old in data
    assert opml_faults(data.replace(old, new)) != []
