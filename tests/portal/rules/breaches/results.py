"""Evaluation and acceptance; corrections, and purchases that came to nothing."""

from __future__ import annotations

from tests.portal.rules.breaches.breach import DAY, Breaches
from tests.portal.rules.purchase import Purchase

BREACHES = Breaches()
breach = BREACHES.add


@breach("结束之后才公开中期评估", "G-01")
def _(one: Purchase) -> None:
    one.stage("中期评估").update(evaluated=one.ends, published=one.ends + DAY)


@breach("没有末期评估", "G-02 G-03 G-17")
def _(one: Purchase) -> None:
    one.records["evaluations"].remove(one.stage("末期评估"))
    one.records["payments"].pop()


@breach("服务对象没有参与评价", "G-04 G-05 G-06")
def _(one: Purchase) -> None:
    del one.stage("末期评估")["evaluators"][1]


@breach("权重合计九十九", "G-07")
def _(one: Purchase) -> None:
    one.stage("中期评估")["indicators"][0]["weight"] -= 1


def dimension(number: int, rules: str) -> None:
    @breach(f"没有评价第 {number} 个方面", rules)
    def _(one: Purchase) -> None:
        one.stage("末期评估")["indicators"][number]["dimension"] = "计划管理"


dimension(1, "G-08 G-19")
dimension(4, "G-09")


@breach("没有评价购买部门", "G-10")
def _(one: Purchase) -> None:
    for evaluation in one.records["evaluations"]:
        evaluation["purchaser_side"] = None


@breach("没有写明用途", "G-11")
def _(one: Purchase) -> None:
    one.stage("末期评估")["uses"] = None


@breach("第六十一日公开验收", "G-12 G-18 G-20")
def _(one: Purchase) -> None:
    one.one("acceptances")["published"] = one.ends + 61 * DAY


@breach("没有验收", "G-12 G-18 G-20")
def _(one: Purchase) -> None:
    one.records["acceptances"] = []


@breach("验收组里没有服务对象", "G-13 G-14")
def _(one: Purchase) -> None:
    del one.one("acceptances")["members"][1]


@breach("评价第二十一个工作日才公开", "G-16")
def _(one: Purchase) -> None:
    final = one.stage("末期评估")
    final["published"] = one.workday(final["evaluated"], 21)


@breach("更正没有电话", "I-05")
def _(one: Purchase) -> None:
    one.records["corrections"] = [{"effective": one.notice["published"], "contact": "采购科"}]


@breach("终止没有电话", "I-06")
def _(one: Purchase) -> None:
    one.records["terminations"] = [{"contact": "采购科"}]
