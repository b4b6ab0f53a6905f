"""The table of all rules, with what each found."""

from __future__ import annotations

from collections import Counter

from portal import reads
from portal.language import say
from portal.oversight.sheets import article, clause_address
from portal.oversight.survey import surveys
from portal.oversight.table import Cell, Row, Table, count, heads, text
from portal.rules.outcome import Outcome
from portal.rules.rule import Rule
from portal.rules.table import RULES
from portal.sections import BY_NAME

_COUNTED = (
    Outcome.FAILED,
    Outcome.NOTICE,
    Outcome.UNKNOWN,
    Outcome.NOT_YET,
    Outcome.PASSED,
)


def rules() -> list[Table]:
    """One row a rule: sentence, clause, and on how many records it has each outcome."""
    found: Counter[tuple[str, Outcome]] = Counter()
    for one in surveys():
        found.update(one.outcomes)
    rows = tuple(
        Row(
            (
                text(rule.text),
                Cell(rule.id, figure=True),
                _clause(rule),
                text(BY_NAME[rule.subject].title),
                *(_count(rule, outcome, found[rule.id, outcome]) for outcome in _COUNTED),
            ),
            id=f"rule-{rule.id}",
        )
        for rule in RULES
    )
    columns = heads("规则", "编号", "条款", "核对什么", *_COUNTED)
    formula = say("每个数是得出该结论的记录数。规则只对适用其文件的项目起作用，不适用的不计。")
    return [Table("rules", say("全部规则"), columns, rows, formula, whole=True)]


def _count(rule: Rule, outcome: Outcome, number: int) -> Cell:
    failed = outcome is Outcome.FAILED and number
    return count(number, address=f"/oversight/findings/#rule-{rule.id}" if failed else "")


def _clause(rule: Rule) -> Cell:
    address = clause_address(rule.clause)
    if not address:
        return text(say("本站尚未收录该文件，规则不起作用"))
    note = say("（{words}）", words=reads.title("policies", rule.policy))
    return Cell(article(rule.clause), address, note=note)
