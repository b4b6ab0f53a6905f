"""A rule: one duty of one clause, as a sentence and as a check with the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from portal import reads
from portal.language import Language, current, listed, say
from portal.models.policies import Certainty
from portal.plain import Plain
from portal.rules.outcome import Outcome, Verdict, unknown
from portal.window import UnknownYear

Check = Callable[..., Verdict]


@dataclass(frozen=True, eq=False)
class Rule:
    """One row of the table, and equal to no other.

    clause: «policy#article»; the policy's set applies to a project or to none of its rules.
    subject: the section whose records are judged. A rule on projects is handed a Case, any other
    a record.
    sentence: the duty, with {numbers} filled in from `numbers`, which the check gets as well: a
    number is written once.
    binds: the kinds of purchasers that the clause is for, all when empty. Others are not judged, and
    what fails on a project of others only is a notice.
    remark: why what fails is a notice only, as a message that the duty is told with: a period that
    the site sets as the clause has none, a «generally» of the clause.
    """

    id: str
    clause: str
    subject: str
    sentence: str
    check: Check
    numbers: Mapping[str, Any] = field(default_factory=dict)
    binds: tuple[str, ...] = ()
    remark: str = ""

    @property
    def policy(self) -> str:
        """The id of the policy that the clause belongs to."""
        return self.clause.partition("#")[0]

    @property
    def article(self) -> str:
        """The id of the clause within the policy."""
        return self.clause.partition("#")[2]

    @property
    def text(self) -> str:
        """The sentence with its numbers, in the language of the site."""
        spoken = current()
        if spoken not in self._texts:
            gaps = {name: _words(one) for name, one in self.numbers.items()}
            duty = say(self.sentence, **gaps)
            self._texts[spoken] = duty + self.remarked
        return self._texts[spoken]

    @property
    def remarked(self) -> str:
        """The remark in brackets, in the language of the site; "" without one."""
        return say("（{words}）", words=say(self.remark)) if self.remark else ""

    @cached_property
    def _texts(self) -> dict[Language, str]:
        return {}


@dataclass(frozen=True, eq=False)
class Finding:
    """What a rule found on one record."""

    rule: Rule
    record: Plain
    verdict: Verdict


def apply(rule: Rule, record: Plain, subject: object) -> Finding:
    """Run the rule's check; a doubtful text of law and a remark fail nobody, they give a notice.

    subject: the Case of a project, else the record itself.
    """
    try:
        verdict = rule.check(subject, **rule.numbers)
    except UnknownYear as error:
        verdict = unknown("还不知道 {year} 年的放假安排，无法计算工作日", year=error.year)
    if verdict.outcome is Outcome.FAILED:
        policy = reads.record("policies", rule.policy)
        if rule.remark or (policy and policy.certainty != Certainty.FULL):
            verdict = replace(verdict, outcome=Outcome.NOTICE)
    return Finding(rule, record, verdict)


def _words(number: object) -> str:
    return listed(map(say, number)) if isinstance(number, tuple) else say(str(number))
