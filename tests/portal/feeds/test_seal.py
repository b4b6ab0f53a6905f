"""Feeds carry what the ledger says, and archives keep the order in which records came."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

from flask import Flask
from lxml import etree

from build.make import make
from portal import create_app
from portal.feeds.entry import Entry
from portal.feeds.seal import Seal
from portal.settings import Settings
from tests.factories import Content
from tests.feed_rules import ATOM, RULES
from tests.portal.feeds.reading import BASE, ids, items, read


def publish(content: Content, work: Path, today: str) -> Flask:
    """Build a site, so that the ledger grows, and give the portal as it is then."""
    day = datetime.date.fromisoformat(today)
    settings = Settings(content.folder, work / "site", work / "state", day)
    make(settings)
    return create_app(settings)


def notices(content: Content, first: int, last: int, published: str) -> None:
    for number in range(first, last):
        content.add("notices", f"n{number:03d}", published=published)


def test_an_entry_carries_its_own_number_digest_and_root(content: Content, tmp_path: Path) -> None:
    content.site(ledger="是")
    notices(content, 0, 3, "2026-03-02")
    app = publish(content, tmp_path, "2026-03-02")
    newest, *_ = items(app, "/notices/feed.json")
    said = newest["_ledger"]
    log = [json.loads(line) for line in _log(content)]

    assert said == {"entry": 2, "sha256": log[2]["sha256"], "root": log[2]["head"]}
    assert newest["content_text"].splitlines()[-1] == (
        f"公开账本第 2 号，SHA-256 {said['sha256'][:12]}，此前的根 {said['root'][:20]}"
    )
    for name, rule in RULES.items():
        data = read(app, f"/notices/{name}")
        assert rule(data, f"{BASE}/notices/{name}") == []
        assert said["root"] in data.decode()
    feed = etree.fromstring(read(app, "/notices/atom.xml"))
    seals = [dict(one.attrib) for one in feed.iterfind("{*}seal")]
    assert seals == [{"entry": "2", "root": said["root"]}]


def test_a_feed_with_nothing_new_keeps_its_bytes_while_the_ledger_grows(
    content: Content, tmp_path: Path
) -> None:
    content.site(ledger="是")
    notices(content, 0, 3, "2026-03-02")
    before = read(publish(content, tmp_path, "2026-03-02"), "/notices/feed.xml")
    content.add("pages", "about", published="2026-03-03")

    assert read(publish(content, tmp_path, "2026-03-03"), "/notices/feed.xml") == before


def test_a_record_with_an_old_date_does_not_move_what_is_archived(
    content: Content, tmp_path: Path
) -> None:
    content.site(ledger="是")
    notices(content, 0, 50, "2026-03-02")
    before = read(publish(content, tmp_path, "2026-03-02"), "/notices/atom-1.xml")
    content.add("notices", "late", published="2026-01-05")
    app = publish(content, tmp_path, "2026-03-04")

    assert read(app, "/notices/atom-1.xml") == before
    assert "notices/late" in ids(app, "/notices/atom.xml")


def _log(content: Content) -> list[str]:
    files = sorted((content.folder / "ledger").rglob("*.jsonl"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_record_that_came_late_makes_its_feed_new(content: Content, tmp_path: Path) -> None:
    """An old date is no reason to pass over a feed for who looks at when it was updated."""
    content.site(ledger="是")
    notices(content, 0, 2, "2026-03-02")
    publish(content, tmp_path, "2026-03-02")
    content.add("notices", "late", published="2026-01-05")
    app = publish(content, tmp_path, "2026-03-04")

    feed = etree.fromstring(read(app, "/notices/atom.xml"))
    (late,) = [one for one in feed.iterfind(f"{ATOM}entry") if "late" in one.findtext(f"{ATOM}id")]
    channel = etree.fromstring(read(app, "/notices/feed.xml")).find("channel")
    assert feed.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00+08:00"
    assert late.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00+08:00"
    assert late.findtext(f"{ATOM}published") == "2026-01-05T00:00:00+08:00"
    assert channel.findtext("lastBuildDate") == "Wed, 04 Mar 2026 00:00:00 +0800"
    modified = {one["id"]: one["date_modified"][:10] for one in items(app, "/notices/feed.json")}
    assert sorted(modified.values()) == ["2026-03-02", "2026-03-02", "2026-03-04"]


def test_an_entry_is_updated_when_the_ledger_says_so() -> None:
    seal = Seal(7, "a" * 64, "b" * 64, datetime.date(2026, 3, 9))
    one = Entry("t", "notices", "通知", "t", datetime.date(2026, 3, 2), "/", (), (), (), seal)

    assert one.moment.isoformat() == "2026-03-02T00:00:00+08:00"
    assert one.updated.isoformat() == "2026-03-09T00:00:00+08:00"
    assert replace(one, day=datetime.date(2026, 3, 12)).updated.day == 12
    assert replace(one, seal=None).updated == one.moment
