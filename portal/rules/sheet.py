"""Which rules apply to a record, and what they find: the clause sheet."""

from __future__ import annotations

import datetime
from dataclasses import replace

from portal import reads
from portal.language import say
from portal.rounds import ended
from portal.rules.case import case
from portal.rules.outcome import Outcome, Verdict
from portal.rules.rule import Finding, Rule, apply
from portal.rules.table import RULES

# The rules on projects by the set that they belong to.
_BY_POLICY = {
    policy: [one for one in RULES if one.subject == "projects" and one.policy == policy]
    for policy in dict.fromkeys(rule.policy for rule in RULES)
}


@reads.read
def policies_of(id: str) -> list[str]:
    """The policies whose sets apply to a project, in the order of its own list, then the site's.

    A project names its sets; the site adopts further ones, some only where money of certain
    sources is used (domain.md C13: the fund source picks the rule set).
    """
    project = reads.record("projects", id)
    if project is None:
        raise LookupError(id)
    sources = {fund.source for fund in project.funds}
    adopted = [
        one.policy
        for one in reads.site().adopted
        if not one.funds or sources & {str(fund.value) for fund in one.funds}
    ]
    return list(dict.fromkeys([*project.policies, *adopted]))


@reads.read
def sheet(section: str, id: str) -> list[Finding]:
    """Every finding on a record: of the sets that apply to a project, of all for other records."""
    record = reads.record(section, id)
    if record is None:
        raise LookupError(id)
    if section != "projects":
        return [apply(rule, record, record) for rule in _rules(section)]
    subject = case(id)
    findings = [
        apply(rule, record, subject)
        for policy in policies_of(id)
        if reads.record("policies", policy) is not None
        for rule in _BY_POLICY.get(policy, ())
    ]
    day = ended(record)
    return [_ended(one, day) for one in findings] if day else findings


def _rules(section: str) -> list[Rule]:
    """The rules on a section whose policy is published here; a rule without its text binds nobody."""
    return [
        rule
        for rule in RULES
        if rule.subject == section and reads.record("policies", rule.policy) is not None
    ]


def _ended(finding: Finding, day: datetime.date) -> Finding:
    """What was not due when a project was ended never will be; nothing is owed any more."""
    verdict = finding.verdict
    overdue = [owed for owed in verdict.owed if owed.due < day]
    if verdict.outcome is Outcome.NOT_YET or (verdict.owed and not overdue):
        verdict = Verdict(Outcome.NOT_APPLICABLE, say("项目已终止"), verdict.evidence)
    return replace(finding, verdict=verdict.owing())
