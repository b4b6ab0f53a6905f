"""Lists narrowed by one facet are pages of their own, whole and permanent."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from flask import Flask
from sqlmodel import SQLModel

from build.pages import pages
from portal import reads
from portal.fields import Ref
from portal.lists import facets
from portal.marks import mark_of, part_of
from portal.sections import PAGE_SIZE, SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words


def titles(app: Flask, address: str) -> list[str]:
    return [words(one) for one in page(app, address).xpath("//tbody//th")]


def test_every_value_lists_exactly_the_records_that_have_it(demo: Flask) -> None:
    with demo.app_context():
        for facet, sections in facets.SECTIONS.items():
            for section in sections:
                found = {
                    value.id: facets.ids(section, facet, value.id, 0, 1000)
                    for value in facets.values(section, facet)
                }
                listed = [id for ids in found.values() for id in ids]
                if facet in ("policy", *facets.PARTIES):  # a record may name several, or none
                    continue
                assert len(listed) == len(set(listed))
                if facet not in ("status", "grade"):  # all have all others; not all are graded
                    assert len(listed) == reads.count(section)


def test_a_notice_is_found_by_what_its_project_is(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "mine", title="甲", published="2026-06-25", until="2026-07-02")
    app = make_app()

    for place in (
        "region/990100",
        "category/scheme.care",
        "method/open",
        "year/2026",
        "status/open",
    ):
        tree = page(app, f"/publicity/by/{place}/")
        assert titles(app, f"/publicity/by/{place}/") == ["甲"]
        assert "共 1 条记录" in words(tree)
    assert "服务类别：困难帮扶（schemes scheme）" in words(
        page(app, "/publicity/by/category/scheme.care/").find(".//h1")
    )


def test_a_project_is_found_by_each_policy_it_names(world: Content, make_app: MakeApp) -> None:
    world.add("policies", "other", title="乙办法")
    world.add("projects", "both", number="B", title="两份", policies=["policy", "other"])
    world.add("projects", "none", number="N", title="没有", policies=None)
    app = make_app()

    assert titles(app, "/projects/by/policy/policy/") == ["projects project", "两份"]
    assert titles(app, "/projects/by/policy/other/") == ["两份"]
    assert "适用政策：乙办法" in words(page(app, "/projects/by/policy/other/").find(".//h1"))


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/regions/990100/", "/projects/by/region/990100/"),
        ("/schemes/scheme/", "/projects/by/category/scheme.care/"),
        ("/policies/policy/", "/projects/by/policy/policy/"),
    ],
)
def test_a_page_that_many_records_name_leads_to_the_list_of_all(
    world: Content, make_app: MakeApp, address: str, whole: str
) -> None:
    for number in range(21):
        day = f"2026-02-{number + 1:02d}"
        world.add(
            "projects", f"p{number:02d}", title=f"第{number}", number=f"P{number}", published=day
        )
    tree = page(make_app(), address)

    links = [urljoin(address, one) for one in tree.xpath("//ul[@class='brief']//a/@href")]
    named = [one for one in links if one.startswith("/projects/p")]
    assert named[:2] == ["/projects/p20/", "/projects/p19/"]
    assert len(named) == 20
    (link,) = [one for one in tree.xpath("//main//p/a") if "全部" in words(one)]
    assert urljoin(address, link.get("href")) == whole


@pytest.mark.parametrize(
    ("address", "section", "whole"),
    [
        ("/suppliers/supplier/", "contracts", "supplier/supplier"),
        ("/suppliers/supplier/", "publicity", "supplier/supplier"),
        ("/purchasers/purchaser/", "contracts", "purchaser/purchaser"),
    ],
)
def test_the_page_of_a_party_shows_its_newest_records_and_leads_to_all(
    many: Flask, address: str, section: str, whole: str
) -> None:
    tree = page(many, address)
    list_ = f"/{section}/by/{whole}/"

    links = [urljoin(address, one) for one in tree.xpath("//main//a/@href")]
    shown = {one for one in links if one.startswith(f"/{section}/n")}
    assert (len(shown), f"/{section}/n20/" in shown) == (20, True)
    assert list_ in links
    assert "全部 21 条" in words(tree.find(".//main"))
    assert "合同 21 份" in words(tree)
    assert titles(many, f"{list_}page/1/")[-1] == f"{section} n00"
    assert whole.partition("/")[0] not in str(page(many, f"/{section}/").find_class("narrow"))


def test_only_a_party_that_is_named_often_has_a_list(many: Flask) -> None:
    with many.app_context():
        for facet in facets.PARTIES:
            found = {one: facets.values(one, facet) for one in facets.SECTIONS[facet]}
            assert {one for one, values in found.items() if values} <= {"contracts", "publicity"}


@pytest.fixture
def many(world: Content, make_app: MakeApp) -> Flask:
    """The world with twenty-one contracts of one supplier, and as many publicities."""
    for number in range(21):
        day = f"2026-02-{number + 1:02d}"
        world.add("contracts", f"n{number:02d}", number=f"H{number}", published=day, signed=day)
        world.add("publicity", f"n{number:02d}", published=day, until="2026-03-20")
    return make_app()


def test_a_party_has_a_list_in_every_section_that_names_it() -> None:
    for facet, section in facets.PARTIES.items():
        naming = {one.name for one in SECTIONS if section in set(_named(one.model))}
        assert naming <= set(facets.SECTIONS[facet])


def _named(model: type[SQLModel]) -> Iterator[str]:
    for field in model.model_fields.values():
        if part := part_of(field.annotation):
            yield from _named(part)
        elif ref := mark_of(field, Ref):
            yield ref.section


def test_few_records_are_all_named(world: Content, make_app: MakeApp) -> None:
    assert "全部 1 条" not in words(page(make_app(), "/regions/990100/").find(".//main"))


def test_parties_are_found_by_kind_level_and_grade(world: Content, make_app: MakeApp) -> None:
    period = {"grade_from": "2025-01-01", "grade_until": "2027-01-01"}
    world.add("suppliers", "best", title="甲社", uscc=code("MD000001"), grade="5A", **period)
    app = make_app()

    assert titles(app, "/purchasers/by/level/city/") == ["purchasers purchaser"]
    assert titles(app, "/purchasers/by/kind/union/") == ["purchasers purchaser"]
    assert titles(app, "/suppliers/by/kind/service/") == ["suppliers supplier", "甲社"]
    assert titles(app, "/suppliers/by/grade/a5/") == ["甲社"]
    assert "评估等级：5A" in words(page(app, "/suppliers/by/grade/a5/").find(".//h1"))
    page(app, "/suppliers/by/kind/union/", 404)


def test_the_list_leads_to_its_values_with_their_numbers(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "a")
    world.add("announcements", "b", method="询价", published="2025-12-31")

    values = page(make_app(), "/announcements/").xpath("//nav[@class='narrow']//li")

    found = {words(one): one.find("a").get("href") for one in values if one.find("a") is not None}
    assert found == {
        "regions 990100 2": "../announcements/by/region/990100/",
        "困难帮扶（schemes scheme） 2": "../announcements/by/category/scheme.care/",
        "公开招标 1": "../announcements/by/method/open/",
        "询价 1": "../announcements/by/method/quotation/",
        "2026 1": "../announcements/by/year/2026/",
        "2025 1": "../announcements/by/year/2025/",
    }


def test_what_is_open_has_a_page_also_when_nothing_is(world: Content, make_app: MakeApp) -> None:
    assert "现在没有正在进行的" in words(page(make_app(), "/publicity/by/status/open/"))


@pytest.mark.parametrize(
    "address",
    [
        "/announcements/by/region/990200/",
        "/announcements/by/region/open/",
        "/announcements/by/colour/red/",
        "/contracts/by/status/open/",
        "/notices/by/year/2026/",
        "/announcements/by/year/2026/page/2/",
        "/announcements/by/year/2026/page/0/",
    ],
)
def test_a_value_that_nothing_has_is_no_page(
    world: Content, make_app: MakeApp, address: str
) -> None:
    world.add("announcements", "a")
    page(make_app(), address, 404)


def test_page_one_of_a_narrowed_list_is_the_oldest_and_stays(
    world: Content, make_app: MakeApp
) -> None:
    for number in range(PAGE_SIZE + 1):
        world.add("announcements", f"n{number:02d}", title=f"{number}", closes="2026-02-20")
    address = "/announcements/by/year/2026/page/1/"
    before = make_app().test_client().get(address).data

    world.add("announcements", "n99", title="新", published="2026-06-01", closes="2026-06-20")
    app = make_app()

    assert app.test_client().get(address).data == before
    assert titles(app, "/announcements/by/year/2026/")[0] == "新"


def test_every_narrowed_list_is_frozen(demo: Flask) -> None:
    with demo.app_context():
        frozen = {
            (values["section"], values["facet"], values["value"])
            for endpoint, values in pages(demo)
            if endpoint == "listing.facet_index"
        }
        owed = {
            (section, facet, value.id)
            for facet, sections in facets.SECTIONS.items()
            for section in sections
            for value in facets.values(section, facet)
        }
    assert owed <= frozen
    assert {value for _, _, value in frozen - owed} <= {facets.OPEN}
