"""What a purchaser or supplier did, for how much, and how well."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words


@pytest.fixture
def two(world: Content) -> Content:
    """Two suppliers with contracts of one purchaser, one of them judged."""
    world.add("suppliers", "other", title="乙社", uscc=code("MD000001"))
    world.add("projects", "second", title="第二个项目", number="JS-2026-002")
    world.add("contracts", "a", amount="30000")
    world.add("contracts", "b", project="second", supplier="other", number="HT-2", amount="10000")
    world.add("evaluations", "e")
    return world


def test_a_supplier_shows_what_it_did_and_its_share(two: Content, make_app: MakeApp) -> None:
    said = words(page(make_app(), "/suppliers/supplier/").find(".//main"))

    assert "合同 1 份" in said
    assert "合同金额合计 30,000 元（3 万元）" in said
    assert "评价平均得分 92.5 分（1 次评价，不含绩效自评）" in said
    assert "projects project purchasers purchaser 30,000 元 优秀（92.5 分）" in said
    assert "30,000 元（3 万元），占其合同金额 75.0%" in said
    assert "2026 年 30,000 元（3 万元）" in said


def test_a_purchaser_shows_from_whom_it_bought(two: Content, make_app: MakeApp) -> None:
    tree = page(make_app(), "/purchasers/purchaser/")

    assert [words(one) for one in tree.xpath("//figure[@id='chart-shares']//tbody/tr")] == [
        "suppliers supplier 30,000 元（3 万元）",
        "乙社 10,000 元（1 万元）",
    ]
    assert "合同金额合计 40,000 元（4 万元）" in words(tree)


def test_both_sides_show_how_each_year_was_judged(two: Content, make_app: MakeApp) -> None:
    two.add("evaluations", "second", project="second", score="75", evaluated="2025-12-30")
    two.add("evaluations", "third", project="second", score="80.01", evaluated="2025-11-30")
    app = make_app()

    for address in ("/suppliers/supplier/", "/purchasers/purchaser/"):
        chart = page(app, address).xpath("//figure[@id='chart-ratings']//tbody/tr")
        assert [words(one) for one in chart] == [
            "2025 年 77.51 分（2 次评价）",
            "2026 年 92.5 分（1 次评价）",
        ]
    assert not page(app, "/suppliers/other/").xpath("//figure[@id='chart-ratings']")


def test_the_mean_and_the_years_count_the_same_evaluations(two: Content, make_app: MakeApp) -> None:
    two.add("evaluations", "midterm", stage="中期评估", score="87.5", evaluated="2026-08-01")
    two.add("evaluations", "self", stage="绩效自评", score="100", evaluated="2027-02-01")
    app = make_app("2027-03-01")

    for address in ("/suppliers/supplier/", "/purchasers/purchaser/"):
        tree = page(app, address)
        assert "评价平均得分 90 分（2 次评价，不含绩效自评）" in words(tree.find(".//main"))
        (year,) = tree.xpath("//figure[@id='chart-ratings']//tbody/tr")
        assert words(year) == "2026 年 90 分（2 次评价）"
        assert "100 分）" not in words(tree.xpath("//main//table")[0])


def test_amounts_with_what_was_added_make_up_their_sum(two: Content, make_app: MakeApp) -> None:
    two.add("contracts", "c", project="second", number="HT-3", amount="500")
    two.add("amendments", "more", contract="a", kind="追加", amount="2500")
    app = make_app()

    tree = page(app, "/suppliers/supplier/")
    rows = [words(one) for one in tree.xpath("//main//table[1]//td[@class='list__figure']")]
    assert rows == ["500 元", "32,500 元 （含变更增加 2,500 元）"]
    assert "合同金额合计 33,000 元" in words(tree.find(".//main"))


def test_a_contract_is_held_against_all_that_is_agreed(two: Content, make_app: MakeApp) -> None:
    two.add("amendments", "more", contract="a", kind="追加", amount="2500")
    two.add("payments", "p", contract="a", amount="10000")

    said = words(page(make_app(), "/contracts/a/").find(".//main")).replace(" ", "")

    assert "合计已支付10,000元（1万元），合同金额30,000元（3万元），变更增加2,500元" in said
    assert "变更增加2,500元，共32,500元（3.25万元）" in said


def test_a_chart_of_partners_ends_with_all_the_others(two: Content, make_app: MakeApp) -> None:
    for number in range(20):
        name = f"s{number:02d}"
        two.add("suppliers", name, title=f"第{number}社", uscc=code(f"MD0001{number:02d}"))
        two.add("contracts", name, supplier=name, number=name, amount="100")
    tree = page(make_app(), "/purchasers/purchaser/")

    rows = [words(one) for one in tree.xpath("//figure[@id='chart-shares']//tbody/tr")]
    assert (len(rows), rows[-1]) == (21, "其余 2 家 200 元")


def test_nothing_done_yet_is_said(world: Content, make_app: MakeApp) -> None:
    said = words(page(make_app(), "/suppliers/supplier/").find(".//main"))
    assert "合同 0 份" in said
    assert "尚未评价" in said


def test_the_money_of_a_project_is_shown_from_plan_to_payment(
    two: Content, make_app: MakeApp
) -> None:
    two.add("publicity", "p")
    tree = page(make_app(), "/projects/project/")

    assert [words(one) for one in tree.xpath("//figure[@id='chart-money']//tbody/tr")] == [
        "年度计划 50,000 元（5 万元）",
        "项目预算 50,000 元（5 万元）",
        "拟定金额 48,000 元（4.8 万元）",
        "合同金额 30,000 元（3 万元）",
        "已经支付 0 元",
    ]


def test_a_catalogue_opens_to_what_changed_and_what_was_bought(
    world: Content, make_app: MakeApp
) -> None:
    item = {
        "code": "a1",
        "title": "帮扶",
        "kind": "困难帮扶",
        "nature": "基础",
        "content": "走访慰问",
    }
    new = {"code": "a2", "title": "热线", "kind": "心理服务", "nature": "基础", "content": "值守"}
    world.add("catalogues", "next", replaces="catalogue", items=[item, new])
    app = make_app()

    tree = page(app, "/catalogues/next/")
    assert [words(one) for one in tree.xpath("//details[@class='tree']/summary")] == [
        "困难帮扶 1 项",
        "心理服务 1 项",
    ]
    assert [words(one) for one in tree.xpath("//details[@class='tree__item']/summary")] == [
        "a1 帮扶 修改",
        "a2 热线 新增",
    ]
    old = page(app, "/catalogues/catalogue/").get_element_by_id("item-a1")
    assert "已购买 1 次" in words(old)
    assert "projects project" in words(old)


@pytest.mark.parametrize(
    "address", ["/suppliers/jz-anyu/", "/purchasers/jz-szgh/", "/announcements/", "/payments/"]
)
def test_a_value_of_a_card_is_one_piece_beside_its_label(demo: Flask, address: str) -> None:
    """On a phone a cell is a row of two: the label, and the first piece; a second one would stand below both."""
    cells = page(demo, address).xpath("//table[contains(@class, 'list')]//td")
    parts = [cell.xpath("node()[self::* or normalize-space()]") for cell in cells]
    assert cells
    assert [words(cell) for cell, found in zip(cells, parts, strict=True) if len(found) > 1] == []
