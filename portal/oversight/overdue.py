"""What should be public by now and is not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal import reads
from portal.language import say
from portal.oversight.findings import every
from portal.oversight.sheets import article, clause_address
from portal.oversight.table import Row, Table, count, day, heads, record, several, text, to
from portal.plain import Plain
from portal.rules.rule import Rule


@dataclass(frozen=True)
class Duty:
    """Something to be published about a record by a day, and the rules that want it."""

    record: Plain
    what: str
    due: datetime.date
    rules: tuple[Rule, ...]


def duties() -> list[Duty]:
    """Everything that rules say is still owed, the longest overdue first.

    The same duty of two policies is listed once.
    """
    found: dict[tuple[str, str, datetime.date], list[Rule]] = {}
    records = {}
    for one in every():
        for owed in one.verdict.owed:
            found.setdefault((one.record.key, owed.what, owed.due), []).append(one.rule)
            records[one.record.key] = one.record
    made = [
        Duty(records[key], what, due, tuple(rules)) for (key, what, due), rules in found.items()
    ]
    return sorted(made, key=lambda one: (one.due, one.record.key, one.what))


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
            heads("记录", "应当公开什么", "最迟公开日期", "逾期", "依据"),
            tuple(_row(one, (today - one.due).days) for one in behind),
            formula=say(
                "逾期天数＝今天－最迟公开日期，按自然日计算。同一件事由几份文件规定的只列一次。"
            ),
            empty=say("没有逾期未公开的事项。"),
        ),
        Table(
            "coming",
            say("还没有到期：{number} 件", number=len(ahead)),
            heads("记录", "应当公开什么", "最迟公开日期", "还有", "依据"),
            tuple(_row(one, (one.due - today).days) for one in ahead),
            empty=say("没有即将到期的事项。"),
        ),
    ]


def _row(one: Duty, days: int) -> Row:
    basis = several(
        to(f"{rule.id} {article(rule.clause)}", clause_address(rule.clause)) for rule in one.rules
    )
    return Row(
        (record(one.record), text(one.what), day(one.due), count(days, "{number} 天"), basis)
    )
