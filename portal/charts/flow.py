"""The money of one project from plan to payment."""

from __future__ import annotations

from collections.abc import Iterator

from portal import reads
from portal.charts import chart
from portal.charts.chart import Bar, Chart
from portal.language import say
from portal.oversight import figures
from portal.plain import Plain


@reads.read
def flow(project: Plain) -> Chart:
    """Each amount that is public, in the order in which they come about."""
    about = say("计划、预算、公示、合同和支付的金额，取自公开的记录。")
    head = (say("环节"), say("金额（元）"))
    return chart.chart("money", say("钱从计划到支付"), about, head, _bars(project))


def _bars(project: Plain) -> Iterator[Bar]:
    plan, _, code = (project.plan or "").partition("#")
    found = reads.record("plans", plan) if plan else None
    for row in found.lines if found else ():
        if row.code == code:
            yield chart.money(say("年度计划"), row.budget, f"/plans/{plan}/#line-{code}")
    yield chart.money(say("项目预算"), project.budget)
    for one in reads.naming("projects", project.id, "publicity", "project"):
        yield chart.money(say("拟定金额"), one.amount, one.url)
    contracts = reads.naming("projects", project.id, "contracts", "project")
    for one in contracts:
        yield chart.money(say("合同金额"), one.amount, one.url)
        for other in figures.amendments(one):
            if other.amount:
                yield chart.money(say("合同变更增加"), other.amount, other.url)
    if contracts:
        paid = reads.naming("projects", project.id, "payments", "project")
        yield chart.money(say("已经支付"), sum(one.amount for one in paid), tone="open")
