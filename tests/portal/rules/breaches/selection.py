"""What is bought by which method, and how a supplier is chosen, in public and in time."""

from __future__ import annotations

from tests.factories import code
from tests.portal.rules.breaches.breach import DAY, Breaches
from tests.portal.rules.purchase import CENT, Purchase

BREACHES = Breaches()
breach = BREACHES.add


@breach("购买行政许可", "C-02")
def _(one: Purchase) -> None:
    one.one("projects")["title"] = "行政许可辅助"


@breach("目录已经失效", "C-03 C-09 C-10")
def _(one: Purchase) -> None:
    one.one("catalogues")["until"] = one.notice["published"] - DAY
    one.one("catalogues")["effective"] = one.notice["published"] - 900 * DAY


def method(name: str, rules: str, reason: str | None = "理由") -> None:
    @breach(f"采用{name}{'' if reason else '，没有理由'}", rules, single=False)
    def _(one: Purchase) -> None:
        one.one("projects").update(method=name, method_reason=reason)


method("竞争性磋商", "D-01")
method("询价", "D-02 D-03")
method("特许经营", "D-01 D-02 D-03")
method("委托", "D-01 D-02 D-03 D-04", None)


@breach("超过限额", "D-05")
def _(one: Purchase) -> None:
    one.one("thresholds")["limits"][0]["amount"] -= CENT


@breach("没有评审", "D-06")
def _(one: Purchase) -> None:
    one.records["reviews"] = []


@breach("没有公示", "D-06 D-12 D-13 D-15 D-18", single=False)
def _(one: Purchase) -> None:
    one.one("projects")["method"] = "公开招标"
    one.records["publicity"] = []
    one.records["objections"] = []


@breach("申报截止之前评审", "D-07", single=False)
def _(one: Purchase) -> None:
    one.one("announcements")["closes"] = one.one("reviews")["held"] + DAY


@breach("选定之后才评审", "D-07")
def _(one: Purchase) -> None:
    day = one.one("reviews")["decided"] + DAY
    one.one("reviews").update(held=day, published=day)


@breach("公告之前开始申报", "D-07 D-09", single=False)
def _(one: Purchase) -> None:
    one.one("announcements")["opens"] = one.notice["published"] - DAY


@breach("名次与得分不一致", "D-10")
def _(one: Purchase) -> None:
    one.records["suppliers"].append({"uscc": code("MC000002", "52")})
    one.one("reviews")["candidates"] = [
        {"supplier": "supplier", "score": 80, "rank": 1},
        {"supplier": "supplier-2", "score": 90, "rank": 2},
    ]


@breach("选定第二名而没有理由", "D-11")
def _(one: Purchase) -> None:
    one.one("reviews")["candidates"] = [{"supplier": "supplier", "score": 80, "rank": 2}]


@breach("公示四个工作日", "D-12")
def _(one: Purchase) -> None:
    first = one.one("publicity")
    first.update(start_rule="次日起算", until=one.workday(first["published"], 4))


@breach("公示一日", "D-12 D-13", single=False)
def _(one: Purchase) -> None:
    one.one("projects")["method"] = "公开招标"
    first = one.one("publicity")
    first.update(start_rule="次日起算", until=first["published"] + DAY)


@breach("单一来源公示四个工作日", "D-14", single=True)
def _(one: Purchase) -> None:
    one.notice["until"] = one.workday(one.notice["published"], 4)


@breach("公示最后一天签订", "D-15 D-20")
def _(one: Purchase) -> None:
    day = one.one("publicity")["until"]
    one.records["objections"] = []
    one.one("contracts").update(notified=day, signed=day, published=day)


@breach("异议未答复就签订", "D-16")
def _(one: Purchase) -> None:
    day = one.one("contracts")["signed"]
    late = {"received": day, "answered": one.workday(day, 1), "ruling": "成立"}
    one.records["objections"] = [late]


@breach("第八个工作日答复", "D-17")
def _(one: Purchase) -> None:
    day = one.one("contracts")["signed"] + DAY
    one.records["objections"] = [
        {"received": day, "answered": one.workday(day, 8), "ruling": "成立"}
    ]


@breach("选定很久才公告", "D-18")
def _(one: Purchase) -> None:
    notice = one.notice
    day = notice.get("closes") or notice["until"]
    one.one("reviews").update(held=day, decided=day)


@breach("提前二十九日公开意向", "D-19")
def _(one: Purchase) -> None:
    one.one("plans")["published"] = one.notice["published"] - 29 * DAY


@breach("框架协议，没有征集公告", "D-01 D-02 D-06 D-21", single=True)
def _(one: Purchase) -> None:
    one.one("projects")["method"] = "框架协议"
    one.one("contracts")["second_stage"] = "直接选定"
    one.records["single-sources"] = []
    one.one("thresholds")["effective"] -= 500 * DAY


@breach("框架协议，没有写明第二阶段", "D-01 D-02 D-22", single=False)
def _(one: Purchase) -> None:
    one.one("projects")["method"] = "框架协议"
    one.one("contracts")["second_stage"] = None


@breach("框架协议超过两年", "D-01 D-02 E-12", single=False)
def _(one: Purchase) -> None:
    one.one("projects")["method"] = "框架协议"
    one.one("contracts")["second_stage"] = "直接选定"
    first = one.one("publicity")["agreement_from"]
    one.one("publicity")["agreement_until"] = first + 732 * DAY
