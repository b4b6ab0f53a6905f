"""Who may not buy, who may not supply, and who claims a priority in vain."""

from __future__ import annotations

from tests.factories import code
from tests.portal.rules.breaches.breach import DAY, Breaches
from tests.portal.rules.purchase import Purchase

BREACHES = Breaches()
breach = BREACHES.add


@breach("群团组织购买", "A-01")
def _(one: Purchase) -> None:
    one.one("purchasers")["kind"] = "群团组织"


@breach("没有法人资格的基层工会购买", "A-01")
def _(one: Purchase) -> None:
    one.one("purchasers").update(kind="基层工会", legal_person="否")


@breach("没有行政管理职能的事业单位购买", "A-01")
def _(one: Purchase) -> None:
    one.one("purchasers").update(kind="工会所属事业单位", administrative="否")


@breach("经费不由财政负担的地方工会以财政办法购买", "A-02")
def _(one: Purchase) -> None:
    one.one("purchasers").update(kind="地方工会", fiscal="否")


@breach("事业编制、经费由财政负担的工会购买", "A-02 A-03")
def _(one: Purchase) -> None:
    one.one("purchasers").update(kind="地方工会", staffing="事业编制")


@breach("公益一类事业单位购买", "A-03")
def _(one: Purchase) -> None:
    one.one("purchasers").update(kind="工会所属事业单位", institution="公益一类")


@breach("企业承接", "B-01 B-16")
def _(one: Purchase) -> None:
    one.one("suppliers")["uscc"] = code("MC000001", "91")


@breach("机关承接", "B-01 B-02 B-16")
def _(one: Purchase) -> None:
    one.one("suppliers")["uscc"] = code("MC000001", "11")


@breach("公益一类事业单位承接", "B-01 B-02 B-16 B-18")
def _(one: Purchase) -> None:
    one.one("suppliers").update(uscc=code("MC000001", "12"), institution="公益一类")


def unmet(condition: str, rules: str) -> None:
    @breach(f"不具备{condition}", rules)
    def _(one: Purchase) -> None:
        for check in one.one("qualifications")["conditions"]:
            if check["condition"] == condition:
                check["met"] = "不符合"


unmet("设施、人员和专业能力", "B-03 B-04 B-05")
unmet("业务范围与购买内容一致", "B-03")
unmet("社会和商业信誉良好", "B-04")
unmet("符合有关资质要求", "B-05")
unmet("其他规定条件", "B-03 B-04")


def credit(title: str, rules: str, kind: str, decided: int, until: int | None = None) -> None:
    """decided, until: days after the announcement."""

    @breach(title, rules)
    def _(one: Purchase) -> None:
        day = one.notice["published"]
        over = None if until is None else day + until * DAY
        one.records["credits"] = [{"kind": kind, "decided": day + decided * DAY, "until": over}]


credit("一年前受处罚", "B-06 B-08 B-17", "行政处罚", -365)
credit("两年前失信，已经结束", "B-06 B-08 B-17", "失信惩戒", -730, -365)
credit("公告时和选定时都受限制", "B-06 B-07 B-17", "限制承接", -10, 900)
credit("公告之后受限制", "B-07 B-17", "限制承接", 1)


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
