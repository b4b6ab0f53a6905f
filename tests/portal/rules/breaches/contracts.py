"""The contract: its term and the reasons for it, who else does the work, its days and additions."""

from __future__ import annotations

from tests.portal.rules.breaches.breach import DAY, Breaches
from tests.portal.rules.purchase import CENT, Purchase

BREACHES = Breaches()
breach = BREACHES.add


@breach("超过一年，少一项理由", "E-02 E-03 E-04", long=True)
def _(one: Purchase) -> None:
    one.one("contracts")["reasons"] = one.one("contracts")["reasons"][1:]


@breach("续签之后超过三年", "E-02 E-03 E-04", long=True)
def _(one: Purchase) -> None:
    starts = one.one("contracts")["starts"]
    one.records["amendments"].append(
        {"kind": "续签", "signed": one.ends, "ends": starts + 1097 * DAY}
    )


def subcontract(kind: str, consented: str, rules: str) -> None:
    @breach(f"{kind}，是否同意：{consented}", rules)
    def _(one: Purchase) -> None:
        one.records["amendments"].append({"kind": kind, "consented": consented})


subcontract("分包", "是", "E-05")
subcontract("分包", "否", "E-05 E-06")
subcontract("转包", "否", "E-05 E-11")


@breach("第三十一日签订", "E-07")
def _(one: Purchase) -> None:
    contract, told = one.one("contracts"), one.one("publicity")["notified"]
    day = one.workday(told + 29 * DAY, 1) + DAY
    contract.update(signed=day, published=day, starts=max(day, contract["starts"]))


@breach("合同第三个工作日公告", "E-08")
def _(one: Purchase) -> None:
    contract = one.one("contracts")
    contract["published"] = one.workday(contract["signed"], 3)


@breach("追加超过一成", "E-09")
def _(one: Purchase) -> None:
    more = one.one("contracts")["amount"] / 10 + CENT
    one.records["amendments"].append({"kind": "追加", "amount": more.quantize(CENT, "ROUND_UP")})
