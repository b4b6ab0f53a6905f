"""Every failure, by rule."""

from __future__ import annotations

from portal.language import say
from portal.oversight.sheets import article, clause_address
from portal.oversight.table import Cell, Row, Table, count, day, heads, record, several, text, to
from portal.rules.outcome import Outcome
from portal.rules.rule import Finding
from portal.rules.sheet import all_findings
from portal.rules.table import RULES, SUBJECTS


def every() -> list[Finding]:
    """The findings on all records that some rule judges."""
    return [finding for section in SUBJECTS for finding in all_findings(section)]


def failures() -> list[Table]:
    """The failed findings of each rule, the newest record first; one finding a row."""
    failed = [one for one in every() if one.verdict.outcome is Outcome.FAILED]
    failed.sort(key=lambda one: (one.record.published, one.record.key), reverse=True)
    by_rule = [(rule, [one for one in failed if one.rule is rule]) for rule in RULES]
    tables = [_table(found) for _, found in by_rule if found]
    overview = Table(
        "rules",
        say("各条规则"),
        heads("规则", "编号", "不符合"),
        tuple(
            Row(
                (
                    to(rule.text, f"#rule-{rule.id}"),
                    Cell(rule.id, figure=True),
                    count(len(found), "{number} 条"),
                )
            )
            for rule, found in by_rule
            if found
        ),
        formula=say(
            "对全部公开记录逐条核对，共有 {number} 条不符合。同一项义务若由两份文件规定，各计一条。",
            number=len(failed),
        ),
    )
    return [overview, *tables]


def _table(found: list[Finding]) -> Table:
    rule = found[0].rule
    rows = tuple(
        Row(
            (record(one.record), text(one.verdict.reason), evidence(one), day(one.record.published))
        )
        for one in found
    )
    return Table(
        f"rule-{rule.id}",
        f"{rule.id} {rule.text}",
        heads("记录", "为什么", "依据", "公开日期"),
        rows,
        formula=say("条款：{clause}", clause=article(rule.clause)),
    )


def evidence(finding: Finding) -> Cell:
    """What a finding rests on, each value a link to where it stands."""
    return several(
        record(one.record, say("{label}：{value}", label=one.label, value=one.value))
        for one in finding.verdict.evidence
    )


def clause(finding: Finding) -> Cell:
    """The clause of a finding's rule as a link."""
    return to(article(finding.rule.clause), clause_address(finding.rule.clause))
