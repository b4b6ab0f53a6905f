"""Fields that are not filled in, from the project to its acceptance."""

from __future__ import annotations

from tests.portal.rules.breaches.breach import Breaches
from tests.portal.rules.purchase import Purchase

BREACHES = Breaches()
breach = BREACHES.add


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
