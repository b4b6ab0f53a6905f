"""Which entries stand in which feed, and that none ever scrolls away."""

from __future__ import annotations

from lxml import etree

from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import ATOM, MOST
from tests.portal.feeds.reading import BASE, entries, ids, items, read


def fill(content: Content, first: int, last: int) -> None:
    for number in range(first, last):
        month, day = divmod(number, 28)
        content.add("notices", f"n{number}", published=f"2026-{month + 1:02d}-{day + 1:02d}")


def test_a_feed_holds_the_fifty_newest_newest_first(content: Content, make_app: MakeApp) -> None:
    fill(content, 0, 60)
    app = make_app()

    assert ids(app, "/notices/atom.xml") == [f"notices/n{n}" for n in range(59, 9, -1)]
    assert len(items(app, "/notices/feed.json")) == MOST


def test_every_entry_stands_in_the_feed_or_in_an_archive(
    content: Content, make_app: MakeApp
) -> None:
    fill(content, 0, 130)
    app = make_app()
    at, seen = "/notices/atom.xml", set[str]()
    while at:
        feed = etree.fromstring(read(app, at))
        seen |= {entry.findtext(f"{ATOM}id") for entry in feed.iterfind(f"{ATOM}entry")}
        before = feed.find(f"{ATOM}link[@rel='prev-archive']")
        at = "" if before is None else before.get("href").removeprefix(BASE)

    assert len(seen) == 130
    assert app.test_client().get("/notices/atom-3.xml").status_code == 404
    for name in ("feed.xml", "feed.json"):
        assert f"{BASE}/notices/atom-2.xml" in read(app, f"/notices/{name}").decode()


def test_a_full_archive_page_never_changes(content: Content, make_app: MakeApp) -> None:
    fill(content, 0, 50)
    before = read(make_app(), "/notices/atom-1.xml")
    fill(content, 50, 120)
    app = make_app()

    assert read(app, "/notices/atom-1.xml") == before
    assert read(app, "/notices/atom-2.xml") != before


def test_the_feed_of_everything_holds_what_is_news(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", published="2026-03-01")
    content.add("regions", "990100", published="2026-03-02")
    content.add("policies", "p", published="2026-03-03")
    app = make_app()

    assert ids(app, "/atom.xml") == ["policies/p", "notices/n"]
    assert ids(app, "/regions/atom.xml") == ["regions/990100"]


def test_every_section_has_a_feed(content: Content, make_app: MakeApp) -> None:
    client = make_app().test_client()

    assert {client.get(f"{one.address}feed.xml").status_code for one in SECTIONS} == {200}


def test_a_project_is_followed_through_its_whole_life(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "a", published="2026-02-01")
    world.add("corrections", "c", published="2026-02-03", corrects="announcements/a")
    world.add("reviews", "r")
    world.add("publicity", "p")
    world.add("contracts", "h")
    world.add("evaluations", "e", published="2026-06-21")
    world.add("projects", "other", number="JS-2026-002")
    world.add("announcements", "o", project="other")

    assert ids(make_app(), "/projects/project/atom.xml")[::-1] == [
        "projects/project",
        "announcements/a",
        "corrections/c",
        "reviews/r",
        "publicity/p",
        "publicity/p/until",
        "contracts/h",
        "evaluations/e",
    ]


def test_a_record_belongs_to_the_parties_region_and_category_of_its_project(
    world: Content, make_app: MakeApp
) -> None:
    world.add("announcements", "a", published="2026-02-01")
    world.add("publicity", "p", until="2026-12-31")
    world.add("corrections", "c", published="2026-03-05", corrects="publicity/p")
    app = make_app()

    for place in ("purchasers/purchaser", "regions/990100", "schemes/scheme/care"):
        found = ids(app, f"/{place}/atom.xml")
        assert {"announcements/a", "publicity/p", "corrections/c", "projects/project"} <= set(found)
    assert ids(app, "/suppliers/supplier/atom.xml") == [
        "corrections/c",
        "publicity/p",
        "suppliers/supplier",
    ]
    assert {"plans/plan", "suppliers/supplier"} <= set(ids(app, "/regions/990100/atom.xml"))


def test_a_category_holds_what_those_below_it_hold(world: Content, make_app: MakeApp) -> None:
    categories = [
        {"code": "all", "title": "全部"},
        {"code": "care", "title": "困难帮扶", "parent": "all"},
    ]
    world.add("schemes", "scheme", categories=categories)

    assert ids(make_app(), "/schemes/scheme/all/atom.xml") == ["projects/project"]


def test_an_entry_is_the_same_in_every_feed(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "p")
    app = make_app()
    places = ("", "publicity/", "projects/project/", "suppliers/supplier/", "regions/990100/")

    found = {
        etree.tostring(entry)
        for place in places
        for entry in entries(app, f"/{place}atom.xml")
        if entry.findtext(f"{ATOM}id").endswith("publicity/p")
    }

    assert len(found) == 1
