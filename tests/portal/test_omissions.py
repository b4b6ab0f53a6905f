"""What may be an oversight is said and refuses nothing; what a demonstration's footer lacks is not."""

from __future__ import annotations

import datetime

from portal.load import load
from portal.omissions import EXPECTED, notes
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words

TODAY = datetime.date(2026, 6, 30)
WHOLE = {
    "operator": "办公室",
    "contact": "社会组织部",
    "phone": "0990-5550001",
    "address": "甲市",
    "icp": "备1号",
    "police": "公安2号",
    "site_code": "9900000001",
    "mark": "https://example.org/mark",
    "errors": "https://example.org/errors",
}


def test_each_empty_field_of_the_footer_is_named_once(content: Content) -> None:
    content.site(demo="否", phone="0990-5550001")
    said = list(notes(load(content.folder), TODAY))

    assert len(said) == len(EXPECTED) - 1
    assert "提示：site.yaml 没有写ICP 备案号（icp），页脚不会显示这一项。" in said


def test_a_demonstration_and_a_whole_footer_are_left_in_peace(content: Content) -> None:
    assert list(notes(load(content.folder), TODAY)) == []
    content.site(demo="否", **WHOLE)
    assert list(notes(load(content.folder), TODAY)) == []


def test_a_region_without_a_code_is_told_as_belonging_nowhere(content: Content) -> None:
    content.site(demo="否", **WHOLE)
    for id in ("420500", "420502001", "gaoxin", "4205"):
        content.add("regions", id)

    told = [one.split(" ")[0] for one in notes(load(content.folder), TODAY)]

    assert told == ["提示：regions/4205.md", "提示：regions/gaoxin.md"]


def test_the_footer_shows_every_field(content: Content, make_app: MakeApp) -> None:
    content.site(**WHOLE)
    footer = page(make_app(), "/").find(".//footer")

    assert [value for value in WHOLE.values() if value not in words(footer)] == [
        WHOLE["mark"], WHOLE["errors"],
    ]  # fmt: skip
    links = {one.get("href") for one in footer.iter("a")}
    assert {WHOLE["mark"], WHOLE["errors"]} <= links
    assert {"党政机关网站标识", "我为政府网站找错", "网站地图"} <= {
        words(one) for one in footer.iter("a")
    }


def test_a_record_that_waits_for_its_day_is_told(world: Content) -> None:
    """A year that was typed wrong would keep it from the public for as long."""
    world.add("notices", "soon", published="2062-06-30")
    world.add("notices", "leads", "见[通知](soon.md)。")

    assert list(notes(load(world.folder), TODAY)) == [
        "提示：notices/leads.md 引用了还没有到公开日期的记录，等到那一天一起公开。",
        "提示：notices/soon.md 的公开日期是 2062-06-30，到那一天才公开。",
    ]


def test_payees_without_a_contract_are_told_in_one_line_and_not_refused(world: Content) -> None:
    world.add("suppliers", "other", uscc=code("MC000002", "52"))
    world.add("contracts", "contract")
    world.add("payments", "first")

    def said() -> list[str]:
        return [one.rpartition("：")[2] for one in notes(load(world.folder), TODAY)]

    world.add("payments", "second", supplier="other")
    assert said() == ["payments/second.md。确是联合体成员或者另有约定的，不用改。"]
    for id in ("third", "fourth", "fifth"):
        world.add("payments", id, supplier="other")
    (line,) = said()
    assert line.startswith(
        "payments/fifth.md、payments/fourth.md、payments/second.md 等 4 个文件。"
    )
