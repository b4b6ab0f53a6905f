"""The page of patterns: every component has an example that is shown and sound."""

from __future__ import annotations

import html5lib
from flask import Flask

from portal.patterns import ADDRESS, PATTERNS, shown
from portal.settings import CHECKOUT
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page

COMPONENTS = CHECKOUT / "portal" / "templates" / "components"
# They stand on every page, or show what a page has computed for itself.
ELSEWHERE = {
    "around", "banners", "cell", "conditions", "data_files", "data_links", "entry", "feed_links", "form",
    "columns", "hits", "sheet", "subscribing", "tree", "value", "works",
}  # fmt: skip


def test_every_component_has_an_example_or_stands_on_every_page() -> None:
    files = {path.stem for path in COMPONENTS.glob("*.html")}
    assert files - {one.file for one in PATTERNS} - ELSEWHERE == set()


def test_every_example_is_shown_and_is_valid_html(demo: Flask) -> None:
    tree = page(demo, ADDRESS)
    assert len(tree.find_class("pattern")) == len(PATTERNS)
    parser = html5lib.HTMLParser()
    parser.parse(demo.test_client().get(ADDRESS).text)
    assert parser.errors == []


def test_an_example_without_its_record_is_left_out(content: Content, make_app: MakeApp) -> None:
    app = make_app()
    with app.test_request_context("/"):
        app.preprocess_request()
        assert {one.needs for one, _ in shown()} == {""}


def test_a_frozen_site_has_no_patterns(content: Content, make_app: MakeApp) -> None:
    page(make_app(frozen=True), ADDRESS, 404)
