"""The plan, the budget, the funds and the payments."""

from __future__ import annotations

from decimal import Decimal

from tests.factories import code
from tests.portal.rules.breaches.breach import DAY, Breaches
from tests.portal.rules.purchase import CENT, Purchase

BREACHES = Breaches()
breach = BREACHES.add


@breach("计划不由财政部门审定", "F-01")
def _(one: Purchase) -> None:
    one.one("plans")["approver"] = "甲市总工会"


@breach("没有计划", "D-06 F-01 F-02 F-03 F-04")
def _(one: Purchase) -> None:
    one.one("projects")["plan"] = None


@breach("公告之后才批准预算", "D-07 F-04")
def _(one: Purchase) -> None:
    one.one("plans")["approved"] = one.notice["published"] + DAY


@breach("合同超过预算", "F-05")
def _(one: Purchase) -> None:
    amendments = one.records["amendments"]
    one.records["amendments"] = [row for row in amendments if row["kind"] != "追加"]
    one.one("contracts")["amount"] = one.one("projects")["budget"] + CENT


@breach("项目超过计划", "F-06")
def _(one: Purchase) -> None:
    one.one("plans")["lines"][0]["budget"] = one.one("projects")["budget"] - CENT


@breach("资金构成不等于预算", "F-07")
def _(one: Purchase) -> None:
    one.one("projects")["funds"][0]["amount"] += CENT


@breach("重大项目没有集体决策", "F-08")
def _(one: Purchase) -> None:
    one.one("thresholds")["major"] = one.one("projects")["budget"]
    one.one("projects")["decision"] = None


@breach("评估之前支付尾款", "F-10")
def _(one: Purchase) -> None:
    one.records["payments"][1]["paid"] = one.stage("末期评估")["evaluated"] - DAY


@breach("晚付一天", "F-11")
def _(one: Purchase) -> None:
    one.one("payments")["due"] -= DAY


@breach("付得比合同多", "F-12")
def _(one: Purchase) -> None:
    one.one("payments")["amount"] += Decimal(2) * one.one("contracts")["amount"]


@breach("付给没有合同的单位", "F-14 F-15")
def _(one: Purchase) -> None:
    one.records["suppliers"].append({"uscc": code("MC000002", "52")})
    one.one("payments")["supplier"] = "supplier-2"
