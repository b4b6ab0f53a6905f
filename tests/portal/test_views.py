"""What single pages show: the home page, and records of the kinds that say more than their fields."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal import canonical, reads
from portal.oversight.pages import PAGES
from portal.rules.table import UNION
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words


def test_the_home_page_shows_what_is_open_the_next_to_close_first(
    world: Content, make_app: MakeApp
) -> None:
    world.add("announcements", "late", title="丙", closes="2026-07-10")
    world.add("announcements", "soon", title="甲", closes="2026-06-30")
    world.add("announcements", "over", title="丁", closes="2026-06-29")
    world.add("publicity", "p", title="乙", published="2026-06-25", until="2026-07-02")

    items = page(make_app(), "/").find_class("now__item")

    assert [words(item) for item in items] == [
        "报名中 甲 截至2026年6月30日 · 今天是最后一天",
        "公示中 乙 截至2026年7月2日 · 还有 2 天",
        "报名中 丙 截至2026年7月10日 · 还有 10 天",
    ]


def test_the_home_page_counts_every_section(world: Content, make_app: MakeApp) -> None:
    cards = page(make_app(), "/").find_class("cards__item")

    assert len(cards) == len(SECTIONS) + len(PAGES)
    assert words(cards[5]).startswith("购买项目 1")
    assert words(cards[0]).startswith("购买公告 0")


def test_every_article_of_a_policy_is_an_anchor_of_its_page(demo: Flask) -> None:
    with demo.app_context():
        policies = reads.records("policies")
    for policy in policies:
        tree = page(demo, policy.url)
        anchors = [f"art-{article.id}" for article in policy.articles]
        assert tree.xpath("//section[@class='article']/@id") == anchors
        assert tree.xpath("//a[@class='article__clause']/@href") == [f"#{one}" for one in anchors]


def test_a_window_that_no_policy_sets_is_shown_to_its_stated_end(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "it", published="2026-03-02", until="2026-03-05")

    tree = page(make_app(), "/publicity/it/")
    days = tree.xpath("//table[contains(@class, 'window')]/tbody/tr/@data-counted")

    assert days == ["1", "2", "3"]
    assert "期间有 3 个工作日" in words(tree)
    assert "5 个" not in words(tree)


def test_a_short_window_is_said_to_be_short_and_every_day_is_shown(
    world: Content, make_app: MakeApp
) -> None:
    world.owes_five_days()
    world.add("publicity", "it", published="2026-09-29", until="2026-10-10")

    tree = page(make_app("2026-10-09"), "/publicity/it/")
    days = tree.xpath("//table[contains(@class, 'window')]/tbody/tr")

    assert [words(one) for one in tree.xpath("//*[@data-short]")] == [
        "公示期不足：只有 4 个工作日，应为 5 个。"
    ]
    assert "第 5 个工作日是 2026年10月12日" in words(tree)
    assert {row.xpath("th/time/@datetime")[0]: row.get("data-counted") for row in days} == {
        "2026-09-29": None,
        "2026-09-30": "1",
        **{f"2026-10-0{day}": None for day in range(1, 8)},
        "2026-10-08": "2",
        "2026-10-09": "3",
        "2026-10-10": "4",
        "2026-10-11": None,
        "2026-10-12": "5",
    }
    assert [words(row) for row in days if row.get("aria-current")] == [
        "2026年10月9日 星期五 第 3 个工作日 工作日"
    ]
    assert "国庆节调休上班" in words(days[11])


def test_a_window_of_five_days_is_said_to_be_kept(world: Content, make_app: MakeApp) -> None:
    world.owes_five_days()
    world.add("publicity", "it")

    tree = page(make_app(), "/publicity/it/")

    assert tree.xpath("//*[@data-short]") == []
    assert "公示期达到 5 个工作日。" in words(tree)


def test_what_an_announcement_owes_and_lacks_is_named(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "it", requirements=None, criteria=None)

    owed = page(make_app(), "/announcements/it/").find_class("fields--owed")[0]

    assert [(words(row[0]), "未公布" in words(row[1])) for row in owed] == [
        ("项目内容", False),
        ("购买方式", False),
        ("对承接主体的要求", True),
        ("绩效评价标准", True),
    ]


def test_a_choice_other_than_the_first_needs_a_reason(world: Content, make_app: MakeApp) -> None:
    second = [{"supplier": "supplier", "score": "80", "rank": "2"}]
    world.add("reviews", "silent", candidates=second)
    world.add("reviews", "open", candidates=second, reason="第一名放弃。")
    world.add("reviews", "first")
    app = make_app()

    said = {
        id: [words(one) for one in page(app, f"/reviews/{id}/").find_class("lacking")]
        for id in ("silent", "open", "first")
    }

    assert said == {
        "silent": ["选定的不是第一名，且没有公布理由。"],
        "open": ["选定的不是第一名"],
        "first": [],
    }


def test_a_column_of_noughts_is_shown_and_an_empty_one_is_not(
    world: Content, make_app: MakeApp
) -> None:
    scored = {"supplier": "supplier", "score": "0", "rank": "1"}
    world.add("reviews", "judged", candidates=[scored | {"recommended": "否"}])
    world.add("reviews", "scored", candidates=[scored])
    app = make_app()

    tables = [page(app, f"/reviews/{id}/").find_class("table")[0] for id in ("judged", "scored")]

    assert [words(cell) for cell in tables[0].find("tbody").iter("th", "td")] == [
        "suppliers supplier",
        "0",
        "1",
        "否",
    ]
    assert [len(table.xpath("thead//th")) for table in tables] == [4, 3]


def test_a_side_that_was_not_heard_in_an_evaluation_is_named(
    world: Content, make_app: MakeApp
) -> None:
    world.add("evaluations", "it", evaluators=[{"side": "服务对象", "name": "职工"}])

    lacking = page(make_app(), "/evaluations/it/").find_class("lacking")

    assert [words(one) for one in lacking] == ["缺少购买主体的评价", "缺少第三方的评价"]


def test_a_policy_says_which_of_its_grounds_are_gone(world: Content, make_app: MakeApp) -> None:
    gone = {"title": "旧办法", "number": "〔2014〕96号", "repealed": "2020-03-01"}
    later = {"title": "将废法", "repealed": "2026-07-01"}
    basis = [gone | {"replaced_by": "新办法"}, {"title": "法律"}, later]
    world.add("policies", "it", basis=basis)

    tree = page(make_app(), "/policies/it/")

    assert "依据的文件中有 1 件已废止" in words(tree)
    assert "旧办法（〔2014〕96号） 已于 2020年3月1日 废止，由 新办法 替代" in words(tree)
    assert "将废法 将于 2026年7月1日 废止" in words(tree)


@pytest.mark.parametrize(("until", "over"), [("2026-06-29", True), ("2026-06-30", False)])
def test_a_grade_that_has_run_out_is_said_to(
    world: Content, make_app: MakeApp, until: str, over: bool
) -> None:
    graded = {"grade": "4A", "grade_from": "2021-01-01", "grade_until": until}
    world.add("suppliers", "it", uscc=code("MD000001"), **graded)

    assert ("等级已过有效期" in words(page(make_app(), "/suppliers/it/"))) is over


def test_a_record_says_how_to_cite_exactly_this_version(world: Content, make_app: MakeApp) -> None:
    world.add("notices", "n", title="甲", published="2026-06-01")
    app = make_app()

    said = words(page(app, "/notices/n/").find_class("cite__said")[0])
    with app.app_context():
        values = reads.values("notices", "n")
    assert values is not None
    sum_ = canonical.digest(canonical.canonical(values))

    assert said == (
        f"测试单位：《甲》，2026年6月1日公开，https://test.example.org/gk/notices/n/，SHA-256 {sum_}"
    )


def test_what_is_held_back_and_what_is_overdue_are_told_apart(
    world: Content, make_app: MakeApp
) -> None:
    world.add("policies", UNION)
    world.add("projects", "project", policies=[UNION])
    world.add("notices", "newest", published="2027-02-01")
    world.add("contracts", "contract", ends="2026-12-31")

    tree = page(make_app("2028-01-02"), "/status/")
    said = words(tree.find(".//main"))

    assert "没有因为核对出问题而暂缓公开的记录" in said
    assert "都已公开" not in said
    assert "现在看到的是 2028年1月2日的内容" in said
    assert "最近公开的一条记录是2027年2月1日的" in said
    (number,) = re.findall(r"逾期没有公开的另有 (\d+) 件：逾期未公开", said)
    assert int(number) > 0
    assert tree.xpath("//main//a[text()='逾期未公开']/@href") == ["../oversight/overdue/"]


def test_the_home_page_says_for_which_day_its_days_are_counted(
    world: Content, make_app: MakeApp
) -> None:
    (now,) = page(make_app("2026-06-30"), "/").find_class("now")

    assert "按 2026年6月30日推算" in words(now)
