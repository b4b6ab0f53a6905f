"""Clause sheets for readers: a record's findings by policy, counted by outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from portal import reads
from portal.models.policies import Certainty
from portal.plain import Plain
from portal.rules.adopted import Lapsed, lapsed
from portal.rules.outcome import Outcome
from portal.rules.rule import Finding, Rule
from portal.rules.sheet import sheet
from portal.rules.table import RULES


@dataclass(frozen=True)
class Group:
    """What the rules of one policy found: first what a reader should look at, then the rest."""

    policy: Plain
    open: tuple[Finding, ...]
    kept: tuple[Finding, ...]

    @property
    def doubtful(self) -> bool:
        """Whether the text was not read in full, so that its rules only give notices."""
        return bool(self.policy.certainty != Certainty.FULL)

    @property
    def clauses(self) -> dict[str, str]:
        """The words of the policy's clauses, such as «二（四）6», by their ids: `article` for a page of many."""
        return {one.id: one.clause for one in self.policy.articles}


@dataclass(frozen=True)
class Sheet:
    """A record's clause sheet. counts: (outcome, how many), the worst outcome first.

    lapsed: the policies that a project names, and by which it is not judged.
    """

    counts: tuple[tuple[Outcome, int], ...]
    groups: tuple[Group, ...]
    lapsed: tuple[Lapsed, ...] = ()


# Folded away: duties that were kept, or do not bind here.
_KEPT = (Outcome.PASSED, Outcome.NOT_APPLICABLE)


@reads.read
def clause_sheet(section: str, id: str) -> Sheet | None:
    """The sheet of a record, None when no rule binds it."""
    findings = sheet(section, id)
    over = tuple(lapsed(id)) if section == "projects" else ()
    if not over and all(one.verdict.outcome is Outcome.NOT_APPLICABLE for one in findings):
        return None
    return Sheet(counted(findings), tuple(_groups(findings)), over)


def counted(findings: list[Finding]) -> tuple[tuple[Outcome, int], ...]:
    """How many findings have each outcome, in the order of Outcome."""
    found = Counter(one.verdict.outcome for one in findings)
    return tuple((outcome, found[outcome]) for outcome in Outcome)


def _groups(findings: list[Finding]) -> list[Group]:
    order = list(Outcome)
    groups = []
    for id in dict.fromkeys(one.rule.policy for one in findings):
        own = [one for one in findings if one.rule.policy == id]
        own.sort(key=lambda one: order.index(one.verdict.outcome))
        policy = reads.record("policies", id)
        if policy is not None:
            kept = tuple(one for one in own if one.verdict.outcome in _KEPT)
            groups.append(Group(policy, tuple(one for one in own if one not in kept), kept))
    return groups


@reads.read
def article(clause: str) -> str:
    """The words of a clause «policy#article», such as «二（四）6»; its id when the text is not here."""
    name, _, id = clause.partition("#")
    policy = reads.record("policies", name)
    rows = policy.articles if policy else []
    return next((one.clause for one in rows if one.id == id), id)


@reads.read
def clause_address(clause: str) -> str:
    """The root-relative address of a clause; "" when its policy is not published here."""
    policy, _, id = clause.partition("#")
    return f"/policies/{policy}/#art-{id}" if reads.record("policies", policy) else ""


def rules_of_article(policy: str, id: str) -> list[Rule]:
    """The rules that check one article of a policy."""
    return [rule for rule in RULES if rule.clause == f"{policy}#{id}"]
