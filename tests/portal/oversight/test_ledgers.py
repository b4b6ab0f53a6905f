"""Objections, policies, schemes, catalogues, inspections, delivery: a page each."""

from __future__ import annotations

from typing import Any

import pytest

from portal.oversight.conflicts import CONFLICTS
from portal.oversight.credit import bars
from portal.oversight.delivery import delivery
from portal.oversight.mapping import mapping
from portal.oversight.objections import objections
from portal.oversight.policies import policies
from portal.oversight.shares import shares
from portal.rules import table as rules
from tests.factories import Content
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import addresses, column, named, texts


def ledger(ask: Ask, today: str) -> list[str]:
    (found,) = texts(named(ask(objections, today=today), "ledger"))
    return found[3:]


def test_an_objection_takes_working_days(world: Content, ask: Ask) -> None:
    # Friday to Tuesday: the weekend does not count, nor does the day of receipt.
    answer = {"answered": "2026-03-10", "ruling": "成立"}
    world.add("objections", "one", received="2026-03-06", **answer)
    assert ledger(ask, "2026-06-30") == ["2026年3月6日", "2026年3月10日", "2 个工作日", "成立"]


def test_an_open_objection_takes_until_today(world: Content, ask: Ask) -> None:
    world.add("objections", "one", received="2026-03-06")
    assert ledger(ask, "2026-03-06")[2:] == ["0 个工作日", "尚未答复"]
    assert ledger(ask, "2026-03-09")[2:] == ["1 个工作日", "尚未答复"]


def test_days_of_a_year_without_a_notice_are_not_guessed(world: Content, ask: Ask) -> None:
    world.add("objections", "one", received="2026-12-30")
    assert ledger(ask, "2031-01-05")[2] == "放假安排未公布"


def test_the_ledger_adds_up(world: Content, ask: Ask) -> None:
    for id, ruling in (("a", "成立"), ("b", "不成立"), ("c", None)):
        answered = "2026-03-05" if ruling else None
        world.add("objections", id, answered=answered, ruling=ruling)
    (row,) = texts(named(ask(objections), "totals"))
    assert row[1:] == ["3 件", "2 件", "1 件", "1 件", "50.0%"]


@pytest.mark.parametrize(("repealed", "leans"), [("2021-12-10", True), ("2021-12-11", False)])
def test_a_policy_leans_on_what_was_repealed_when_it_was_made(
    world: Content, ask: Ask, repealed: str, leans: bool
) -> None:
    basis = [{"title": "合同法", "repealed": repealed, "replaced_by": "民法典"}]
    world.add("policies", "policy", signed="2021-12-10", printed="2021-12-20", basis=basis)
    (row,) = texts(named(ask(policies), "register"))
    assert row[2] == "成文 2021年12月10日；印发 2021年12月20日"
    words = "依据了已废止的文件；合同法（由民法典替代）"
    assert row[4] == (words if leans else "没有登记废止")


def test_a_policy_says_how_long_it_is_in_force(world: Content, ask: Ask) -> None:
    world.add("policies", "policy", signed="2026-01-30", until="2028-01-30", term="试行两年")
    (row,) = texts(named(ask(policies), "register"))
    assert row[2] == "成文 2026年1月30日；有效期止 2028年1月30日；试行两年"


def test_regulations_that_were_never_issued_are_named(world: Content, ask: Ask) -> None:
    world.add("policies", "policy", required=[{"title": "管理岗位实施细则"}])
    assert texts(named(ask(policies), "required")) == [
        ["管理岗位实施细则", "policies policy", "没有收录"]
    ]


def test_the_conflict_map_is_whole_and_names_only_rules_that_exist() -> None:
    assert [one.id for one in CONFLICTS] == [f"C{number}" for number in range(1, 16)]
    assert {id for one in CONFLICTS for id in one.rules} <= set(rules.BY_ID)
    for one in CONFLICTS:
        own = {policy for policy, _ in one.says}
        assert {rules.BY_ID[id].policy for id in one.rules} <= own | {rules.STATE}, one.id


