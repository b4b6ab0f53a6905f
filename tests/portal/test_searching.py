"""The search page of the live portal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from portal.searching import INDEX, SCRIPTS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words


def ask(app: Flask, query: str, number: int | None = None) -> Any:
    asked = {"q": query} | ({"page": number} if number else {})
    return page(app, f"/search/?{urlencode(asked)}")


def keys(tree: Any) -> list[str]:
    return [str(key) for key in tree.xpath("//li/@data-record")]


def total(tree: Any) -> str:
    (found,) = tree.xpath("//*[@data-total]")
    return str(found.get("data-total"))


@pytest.mark.parametrize(
    "query",
    [
        "困难职工帮扶",
        "工帮",
        "难职工帮",
        "JS-2026-007",
        "js2026",
        "２０２６-００７",
        "86,500",
        "8650",
        "走访 一百户",
        "公开招标",
        "帮扶表",
    ],
)
def test_any_run_of_what_a_reader_sees_finds_the_record(
    world: Content, make_app: MakeApp, query: str
) -> None:
    world.write("projects/b.csv", "x\n")
    world.add(
        "projects",
        "it",
        title="困难职工帮扶项目",
        number="JS-2026-007",
        budget="86500",
        body="全年**走访**一百户。",
        attachments=[{"file": "b.csv", "title": "帮扶表"}],
    )

    tree = ask(make_app(), query)

    assert "projects/it" in keys(tree)
    assert int(total(tree)) == len(keys(tree))


def test_a_hit_links_to_its_page_and_marks_what_was_asked(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", title="培训通知", body="请参加培训。", published="2026-03-02")

    tree = ask(make_app(), "培训")
    (hit,) = tree.xpath("//li[@data-record]")

    assert hit.xpath("a/@href") == ["../notices/n/"]
    assert [words(mark) for mark in hit.iter("mark")] == ["培训", "培训"]
    assert words(hit.find_class("hit__title")[0]) == "培训通知"
    assert words(hit.find_class("hit__meta")[0]) == "通知公告 2026-03-02"
    assert words(hit.find_class("hit__snippet")[0]) == "请参加培训。 类型：通知 来源：甲市总工会"
    assert total(tree) == "1"
    assert "找到 1 条" in words(tree)


@pytest.mark.parametrize("query", ["没有这几个字", "   ", "，。", "培训 没有"])
def test_nothing_found_is_said(content: Content, make_app: MakeApp, query: str) -> None:
    content.add("notices", "n", title="培训通知")

    tree = ask(make_app(), query)

    assert (keys(tree), total(tree)) == ([], "0")
    assert "没有找到" in words(tree)


def test_without_a_question_there_is_no_answer(content: Content, make_app: MakeApp) -> None:
    tree = page(make_app(), "/search/")

    assert tree.xpath("//*[@data-total]") == []
    assert tree.get_element_by_id("portal-search").get("data-mode") == "live"
    assert "浏览全部记录" in words(tree.find(".//noscript"))


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "<b>甲</b>", "'&amp;"])
def test_the_question_is_shown_as_it_was_asked_and_never_as_markup(
    content: Content, make_app: MakeApp, text: str
) -> None:
    tree = ask(make_app(), text)

    assert tree.get_element_by_id("portal-search-query").get("value") == text
    assert tree.xpath("//script[not(@src) and not(@type)]") == []
    assert tree.xpath("//b") == []


def test_markup_in_a_title_or_text_is_text_in_a_hit(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", title="<b>甲</b> & 乙", body="`<i>丙</i>` 甲")

    (hit,) = ask(make_app(), "甲").xpath("//li[@data-record]")

    assert hit.xpath("a")[0].text_content() == "<b>甲</b> & 乙"
    assert "<i>丙</i> 甲" in hit.find_class("hit__snippet")[0].text_content()
    assert hit.xpath(".//b | .//i") == []


def test_many_hits_come_in_pages_that_link_each_other(content: Content, make_app: MakeApp) -> None:
    for number in range(25):
        content.add("notices", f"n{number:02d}", title="通知&告示")
    app = make_app()

    first, second, third = (ask(app, "知&告", number) for number in (1, 2, 3))

    assert [total(tree) for tree in (first, second, third)] == ["25"] * 3
    found = keys(first) + keys(second) + keys(third)
    assert found == sorted(set(found))
    assert [len(keys(tree)) for tree in (first, second, third)] == [10, 10, 5]
    assert pager(first) == {"next": 2}
    assert pager(second) == {"prev": 1, "next": 3}
    assert pager(third) == {"prev": 2}
    assert second.get_element_by_id("portal-search-hits").get("start") == "11"


def pager(tree: Any) -> dict[str, int]:
    """Where the links to other pages lead, the question kept."""
    found = {}
    for link in tree.get_element_by_id("portal-search-pages").iter("a"):
        query, _, number = link.get("href").partition("&page=")
        assert query == "?" + urlencode({"q": "知&告"})
        found[str(link.get("rel"))] = int(number or 1)
    return found


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1e9", "9" * 30])
def test_a_page_that_does_not_exist_is_the_nearest_one(
    content: Content, make_app: MakeApp, number: str
) -> None:
    content.add("notices", "n", title="培训通知")

    assert keys(page(make_app(), f"/search/?q=培训&page={number}")) == ["notices/n"]


def test_the_frozen_page_leaves_the_answer_to_its_scripts(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", title="培训通知")
    app = make_app(frozen=True)

    tree = page(app, "/search/?q=培训")
    frame = tree.get_element_by_id("portal-search")

    assert keys(tree) == []
    assert frame.get("data-mode") == "static"
    assert (frame.get("data-index"), frame.get("data-root")) == ("../search/index/", "../")
    scripts = tree.xpath("//head/script/@src")
    assert scripts == [f"..{script}" for script in SCRIPTS]
    for script in scripts:
        response = app.test_client().get(script.removeprefix(".."))
        assert (response.status_code, response.mimetype) == (200, "text/javascript")


def test_the_static_index_is_served_and_nothing_beside_it(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", title="培训通知")
    client = make_app().test_client()

    assert client.get(f"{INDEX}entry.js").status_code == 200
    assert client.get(f"{INDEX}other.js").status_code == 404
    assert client.get("/search/client/other.js").status_code == 404


def test_what_is_no_amount_is_said_beside_its_field(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", title="培训通知", body="请参加培训。")
    asked = urlencode({"q": "培训", "least": "二十万", "most": "3万元"})
    tree = page(make_app(), f"/search/?{asked}")
    (least,), (most,) = (tree.xpath(f"//input[@name='{name}']") for name in ("least", "most"))
    assert (least.get("value"), least.get("aria-invalid")) == ("二十万", "true")
    assert (most.get("value"), most.get("aria-invalid")) == ("30000", None)
    faults = tree.find_class("choice__fault")
    assert [fault.get("hidden") is None for fault in faults] == [True, False]
    assert faults[0].get("id") == least.get("aria-describedby")
    assert tree.get_element_by_id("portal-search-filters").get("open") is not None
