"""Where a region lies, by its code (GB/T 2260)."""

from __future__ import annotations

import pytest

from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words


@pytest.fixture
def regions(content: Content) -> Content:
    """A province, a city with a county, and a county whose city has no record."""
    for one in ("990000", "990100", "990102", "990221"):
        content.add("regions", one, title=one)
    return content


def blocks(make_app: MakeApp, region: str) -> dict[str, list[str]]:
    """Heading → the regions below it, on the page of one."""
    found = page(make_app(), f"/regions/{region}/").xpath("//section[ul[@class='links']]")
    return {words(one.find("h2")): [words(it) for it in one.iter("a")] for one in found}


def test_a_province_leads_to_what_lies_right_below_it(regions: Content, make_app: MakeApp) -> None:
    assert blocks(make_app, "990000") == {"下级地区": ["990100", "990221"]}


def test_a_county_leads_to_all_that_it_lies_in(regions: Content, make_app: MakeApp) -> None:
    assert blocks(make_app, "990102") == {"上级地区": ["990000", "990100"]}


def test_only_a_region_with_others_below_it_says_that_it_lists_its_own_level(
    regions: Content, make_app: MakeApp
) -> None:
    app = make_app()
    own = "下面列的是本级的"
    assert own in words(page(app, "/regions/990100/"))
    assert own not in words(page(app, "/regions/990102/"))


def test_a_narrowed_list_says_that_it_holds_its_own_level_alone(
    regions: Content, make_app: MakeApp
) -> None:
    regions.add("purchasers", "buyer", region="990000")
    regions.add("purchasers", "county", region="990102", uscc=code("MB000009", "81"))
    app = make_app()

    said = {
        region: words(page(app, f"/purchasers/by/region/{region}/").find(".//h1"))
        for region in ("990000", "990102")
    }
    assert said == {
        "990000": "购买主体地区：990000（本级）",
        "990102": "购买主体地区：990102",
    }


def test_feed_and_calendar_say_that_they_hold_the_own_level_alone(
    world: Content, make_app: MakeApp
) -> None:
    world.add("regions", "990100", title="甲市")
    world.add("regions", "990102", title="甲市乙区")
    world.add("projects", "project", region="990100")
    world.add("announcements", "a", published="2026-02-02")
    visitor = make_app().test_client()

    feed = visitor.get("/regions/990100/feed.json").get_json()
    assert feed["title"].endswith("地区：甲市（本级）")
    assert feed["description"].startswith("甲市（本级）的全部公开记录")
    assert "X-WR-CALNAME:甲市（本级）" in visitor.get("/regions/990100/calendar.ics").text