def test_similar_categories_are_seen_from_both_sides(world: Content, ask: Ask) -> None:
    world.add(
        "schemes", "other", categories=[{"code": "aid", "title": "帮困", "same": ["scheme#care"]}]
    )
    tables = ask(mapping)
    assert texts(named(tables, "scheme")) == [["困难帮扶", "1", "帮困"]]
    assert texts(named(tables, "other")) == [["帮困", "0", "困难帮扶"]]


def test_the_use_of_a_catalogue_is_the_share_of_items_with_a_project(
    world: Content, ask: Ask
) -> None:
    item = {"kind": "帮扶", "nature": "基础", "content": "走访"}
    items = [{"code": one, "title": one, **item} for one in ("a1", "a2", "a3", "a4")]
    world.add("catalogues", "catalogue", items=items)
    tables = ask(shares)
    assert texts(named(tables, "catalogues"))[0][2:] == ["4 项", "1 项", "25.0%"]
    assert [row[1] for row in texts(named(tables, "items-catalogue"))] == ["1 个", *["0 个"] * 3]


def test_inspections_of_a_year_are_taken_together(world: Content, ask: Ask) -> None:
    world.add("inspections", "one", population="3")
    world.add("inspections", "two", population="5", inspected="2026-06-01")
    (row,) = texts(named(ask(shares), "inspected"))
    assert row[2:] == ["8 个", "2 个", "25.0%"]


@pytest.mark.parametrize(
    ("entry", "today", "barred"),
    [
        ({"kind": "禁止承接", "until": "2026-06-30"}, "2026-06-30", 1),
        ({"kind": "禁止承接", "until": "2026-06-30"}, "2026-07-01", 0),
        ({"kind": "限制承接"}, "2026-07-01", 1),
        ({"kind": "限制承接"}, "2026-01-04", 0),
        ({"kind": "行政处罚"}, "2026-06-30", 0),
    ],
)
def test_a_bar_stands_from_its_decision_to_its_last_day(
    world: Content, ask: Ask, entry: dict[str, Any], today: str, barred: int
) -> None:
    world.add("credits", "credit", **{"decided": "2026-01-05", **entry})
    assert len(ask(bars, "supplier", today=today)) == barred


def test_promise_and_delivery_stand_side_by_side(world: Content, ask: Ask) -> None:
    world.add("announcements", "a")
    world.add("publicity", "p")
    world.add("contracts", "contract")
    world.add("amendments", "more", kind="追加", amount="2000")
    world.add("payments", "payment")
    world.add("evaluations", "mid", served="100", satisfaction="91")
    (row,) = named(ask(delivery), "delivery").rows
    assert [cell.text for cell in row.cells] == [
        "projects project（purchasers purchaser）",
        "50,000 元（5 万元）；2026 年 3 月",
        "50,000 元（5 万元）；2026年1月2日",
        "48,000 元（4.8 万元）",
        "50,000 元（5 万元）；2026年3月15日 至 2026年12月31日",
        "10,000 元（1 万元）；1 次",
        "中期评估 92.5 分，优秀；服务 100 人次；91% 满意",
    ]
    assert [addresses(cell) for cell in row.cells] == [
        ["/projects/project/"],
        ["/plans/plan/#line-01"],
        ["/announcements/a/"],
        ["/publicity/p/"],
        ["/contracts/contract/"],
        ["/payments/payment/"],
        ["/evaluations/mid/"],
    ]


def test_what_did_not_happen_is_said(world: Content, ask: Ask) -> None:
    world.add("projects", "project", plan=None)
    world.add("terminations", "end")
    (row,) = texts(named(ask(delivery), "delivery"))
    assert row[0] == "projects project（purchasers purchaser）"
    assert row[1:] == [
        "没有列入公开的计划", "50,000 元（5 万元）", "—", "已终止", "没有公开的支付", "—",
    ]  # fmt: skip
    world.add("announcements", "again", published="2026-03-03")
    assert column(named(ask(delivery), "delivery"), "合同") == ["尚未签订"]
