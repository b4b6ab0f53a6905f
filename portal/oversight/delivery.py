"""Promise against delivery: what was planned, announced, awarded, agreed, paid and achieved."""

from __future__ import annotations

from dataclasses import replace

from portal import reads
from portal.display import day as written
from portal.display import grouped, number
from portal.language import listed, say, within
from portal.oversight.figures import agreed, ends
from portal.oversight.table import (
    Cell,
    Row,
    Table,
    day,
    heads,
    money,
    record,
    score,
    several,
    text,
)
from portal.plain import Plain
from portal.portions import over, portion
from portal.rounds import ended
from portal.rules.case import Case, case


def delivery() -> list[Table]:
    """One row a project, the newest first.

    Amounts in 元: the plan's line, the announcement (else the project) and the publicity as they
    stand; contracts with what amendments add, and payments, as sums. Result: the last evaluation.
    """
    found = tuple(row for some in over("projects", rows) for row in some)[::-1]
    return [
        Table(
            "delivery",
            say("承诺与履行对照"),
            heads("项目", "计划", "公告预算", "拟定金额", "合同", "已支付", "结果"),
            found,
            formula=say(
                "合同金额含合同变更增加的金额，已支付是各次支付之和，"
                "结果取最近一次评价和验收；括号内是万元。"
            ),
        )
    ]


@reads.kept
def rows(section: str, after: str) -> tuple[Row, ...]:
    """The rows of a portion of the projects."""
    return tuple(_row(case(id)) for id in portion(section, after))


def _row(one: Case) -> Row:
    bought = listed(reads.title("purchasers", id) for id in one.project.purchasers)
    return Row(
        (
            # Two purchases may have the same title.
            replace(record(one.project), note=say("（{words}）", words=bought)),
            _planned(one),
            _announced(one),
            several(record_money(notice, notice.amount) for notice in one.publicity),
            _agreed(one),
            _paid(one),
            _result(one),
        )
    )


def record_money(one: Plain, fen: int) -> Cell:
    """An amount as a link to the record that states it."""
    return money(fen, one.url)


def _planned(one: Case) -> Cell:
    if not (one.plan and one.line):
        return text(say("没有列入公开的计划"))
    amount = money(one.line.budget, f"{one.plan.url}#line-{one.line.code}")
    month = say("{year} 年 {month} 月", year=one.plan.year, month=one.line.month)
    return several((amount, Cell(month, figure=True)))


def _announced(one: Case) -> Cell:
    if not one.announcements:
        return money(one.project.budget, one.project.url)
    return several(
        cell
        for notice in one.announcements
        for cell in (money(notice.budget or one.project.budget, notice.url), day(notice.published))
    )


def _agreed(one: Case) -> Cell:
    if not one.contracts:
        return text(say("已终止" if ended(one.project) else "尚未签订"))
    cells = [money(agreed(one.contracts, one.amendments), one.contracts[0].url)]
    cells += [
        text(say("{first} 至 {last}", first=written(contract.starts), last=written(ends(contract))))
        for contract in one.contracts
    ]
    return several(cells)


def _paid(one: Case) -> Cell:
    if not one.payments:
        return text(say("没有公开的支付"))
    total = money(sum(payment.amount for payment in one.payments), one.payments[-1].url)
    times = say(within("payments", "{number} 次"), number=len(one.payments))
    return several((total, text(times)))


def _result(one: Case) -> Cell:
    cells = []
    if one.evaluations:
        last = max(one.evaluations, key=lambda made: (made.evaluated, made.id))
        gaps = {"stage": say(last.stage), "rating": say(last.rating)}
        words = say("{stage} {score} 分，{rating}", score=number(last.score), **gaps)
        cells.append(record(last, words))
        if last.served is not None:
            cells.append(text(say("服务 {number} 人次", number=grouped(last.served))))
        if last.satisfaction is not None:
            cells.append(score(last.satisfaction, "{number}% 满意"))
    cells += [
        record(made, say("验收{finding}", finding=say(made.finding))) for made in one.acceptances
    ]
    return several(cells)
