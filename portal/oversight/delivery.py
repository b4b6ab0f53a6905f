"""Promise against delivery: what was planned, announced, awarded, agreed, paid and achieved."""

from __future__ import annotations

from portal import reads
from portal.display import day as written
from portal.display import number
from portal.oversight.figures import ends
from portal.oversight.table import Cell, Row, Table, day, money, record, score, several, text
from portal.plain import Plain
from portal.rules.case import Case, case


def delivery() -> list[Table]:
    """One row a project, the newest first.

    Amounts in 元: the plan's line, the announcement (else the project) and the publicity as they
    stand; contracts with their additions, and payments, as sums. Result: the last evaluation.
    """
    projects = reads.records("projects")[::-1]
    rows = tuple(_row(case(one.id)) for one in projects)
    return [
        Table(
            "delivery",
            "承诺与履行对照",
            ("项目", "计划", "公告预算", "拟定金额", "合同", "已支付", "结果"),
            rows,
            formula="合同金额含追加，已支付是各次支付之和，结果取最近一次评价和验收；括号内是万元。",
        )
    ]


def _row(one: Case) -> Row:
    return Row(
        (
            record(one.project),
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
        return text("没有列入公开的计划")
    amount = money(one.line.budget, f"{one.plan.url}#line-{one.line.code}")
    return several((amount, Cell(f"{one.plan.year} 年 {one.line.month} 月", figure=True)))


def _announced(one: Case) -> Cell:
    if not one.announcements:
        return money(one.project.budget, one.project.url)
    return several(
        cell
        for notice in one.announcements
        for cell in (money(notice.budget or one.project.budget, notice.url), day(notice.published))
    )


def agreed(one: Case) -> int:
    """分: the contracts of a project with their additions."""
    return sum(made.amount or 0 for made in (*one.contracts, *one.amendments))


def _agreed(one: Case) -> Cell:
    if not one.contracts:
        return text("已终止" if one.terminations else "尚未签订")
    cells = [money(agreed(one), one.contracts[0].url)]
    cells += [
        text(f"{written(contract.starts)} 至 {written(ends(contract))}")
        for contract in one.contracts
    ]
    return several(cells)


def _paid(one: Case) -> Cell:
    if not one.payments:
        return text("没有公开的支付")
    total = sum(payment.amount for payment in one.payments)
    return several((money(total, one.payments[-1].url), text(f"{len(one.payments)} 次")))


def _result(one: Case) -> Cell:
    cells = []
    if one.evaluations:
        last = max(one.evaluations, key=lambda made: (made.evaluated, made.id))
        words = f"{last.stage} {number(last.score)} 分，{last.rating}"
        cells.append(record(last, words))
        if last.served is not None:
            cells.append(text(f"服务 {last.served:,} 人次"))
        if last.satisfaction is not None:
            cells.append(score(last.satisfaction, "% 满意"))
    cells += [record(made, f"验收{made.finding}") for made in one.acceptances]
    return several(cells)
