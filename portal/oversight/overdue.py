"""What should be public by now and is not."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import NamedTuple

from portal import reads
from portal.language import say
from portal.oversight.sheets import article, clause_address
from portal.oversight.survey import Owing, surveys
from portal.oversight.table import Cell, Row, Table, count, day, heads, several, text, to
from portal.rules.rule import Rule
from portal.rules.table import BY_ID


class Duty(NamedTuple):
    """Something to be published about a record by a day, and the rules that want it.

    key: of the record; record, buyers: the links to it and to its purchasers.
    """

    key: str
    what: str
    due: datetime.date
    record: Cell
    buyers: Cell
    rules: tuple[Rule, ...]


def duties() -> list[Duty]:
    """Everything that rules say is still owed, the longest overdue first.

    The same duty of two policies is listed once.
    """
    found: dict[tuple[str, str, datetime.date], list[Owing]] = {}
    for survey in surveys():
        for one in survey.owing:
            found.setdefault((one.key, one.what, one.due), []).append(one)
    made = [
        Duty(
            key,
            what,
            due,
            owing[0].record,
            owing[0].buyers,
            tuple(BY_ID[one.rule] for one in owing),
        )
        for (key, what, due), owing in found.items()
    ]
    return sorted(made, key=lambda one: (one.due, one.key, one.what))


def late() -> list[Duty]:
    """Those whose last day is over."""
    return [one for one in duties() if one.due < reads.today()]


def overdue() -> list[Table]:
    """Overdue: days = today − the last day, in calendar days; coming: the last day − today."""
    today = reads.today()
    behind = late()
    ahead = [one for one in duties() if one.due >= today]
    return [
        Table(
            "overdue",
            say("已经逾期：{number} 件", number=len(behind)),
            heads("记录", "购买主体", "应当公开什么", "最迟公开日期", "逾期", "依据"),
            tuple(_row(one, (today - one.due).days) for one in behind),
            formula=say(
                "逾期天数＝今天－最迟公开日期，按自然日计算。同一件事由几份文件规定的只列一次。"
            ),
            empty=say("没有逾期未公开的事项。"),
        ),
        Table(
            "coming",
            say("还没有到期：{number} 件", number=len(ahead)),
            heads("记录", "购买主体", "应当公开什么", "最迟公开日期", "还有", "依据"),
            tuple(_row(one, (one.due - today).days) for one in ahead),
            empty=say("没有即将到期的事项。"),
        ),
    ]


def _row(one: Duty, days: int) -> Row:
    basis = several(_basis(rule) for rule in one.rules)
    left = count(days, "{number} 天")
    return Row((one.record, one.buyers, text(one.what), day(one.due), left, basis))


def _basis(rule: Rule) -> Cell:
    """The rule, its clause, and in small print which document that is of and what the site added."""
    policy = say("（{words}）", words=reads.title("policies", rule.policy))
    clause = to(f"{rule.id} {article(rule.clause)}", clause_address(rule.clause))
    return replace(clause, note=policy + rule.remarked)
