"""Every failure, by rule."""

from __future__ import annotations

from portal import reads
from portal.language import say
from portal.oversight.sheets import article
from portal.oversight.survey import Failure, surveys
from portal.oversight.table import HOME, Cell, Row, Table, count, heads, to
from portal.rules.rule import Rule
from portal.rules.table import RULES


def failures() -> list[Table]:
    """The failed findings of each rule, the newest record first; one finding a row."""
    failed = [one for found in surveys() for one in found.failures]
    failed.sort(key=lambda one: (one.published, one.key), reverse=True)
    by_rule: dict[str, list[Failure]] = {}
    for one in failed:
        by_rule.setdefault(one.rule, []).append(one)
    found = [(rule, by_rule[rule.id]) for rule in RULES if rule.id in by_rule]
    overview = Table(
        "rules",
        say("各条规则"),
        heads("规则", "编号", "不符合"),
        tuple(
            Row(
                (
                    to(rule.text, f"{HOME}findings/#rule-{rule.id}"),
                    Cell(rule.id, figure=True),
                    count(len(own), "{number} 条"),
                )
            )
            for rule, own in found
        ),
        formula=say(
            "对全部公开记录逐条核对，共有 {number} 条不符合。同一项义务若由两份文件规定，各计一条。",
            number=len(failed),
        ),
    )
    return [overview, *(_table(rule, own) for rule, own in found)]


def _table(rule: Rule, found: list[Failure]) -> Table:
    return Table(
        f"rule-{rule.id}",
        f"{rule.id} {rule.text}",
        heads("记录", "购买主体", "为什么", "依据", "公开日期"),
        tuple(one.row for one in found),
        formula=say(
            "条款：《{policy}》{clause}",
            policy=reads.title("policies", rule.policy),
            clause=article(rule.clause),
        ),
    )
