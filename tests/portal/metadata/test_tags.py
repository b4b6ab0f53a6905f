"""Government metadata and Open Graph, with the names that collectors read."""

from __future__ import annotations

import pytest

from build.checks.page import page_faults
from portal.problems import ContentError
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.metadata.reading import BASE, metas


def test_every_page_says_which_site_it_belongs_to(world: Content, make_app: MakeApp) -> None:
    world.site(site_code="1500000001")
    app = make_app()

    for address in ("/", "/notices/", "/projects/project/", "/feeds/", "/search/", "/404.html"):
        said = metas(app, address)
        assert said["SiteName"] == "测试网"
        assert said["SiteDomain"] == "test.example.org"
        assert said["SiteIDCode"] == "1500000001"


def test_a_site_without_a_code_has_no_empty_one(content: Content, make_app: MakeApp) -> None:
    assert "SiteIDCode" not in metas(make_app(), "/")


def test_the_name_the_domain_and_the_source_may_be_set(world: Content, make_app: MakeApp) -> None:
    world.site(site_name="甲市总工会", site_domain="zgh.example.org", content_source="甲市总工会")
    said = metas(make_app(), "/projects/project/")

    assert (said["SiteName"], said["SiteDomain"]) == ("甲市总工会", "zgh.example.org")
    assert said["ContentSource"] == "甲市总工会"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "首页"),
        ("/publicity/", "信息公开目录"),
        ("/publicity/page/1/", "信息公开目录"),
        ("/policies/", "政策文件"),
        ("/oversight/overdue/", "数据发布"),
        ("/data/", "数据开放"),
        ("/feeds/", "办事服务"),
    ],
)
def test_a_list_says_which_column_it_is(
    content: Content, make_app: MakeApp, address: str, kind: str
) -> None:
    said = metas(make_app(), address)

    assert said["ColumnType"] == kind
    assert all(said[name] for name in ("ColumnName", "ColumnDescription", "ColumnKeywords"))
    assert (said["og:type"], said["og:url"]) == ("website", BASE + address.removeprefix("/"))


def test_a_webmaster_files_a_column_otherwise(content: Content, make_app: MakeApp) -> None:
    own = {"section": "notices", "type": "回应关切", "keywords": ["培训", "交流"]}
    content.site(columns=[own])
    said = metas(make_app(), "/notices/")

    assert (said["ColumnType"], said["ColumnKeywords"]) == ("回应关切", "培训,交流")
    assert said["ColumnDescription"] == "培训、交流、解读和其他通知。"


def test_metadata_of_an_unknown_column_are_a_problem(content: Content, make_app: MakeApp) -> None:
    content.site(columns=[{"section": "notice"}])

    with pytest.raises(ContentError, match="没有栏目「notice」"):
        make_app()


def test_a_record_says_its_title_day_and_source(world: Content, make_app: MakeApp) -> None:
    world.add("purchasers", "purchaser", title="甲市总工会")
    world.add("publicity", "p", title='结果 <公示> "甲"', summary="一句话。")
    said = metas(make_app(), "/publicity/p/")

    assert said["ArticleTitle"] == said["og:title"] == '结果 <公示> "甲"'
    assert said["PubDate"] == "2026-03-02 00:00"
    assert said["ContentSource"] == "甲市总工会"
    assert said["og:description"] == said["description"]
    assert said["article:published_time"] == "2026-03-02T00:00:00+08:00"
    assert said["Url"] == said["og:url"] == f"{BASE}publicity/p/"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("/notices/n/", "甲市总工会"),
        ("/policies/policy/", "甲市总工会"),
        ("/plans/plan/", "purchasers purchaser"),
        ("/suppliers/supplier/", "测试单位"),
    ],
)
def test_the_source_is_who_answers_for_a_record(
    world: Content, make_app: MakeApp, address: str, source: str
) -> None:
    world.add("notices", "n")

    assert metas(make_app(), address)["ContentSource"] == source


def test_the_page_for_what_is_not_there_has_no_address(content: Content, make_app: MakeApp) -> None:
    said = metas(make_app(), "/404.html")

    assert said["robots"] == "noindex"
    assert "og:url" not in said


def test_what_verify_wants_stands_on_every_kind_of_page(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "p", title="a & b <c>")
    client = make_app().test_client()

    for address in ("/", "/publicity/", "/publicity/p/", "/oversight/", "/data/", "/search/"):
        assert list(page_faults(client.get(address).text)) == []
    assert list(page_faults(client.get("/404.html").text, rooted=True)) == []
