"""The list of pages: whole, and nothing but pages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from flask import Flask, url_for

from build.pages import LATE, Page, pages
from portal.sections import PAGE_SIZE, SECTIONS
from portal.settings import CHECKOUT
from tests.build.addresses import late
from tests.conftest import MakeApp
from tests.factories import Content


def listed(app: Flask) -> list[Page]:
    with app.app_context():
        return list(pages(app))


def test_every_kind_of_page_that_the_portal_has_is_frozen(demo: Flask) -> None:
    every = {rule.endpoint for rule in demo.url_map.iter_rules()}
    # The search index is a bundle, and tables are listed late; the theme is there with a chosen
    # colour, search.json and the patterns on a server.
    others = {"searching.index", "oversight.table", "search_json", "patterns", "pages.theme"}
    assert {one for one, _ in listed(demo)} - others == every - others


def test_every_record_in_the_content_has_its_page(demo: Flask) -> None:
    content = CHECKOUT / "content"
    files = [path.relative_to(content) for path in content.rglob("*.md")]
    made = [(v["section"], v["id"]) for endpoint, v in listed(demo) if endpoint == "pages.record"]
    assert sorted(made) == sorted((path.parts[0], Path(path).stem) for path in files)


def test_no_page_is_listed_twice(demo: Flask) -> None:
    with demo.test_request_context():
        addresses = Counter(url_for(endpoint, **values) for endpoint, values in listed(demo))
        addresses.update(late())
    assert addresses.most_common(1)[0][1] == 1


def test_every_page_that_is_listed_is_there(demo: Flask) -> None:
    with demo.test_request_context():
        outright = [url_for(endpoint, **values) for endpoint, values in listed(demo)]
        addresses = [*outright, *late()]
    assert not [one for one in outright if one.startswith(tuple(LATE))]
    visitor = demo.test_client()
    for address in addresses:
        with visitor.get(address) as answer:
            assert (address, answer.status_code) == (address, 200)


def test_a_list_has_as_many_pages_as_it_needs(content: Content, make_app: MakeApp) -> None:
    for number in range(PAGE_SIZE + 1):
        content.add("notices", f"n{number}")
    numbers = {section.name: set[int]() for section in SECTIONS}
    for endpoint, values in listed(make_app()):
        if endpoint == "listing.section_page":
            numbers[values["section"]].add(values["number"])
    assert numbers.pop("notices") == {1, 2}
    assert all(other == {1} for other in numbers.values())


def test_an_attachment_is_a_page_of_its_record(world: Content, make_app: MakeApp) -> None:
    attachment = {"file": "申报 表.pdf", "title": "申报表"}
    world.add("notices", "n1", attachments=[attachment])
    world.attach("notices/申报 表.pdf")
    found = [values for endpoint, values in listed(make_app()) if endpoint == "pages.attachment"]
    assert found == [{"section": "notices", "id": "n1", "name": "申报 表.pdf"}]
