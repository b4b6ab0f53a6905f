"""What machines are told about the pages, and whom to tell of a weakness."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from lxml import etree

from build.pages import pages
from portal import sitemap, standing
from portal.oversight.pages import PAGES
from portal.oversight.table import HOME
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://test.example.org/gk/"


def days(app: Flask, address: str) -> dict[str, str | None]:
    """The addresses of a map or an index, without their base, and their days."""
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    tree: Any = etree.fromstring(answer.data)
    found = {
        str(one.findtext("s:loc", namespaces=NAMES)): one.findtext("s:lastmod", namespaces=NAMES)
        for one in tree
    }
    assert len(found) == len(tree)
    assert all(place.startswith(BASE) for place in found)
    return {place.removeprefix(BASE): day for place, day in found.items()}


def test_a_section_has_a_map_of_its_list_and_records_with_their_days(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "old", published="2026-03-01")
    content.add("notices", "new", published="2026-03-05")
    app = make_app()

    assert days(app, "/sitemap-notices-1.xml") == {
        "notices/": "2026-03-05",
        "notices/old/": "2026-03-01",
        "notices/new/": "2026-03-05",
    }
    assert days(app, "/sitemap-plans-1.xml") == {"plans/": None}
    assert {"", "feeds/", "oversight/overdue/", "data/"} <= set(days(app, "/sitemap-site-1.xml"))


def test_narrowed_lists_have_a_map_with_the_day_of_their_newest_record(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "old", published="2026-03-02")
    world.add("publicity", "new", published="2026-05-06", until="2026-05-14")

    found = days(make_app(), "/sitemap-lists-1.xml")

    assert found["publicity/by/year/2026/"] == "2026-05-06"
    assert found["publicity/by/status/open/"] is None
    assert "contracts/by/year/2026/" not in found


def test_every_page_for_people_is_in_a_map(
    world: Content, tmp_path: Path, make_app: MakeApp
) -> None:
    """All but the numbered pages that repeat a list or the ledger."""
    Office(world, tmp_path / "state").publish()
    app = make_app()
    listed = {place for part in days(app, "/sitemap.xml") for place in days(app, f"/{part}")}
    with app.app_context(), app.test_request_context():
        addresses = [url_for(endpoint, **values) for endpoint, values in pages(app)]

    shown = {one.removeprefix("/") for one in addresses if one.endswith("/")}

    assert {place for place in shown - listed if "/page/" not in place} == set()


def test_bodies_can_link_what_the_site_s_map_lists(
    world: Content, tmp_path: Path, make_app: MakeApp
) -> None:
    Office(world, tmp_path / "state").publish()
    lists = {section.address for section in SECTIONS}
    with make_app().app_context():
        listed = {place.address for place in sitemap.places(sitemap.SITE)}
        assert {HOME, *(page.address for page in PAGES)} <= listed
    assert listed | lists == set(standing.addresses(ledger=True))


def test_the_index_names_every_map_and_its_newest_day(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", published="2026-03-01")

    found = days(make_app(), "/sitemap.xml")

    assert len(found) == len(SECTIONS) + 1 + ("sitemap-lists-1.xml" in found)
    assert found["sitemap-notices-1.xml"] == "2026-03-01"
    assert found["sitemap-plans-1.xml"] is None


def test_a_map_is_split_where_it_grows_too_large(
    content: Content, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    for number in range(1, 6):
        content.add("notices", f"n{number}", published=f"2026-03-0{number}")
    app = make_app()

    assert list(days(app, "/sitemap-notices-1.xml")) == ["notices/", "notices/n1/", "notices/n2/"]
    assert list(days(app, "/sitemap-notices-2.xml")) == [f"notices/n{n}/" for n in (3, 4, 5)]
    assert days(app, "/sitemap.xml")["sitemap-notices-2.xml"] == "2026-03-05"
    for missing in (0, 3):
        answer = app.test_client().get(f"/sitemap-notices-{missing}.xml")
        assert answer.status_code == 404


def test_the_addresses_of_all_maps_are_pages(world: Content, make_app: MakeApp) -> None:
    app = make_app()
    places = [place for part in days(app, "/sitemap.xml") for place in days(app, f"/{part}")]

    assert "projects/project/" in places
    client = app.test_client()
    assert [place for place in places if client.get(f"/{place}").status_code != 200] == []


def test_a_demonstration_asks_not_to_be_indexed(content: Content, make_app: MakeApp) -> None:
    content.site(demo="是")
    text = make_app().test_client().get("/robots.txt").text

    assert text.splitlines() == [
        "User-agent: *",
        "Disallow: /",
        f"Sitemap: {BASE}sitemap.xml",
    ]


def test_a_real_portal_may_be_read_by_all(content: Content, make_app: MakeApp) -> None:
    content.site(demo="否")

    assert "Allow: /" in make_app().test_client().get("/robots.txt").text.splitlines()


def test_security_txt_names_a_contact_and_when_it_expires(
    content: Content, make_app: MakeApp
) -> None:
    content.site(security="mailto:anquan@example.org")
    text = make_app("2026-06-30").test_client().get("/.well-known/security.txt").text

    assert text.splitlines() == [
        "Contact: mailto:anquan@example.org",
        "Expires: 2026-12-31T23:59:59+08:00",
        "Preferred-Languages: zh, en",
        f"Canonical: {BASE}.well-known/security.txt",
    ]


@pytest.mark.parametrize("security", [None, "mailto:anquan@example.org"])
def test_a_site_within_an_office_names_no_address_of_its_own(
    content: Content, make_app: MakeApp, security: str | None
) -> None:
    content.site(base_url="http://gk.example/", security=security)
    app = make_app("2026-06-30")

    with app.test_request_context():
        assert any(name == "pages.security" for name, _ in pages(app)) == bool(security)
    answer = app.test_client().get("/.well-known/security.txt")
    assert answer.status_code == (200 if security else 404)
    if security:
        assert "http" not in answer.text


@pytest.mark.parametrize("day", ["2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31"])
def test_security_txt_expires_in_half_a_year_to_a_year(
    content: Content, make_app: MakeApp, day: str
) -> None:
    text = make_app(day).test_client().get("/.well-known/security.txt").text
    (expires,) = [line[9:19] for line in text.splitlines() if line.startswith("Expires: ")]

    left = datetime.date.fromisoformat(expires) - datetime.date.fromisoformat(day)
    assert 180 <= left.days < 365
    assert f"Contact: {BASE}" in text


def test_browsers_are_told_how_to_search_here(content: Content, make_app: MakeApp) -> None:
    answer = make_app().test_client().get("/opensearch.xml")
    tree = etree.fromstring(answer.data)
    urls = {one.get("type"): one.get("template") for one in tree.iterfind("{*}Url")}

    assert urls["text/html"] == f"{BASE}search/?q={{searchTerms}}"
    assert urls["application/opensearchdescription+xml"] == f"{BASE}opensearch.xml"
