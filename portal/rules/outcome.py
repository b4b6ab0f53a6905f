"""What a rule finds: an outcome with its reason and its evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from portal.display import Shown, as_text, fields
from portal.language import listed, say
from portal.plain import Plain
from portal.references import target
from portal.stepnames import StepName


class Outcome(StrEnum):
    """How a duty stands. Unknown is not passed: it says which fact is missing."""

    FAILED = "不符合"
    NOTICE = "提示"
    UNKNOWN = "无法判断"
    NOT_YET = "尚未到期"
    PASSED = "符合"
    NOT_APPLICABLE = "不适用"

    @property
    def word(self) -> str:
        """Its name in the language of the site."""
        return say(self.value)

    @property
    def tone(self) -> str:
        """The tone of its tag (templates/components/tag.html)."""
        return _TONES[self]


_TONES = {
    Outcome.FAILED: "bad",
    Outcome.NOTICE: "soon",
    Outcome.UNKNOWN: "soon",
    Outcome.NOT_YET: "done",
    Outcome.PASSED: "open",
    Outcome.NOT_APPLICABLE: "done",
}


@dataclass(frozen=True)
class Evidence:
    """One value of one record that a finding rests on: «label：value» and where it stands."""

    record: Plain
    label: str
    value: str


@dataclass(frozen=True)
class Owed:
    """Something that is not public yet, and the last day on which it is not late.

    step: of a project's, the one of the eight steps that it completes.
    """

    what: str
    due: datetime.date
    step: StepName | None = None


@dataclass(frozen=True)
class Verdict:
    """An outcome, why in a sentence without a full stop, and what it rests on.

    owed: what is still to be published, so far as a day is set for it.
    """

    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()
    owed: tuple[Owed, ...] = ()

    def owing(self, *owed: Owed) -> Verdict:
        """The same verdict with what is still to be published."""
        return replace(self, owed=owed)


def value(record: Plain, field: str) -> Evidence:
    """A field of a record as evidence; «published» and «title» are fields of every record."""
    if field == "published":
        return Evidence(record, say("公开日期"), as_text("day", record.published))
    if field == "title":
        return Evidence(record, say("标题"), record.title)
    shown = fields(record.section)[field]
    found = getattr(record, field)
    if found is None or found == []:
        text = say("record.missing")
    elif shown.kind == "parts":
        text = say("{number} 项", number=len(found))
    else:
        many = isinstance(found, list)
        text = listed(_words(shown, item) for item in found) if many else _words(shown, found)
    return Evidence(record, shown.label, text)


def _words(shown: Shown, item: Any) -> str:
    """A value as readers see it; for a reference, what it leads to."""
    if shown.kind == "link":
        return target(shown.section, item).words
    return shown.text(item)


# Reasons are messages (portal/language.py); `gaps` fills the braces in them.


def passed(reason: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """The duty was kept."""
    return Verdict(Outcome.PASSED, say(reason, **gaps), evidence)


def failed(reason: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """The duty was not kept."""
    return Verdict(Outcome.FAILED, say(reason, **gaps), evidence)


def noticed(reason: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """Something a person should look at; no judgement."""
    return Verdict(Outcome.NOTICE, say(reason, **gaps), evidence)


def unknown(missing: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """It cannot be judged; `missing` says what is not public."""
    return Verdict(Outcome.UNKNOWN, say(missing, **gaps), evidence)


def not_yet(reason: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """The duty is not due yet."""
    return Verdict(Outcome.NOT_YET, say(reason, **gaps), evidence)


def not_applicable(reason: str, /, *evidence: Evidence, **gaps: object) -> Verdict:
    """The duty does not bind here."""
    return Verdict(Outcome.NOT_APPLICABLE, say(reason, **gaps), evidence)


def judge(*, kept: bool, reason: str, evidence: Iterable[Evidence], **gaps: object) -> Verdict:
    """Passed or failed by one condition."""
    outcome = Outcome.PASSED if kept else Outcome.FAILED
    return Verdict(outcome, say(reason, **gaps), tuple(evidence))


_WORST_FIRST = (
    Outcome.FAILED,
    Outcome.NOTICE,
    Outcome.UNKNOWN,
    Outcome.NOT_YET,
    Outcome.PASSED,
    Outcome.NOT_APPLICABLE,
)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several verdicts, the first of equals, owing once what all owe. Needs at least one."""
    found = list(verdicts)
    first = min(found, key=lambda one: _WORST_FIRST.index(one.outcome))
    return first.owing(*dict.fromkeys(owed for one in found for owed in one.owed))


def of_each(named: Iterable[tuple[str, Verdict]]) -> Verdict:
    """As `worst`, of verdicts on several contracts or suppliers, each with its name.

    The evidence names whom it is about where there are several, and the reason where they differ;
    all that are as bad are told.
    """
    found = list(named)
    if len(found) == 1:
        return found[0][1]
    whole = worst(verdict for _, verdict in found)
    several = len({name for name, _ in found}) > 1
    alike = [(name, one) for name, one in found if one.outcome is whole.outcome]
    told: dict[str, list[str]] = {}
    for name, one in alike:
        told.setdefault(one.reason, []).append(name)
    if len(told) > 1 or len(alike) < len(found):
        sentences = (
            _of(listed(dict.fromkeys(names)), reason) if several else reason
            for reason, names in told.items()
        )
        whole = replace(whole, reason=say("marks.semicolon").join(sentences))
    evidence = (
        replace(fact, label=say("{name}（{words}）", name=fact.label, words=name))
        if several
        else fact
        for name, one in alike
        for fact in one.evidence
    )
    return replace(whole, evidence=tuple(evidence))


def _of(name: str, reason: str) -> str:
    return say("{label}：{value}", label=name, value=reason)
