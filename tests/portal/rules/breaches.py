"""One way to break each duty of a regular purchase, and the rules that must find it.

A rule of each set that knows the duty is named; so are rules on a second duty that cannot but be
broken with it (who announces before the budget is approved also does one step before another).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tests.factories import code
from tests.portal.rules.regular import CENT, Purchase

DAY = timedelta(1)


@dataclass(frozen=True)
class Breach:
    """title: what is done; rules: ids that find it; single, long: which purchases it suits."""

    title: str
    rules: frozenset[str]
    do: Callable[[Purchase], None]
    single: bool | None = None
    long: bool | None = None


BREACHES: list[Breach] = []
Do = Callable[[Purchase], None]


def breach(
    title: str, rules: str, single: bool | None = None, long: bool | None = None
) -> Callable[[Do], Do]:
    def keep(do: Do) -> Do:
        BREACHES.append(Breach(title, frozenset(rules.split()), do, single, long))
        return do

    return keep


def blank(title: str, rules: str, section: str, field: str, single: bool | None = None) -> None:
    """A field that is not filled in."""

    @breach(title, rules, single)
    def _(one: Purchase) -> None:
        one.one(section)[field] = None


blank("没有确认适宜购买", "C-01", "projects", "suitability")
blank("没有目录项", "C-03", "projects", "item")
blank("没有标准", "C-07 C-08", "projects", "standard")
blank("没有测算", "F-09", "projects", "estimate")
blank("没有资金构成", "F-07", "projects", "funds")
blank("公告没有要求", "D-08 I-01", "announcements", "requirements", single=False)
blank("公告没有评价标准", "D-08", "announcements", "criteria", single=False)
blank("公告没有最高限价", "I-01", "announcements", "ceiling", single=False)
blank("结果没有地址", "I-02", "publicity", "supplier_address")
blank("合同没有违约责任", "E-01", "contracts", "liability")
blank("合同没有标的", "E-01 I-03", "contracts", "subject")
blank("合同没有单价", "I-03", "contracts", "unit_price")
blank("没有实施通知书", "D-20", "contracts", "notified")
blank("没有实施方案", "E-10", "contracts", "attachments")
blank("验收没有地点", "I-04", "acceptances", "place")
blank("验收没有服务对象的意见", "G-13 G-14", "acceptances", "users_opinion")
blank("单一来源没有论证", "I-07", "single-sources", "opinion", single=True)


@breach("群团组织购买", "A-01")
def _(one: Purchase) -> None:
    one.one("purchasers")["kind"] = "群团组织"


@breach("地方工会以财政办法购买", "A-02")
def _(one: Purchase) -> None:
    one.one("purchasers")["kind"] = "地方工会"


@breach("企业承接", "B-01 B-16")
def _(one: Purchase) -> None:
    one.one("suppliers")["uscc"] = code("MC000001", "91")


@breach("机关承接", "B-01 B-02 B-16")
def _(one: Purchase) -> None:
    one.one("suppliers")["uscc"] = code("MC000001", "11")


def unmet(condition: str, rules: str) -> None:
    @breach(f"不具备{condition}", rules)
    def _(one: Purchase) -> None:
        for check in one.one("qualifications")["conditions"]:
            if check["condition"] == condition:
                check["met"] = "不符合"


unmet("设施、人员和专业能力", "B-03 B-04 B-05")
unmet("业务范围与购买内容一致", "B-03")
unmet("社会和商业信誉良好", "B-04")


def credit(title: str, rules: str, kind: str, decided: int, until: int | None = None) -> None:
    """decided, until: days after the announcement."""

    @breach(title, rules)
    def _(one: Purchase) -> None:
        day = one.notice["published"]
        over = None if until is None else day + until * DAY
        one.records["credits"] = [{"kind": kind, "decided": day + decided * DAY, "until": over}]


credit("一年前受处罚", "B-06", "行政处罚", -365)
credit("两年前失信，已经结束", "B-06 B-08", "失信惩戒", -730, -365)
credit("公告时和选定时都受限制", "B-06 B-07", "限制承接", -10, 900)
credit("公告之后受限制", "B-07", "限制承接", 1)


@breach("未建会而主张建会优先", "B-09")
def _(one: Purchase) -> None:
    one.one("suppliers")["union"] = "未建会"
    one.one("qualifications")["priorities"] = ["已建工会或工会覆盖"]


@breach("等级过期而主张等级优先", "B-10")
def _(one: Purchase) -> None:
    one.one("suppliers")["grade_until"] = one.notice["published"] - DAY
    one.one("suppliers")["grade_from"] = one.notice["published"] - 900 * DAY
    one.one("qualifications")["priorities"] = ["评估等级 3A 以上"]


@breach("没有党组织而主张优先", "B-11")
def _(one: Purchase) -> None:
    one.one("suppliers")["party"] = "否"
    one.one("qualifications")["priorities"] = ["党组织健全"]


@breach("购买行政许可", "C-02")
def _(one: Purchase) -> None:
    one.one("projects")["title"] = "行政许可辅助"


@breach("目录已经失效", "C-03")
def _(one: Purchase) -> None:
    one.one("catalogues")["until"] = one.notice["published"] - DAY
    one.one("catalogues")["effective"] = one.notice["published"] - 900 * DAY


def method(name: str, rules: str, reason: str | None = "理由") -> None:
    @breach(f"采用{name}{'' if reason else '，没有理由'}", rules, single=False)
    def _(one: Purchase) -> None:
        one.one("projects").update(method=name, method_reason=reason)


method("竞争性磋商", "D-01")
method("询价", "D-02")
method("特许经营", "D-01 D-02 D-03")
method("委托", "D-01 D-02 D-03 D-04", None)


@breach("超过限额", "D-05")
def _(one: Purchase) -> None:
    one.one("thresholds")["limits"][0]["amount"] -= CENT


@breach("没有评审", "D-06")
def _(one: Purchase) -> None:
    one.records["reviews"] = []


@breach("没有公示", "D-06 D-12 D-13 D-15 D-18")
def _(one: Purchase) -> None:
    one.records["publicity"] = []


@breach("申报截止之前评审", "D-07", single=False)
def _(one: Purchase) -> None:
    one.one("announcements")["closes"] = one.one("reviews")["held"] + DAY


@breach("选定之后才评审", "D-07")
def _(one: Purchase) -> None:
    one.one("reviews")["held"] = one.one("reviews")["decided"] + DAY


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


@breach("公示一日", "D-12 D-13")
def _(one: Purchase) -> None:
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
    contract, day = one.one("contracts"), one.one("publicity")["published"] + 31 * DAY
    contract.update(signed=day, published=day, starts=max(day, contract["starts"]))


@breach("合同第三个工作日公告", "E-08")
def _(one: Purchase) -> None:
    contract = one.one("contracts")
    contract["published"] = one.workday(contract["signed"], 3)


@breach("追加超过一成", "E-09")
def _(one: Purchase) -> None:
    more = one.one("contracts")["amount"] / 10 + CENT
    one.records["amendments"].append({"kind": "追加", "amount": more.quantize(CENT, "ROUND_UP")})


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


@breach("结束之后才公开中期评估", "G-01")
def _(one: Purchase) -> None:
    one.stage("中期评估").update(evaluated=one.ends, published=one.ends + DAY)


@breach("没有末期评估", "G-02 G-03")
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


dimension(1, "G-08")
dimension(4, "G-09")


@breach("没有评价购买部门", "G-10")
def _(one: Purchase) -> None:
    one.stage("末期评估")["purchaser_side"] = None


@breach("没有写明用途", "G-11")
def _(one: Purchase) -> None:
    one.stage("末期评估")["uses"] = None


@breach("第六十一日公开验收", "G-12")
def _(one: Purchase) -> None:
    one.one("acceptances")["published"] = one.ends + 61 * DAY


@breach("没有验收", "G-12")
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
