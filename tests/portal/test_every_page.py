"""Every page of the portal can be reached and links rightly, and so does the one for missing pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask

from portal import reads
from portal.sections import SECTIONS
from portal.uscc import check, organisation_check
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import HOST, crawl, links, page, words

Pages = dict[str, Any]


@pytest.fixture(scope="module")
def demo_pages(demo: Flask) -> Pages:
    """Every page that a reader of the demonstration can come to."""
    return {address: tree for address, tree in crawl(demo).items() if tree is not None}


def test_every_list_and_record_can_be_reached_by_links(demo: Flask, demo_pages: Pages) -> None:
    with demo.app_context():
        records = {one.url for section in SECTIONS for one in reads.records(section.name)}

    assert len(records) > 200
    assert records | {section.address for section in SECTIONS} <= set(demo_pages)


def test_no_page_links_from_the_root_of_the_host(demo_pages: Pages) -> None:
    rooted = {
        (address, link)
        for address, tree in demo_pages.items()
        for link in links(tree)
        if link.startswith("/")
    }

    assert rooted == set()


def test_every_anchor_that_a_page_links_to_is_there(demo_pages: Pages) -> None:
    anchored = [
        urldefrag(urljoin(HOST + address, link))
        for address, tree in demo_pages.items()
        for link in links(tree)
        if "#" in link
    ]

    broken = {
        (target, anchor)
        for target, anchor in anchored
        if target.startswith(HOST)
        and demo_pages[urlsplit(target).path].get_element_by_id(anchor, None) is None
    }

    assert len(anchored) > 500
    assert broken == set()


def test_no_page_uses_an_id_twice(demo_pages: Pages) -> None:
    for address, tree in demo_pages.items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def test_every_page_has_one_heading_and_a_title_and_address_of_its_own(demo_pages: Pages) -> None:
    titles = {address: tree.findtext(".//title") for address, tree in demo_pages.items()}
    canonical = {
        address: tree.xpath("//link[@rel='canonical']/@href")
        for address, tree in demo_pages.items()
    }

    assert {len(tree.xpath("//h1")) for tree in demo_pages.values()} == {1}
    assert all(title.endswith("岚川购买服务公开网") for title in titles.values())
    assert canonical == {
        address: [f"https://gongkai.example.org{address}"] for address in demo_pages
    }


def test_every_page_of_the_demonstration_says_that_it_is_one(
    demo: Flask, demo_pages: Pages
) -> None:
    every = [*demo_pages.values(), page(demo, "/404.html"), page(demo, "/nobody/", 404)]

    assert [words(tree)[:60] for tree in every if not marked(tree)] == []


def marked(tree: Any) -> bool:
    return any("演示网站" in words(mark) for mark in tree.find_class("demo"))


def real_code(kind: str, organisation: str) -> str:
    """A sound code outside the invented province; division 000000 exists nowhere."""
    body = f"{kind}000000{organisation}{organisation_check(organisation)}"
    return body + check(body)


def test_no_page_of_a_real_portal_says_that_it_is_a_demonstration(
    world: Content, make_app: MakeApp
) -> None:
    world.site(demo="否")
    world.add("purchasers", "purchaser", uscc=real_code("81", "MB000001"))
    world.add("suppliers", "supplier", uscc=real_code("52", "MC000001"))

    app = make_app()
    every = [*crawl(app).values(), page(app, "/404.html")]

    assert len(every) > 25
    assert [tree for tree in every if tree is not None and marked(tree)] == []


@pytest.mark.parametrize(
    "address",
    [
        "/nobody/",
        "/notices/nobody/",
        "/nobody/n/",
        "/notices/n/missing.pdf",
        "/notices/N/",
        "/notices/page/0/",
        "/notices/page/2/",
        "/notices/page/x/y/",
        "/notices/index.html",
        "/nobody/feed.xml",
        "/deep/er/and/deeper",
        "/..%2fsite.yaml",
    ],
)
def test_an_address_that_leads_nowhere_gets_the_portals_own_page(
    content: Content, make_app: MakeApp, address: str
) -> None:
    content.add("notices", "n")

    missing = page(make_app(), address, 404)

    assert words(missing.find(".//h1")) == "没有找到这个页面"
    assert missing.xpath("//main//li/a") == []
    assert missing.xpath("//main//a[@href='#sections']")
    listed = missing.get_element_by_id("sections").xpath(".//li/a")
    assert {words(one) for one in listed} >= {one.title for one in SECTIONS}


def test_the_page_for_missing_pages_works_at_any_depth(content: Content, make_app: MakeApp) -> None:
    found = links(page(make_app(frozen=True), "/404.html"))

    local = [link for link in found if not link.startswith("#")]

    assert "/gk/static/portal.css" in local
    assert [link for link in local if not link.startswith("/gk/")] == []


def test_frozen_links_name_files_so_that_a_folder_can_be_read(
    world: Content, make_app: MakeApp
) -> None:
    found = links(page(make_app(frozen=True), "/projects/project/"))

    local = [urlsplit(link).path for link in found if not link.startswith(("http", "#"))]

    assert "../../catalogues/catalogue/index.html" in local
    assert [path for path in local if path.endswith("/")] == []


@pytest.mark.parametrize("name", ["b.csv", "附 表（2026）.csv", "a&b=c+d.csv", "'x';~.csv"])
def test_an_attachment_is_served_whatever_its_name(
    content: Content, make_app: MakeApp, name: str
) -> None:
    content.write(f"notices/{name}", "x,y\n")
    content.add("notices", "n", attachments=[{"file": name, "title": "附表"}])
    app = make_app()

    (link,) = page(app, "/notices/n/").xpath("//a[@download]")
    response = app.test_client().get(urljoin("/notices/n/", link.get("href")))

    assert words(link) == "附表"
    assert (response.status_code, response.data) == (200, b"x,y\n")
    response.close()
