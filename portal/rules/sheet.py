"""Which rules apply to a record, and what they find: the clause sheet."""

from __future__ import annotations

import datetime
from dataclasses import replace

from portal import reads
from portal.language import say
from portal.plain import Plain
from portal.rounds import ended
from portal.rules.adopted import applied, policies_of_purchaser
from portal.rules.case import Case, case
from portal.rules.force import holds, last_day
from portal.rules.outcome import Outcome, Verdict, value
from portal.rules.rule import Finding, Rule, apply
from portal.rules.table import RULES

# The rules on projects by the set that they belong to.
_BY_POLICY = {
    policy: [one for one in RULES if one.subject == "projects" and one.policy == policy]
    for policy in dict.fromkeys(rule.policy for rule in RULES)
}
_BY_SUBJECT = {
    subject: [one for one in RULES if one.subject == subject]
    for subject in dict.fromkeys(rule.subject for rule in RULES)
}


@reads.read
def sheet(section: str, id: str) -> list[Finding]:
    """Every finding on a record: of the sets that apply to a project, of all for other records."""
    record = reads.record(section, id)
    if record is None:
        raise LookupError(id)
    if section != "projects":
        return [
            _of_another(apply(rule, record, record))
            for rule in _BY_SUBJECT[section]
            if binds(rule, record)
        ]
    subject = case(id)
    findings = [
        _found(rule, subject, doubted=one.doubted)
        for one in applied(id)
        if reads.record("policies", one.policy) is not None
        for rule in _BY_POLICY.get(one.policy, ())
    ]
    day = ended(record)
    return [_ended(one, day) for one in findings] if day else findings


# The day on which a record that is no project was made, which the policy must have been in force on.
_MADE = {"catalogues": "effective", "rosters": "issued", "inspections": "inspected"}


def binds(rule: Rule, record: Plain) -> bool:
    """Whether a rule judges a record that is no project; without its text here it binds nobody.

    A purchaser is bound by policies that it buys by, and by clauses on bodies of its kind; lists and
    catalogues by what was in force when they were made.
    """
    policy = reads.record("policies", rule.policy)
    if policy is None:
        return False
    if record.section != "purchasers":
        made = _MADE.get(record.section)
        return made is None or holds(rule.policy, getattr(record, made))
    last = last_day(policy)
    if last and last < record.published:
        return False
    of_its_kind = not rule.binds or record.kind in rule.binds
    return of_its_kind and rule.policy in policies_of_purchaser(record.id)


def _of_another(finding: Finding) -> Finding:
    """What fails on the list of a body that does not buy by the policy is a notice."""
    verdict, keeper = finding.verdict, getattr(finding.record, "purchaser", None)
    if verdict.outcome is not Outcome.FAILED or not keeper:
        return finding
    if finding.rule.policy in policies_of_purchaser(keeper):
        return finding
    evidence = (*verdict.evidence, value(finding.record, "purchaser"))
    return replace(finding, verdict=replace(verdict, outcome=Outcome.NOTICE, evidence=evidence))


def _found(rule: Rule, subject: Case, *, doubted: bool) -> Finding:
    finding = _of_others(apply(rule, subject.project, subject), subject)
    return _doubted(finding) if doubted else finding


def _of_others(finding: Finding, subject: Case) -> Finding:
    """What a clause on bodies of certain kinds finds on a project of others only is a notice."""
    rule, verdict = finding.rule, finding.verdict
    if not rule.binds or verdict.outcome is not Outcome.FAILED:
        return finding
    found = [one for id in subject.project.purchasers if (one := reads.record("purchasers", id))]
    if any(one.kind in rule.binds for one in found):
        return finding
    kinds = tuple(value(one, "kind") for one in found)
    milder = replace(verdict, outcome=Outcome.NOTICE, evidence=(*verdict.evidence, *kinds))
    return replace(finding, verdict=milder)


def _doubted(finding: Finding) -> Finding:
    """What a policy finds on a purchase that may be below its limit: a notice, and nothing is owed."""
    verdict = finding.verdict.owing()
    if verdict.outcome is Outcome.FAILED:
        words = "{reason}；没有登记政府采购限额标准，看不出是否适用"
        reason = say(words, reason=verdict.reason)
        evidence = (*verdict.evidence, value(finding.record, "budget"))
        verdict = Verdict(Outcome.NOTICE, reason, evidence)
    return replace(finding, verdict=verdict)


def _ended(finding: Finding, day: datetime.date) -> Finding:
    """What was not due when a project was ended never will be; nothing is owed any more."""
    verdict = finding.verdict
    overdue = [owed for owed in verdict.owed if owed.due < day]
    if verdict.outcome is Outcome.NOT_YET or (verdict.owed and not overdue):
        verdict = Verdict(Outcome.NOT_APPLICABLE, say("项目已终止"), verdict.evidence)
    return replace(finding, verdict=verdict.owing())
