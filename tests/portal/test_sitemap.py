"""What machines are told about the pages."""

from __future__ import annotations

from lxml import etree

from tests.conftest import MakeApp
from tests.factories import Content

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://test.example.org/gk/"


def test_the_sitemap_names_every_list_and_record_once_with_its_day(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "old", published="2026-03-01")
    content.add("notices", "new", published="2026-03-05")
    response = make_app().test_client().get("/sitemap.xml")
    tree = etree.fromstring(response.data)

    days = {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
        for url in tree.iterfind("s:url", NAMES)
    }

    assert response.mimetype == "application/xml"
    assert len(days) == len(tree)
    assert all(address.startswith(BASE) for address in days)
    assert days[f"{BASE}notices/old/"] == "2026-03-01"
    assert days[f"{BASE}notices/new/"] == "2026-03-05"
    assert days[f"{BASE}notices/"] == "2026-03-05"
    assert days[f"{BASE}plans/"] is None
    assert BASE in days


def test_the_addresses_of_the_sitemap_are_pages(world: Content, make_app: MakeApp) -> None:
    client = make_app().test_client()
    tree = etree.fromstring(client.get("/sitemap.xml").data)

    addresses = [
        loc.text.removeprefix(BASE.removesuffix("/")) for loc in tree.iterfind(".//s:loc", NAMES)
    ]

    assert "/projects/project/" in addresses
    assert [address for address in addresses if client.get(address).status_code != 200] == []


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
