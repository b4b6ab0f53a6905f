"""The eight steps of a purchase (内蒙古自治区总工会实施意见 二（四）1-8) for one project."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from portal import reads, rounds
from portal.language import say
from portal.oversight import figures
from portal.plain import Plain
from portal.rules.outcome import Owed
from portal.rules.pairs import called, publicity_of
from portal.rules.sheet import sheet
from portal.status import counted, days_owed, short, window
from portal.stepnames import StepName


class State(StrEnum):
    DONE = "已完成"
    CURRENT = "进行中"
    WAITING = "未到"
    DUE = "待公开"
    MISSING = "未公开"
    OVERDUE = "逾期未公开"
    NOT_APPLICABLE = "不适用"

    @property
    def word(self) -> str:
        """Its name in the language of the site."""
        return say(self.value)

    @property
    def tone(self) -> str:
        """The tone of its colour, as `status.Status` has one, or none."""
        return _TONES[self]


_TONES = {
    State.DONE: "done",
    State.CURRENT: "open",
    State.WAITING: "soon",
    State.DUE: "soon",
    State.MISSING: "bad",
    State.OVERDUE: "bad",
    State.NOT_APPLICABLE: "none",
}


@dataclass(frozen=True)
class Step:
    """One step as the timeline shows it; begins and ends are None when nothing is public yet.

    chinese: its name as the catalogue knows it. late, owed: what is still to be
    published, past its last day and before it.
    """

    number: int
    chinese: StepName
    state: State
    begins: datetime.date | None
    ends: datetime.date | None
    documents: tuple[Plain, ...]
    remarks: tuple[str, ...]
    late: tuple[Owed, ...] = ()
    owed: tuple[Owed, ...] = ()

    @property
    def title(self) -> str:
        """The title in the language of the site."""
        return say(self.chinese)


# These steps last from their first day to their last; the others are done on a day.
LASTING = {StepName.APPLYING, StepName.PUBLICITY, StepName.SERVICE}
# The sections whose records are the evidence of a step.
DOCUMENTS = (
    "announcements", "single-sources", "reviews", "publicity", "contracts", "evaluations",
    "terminations",
)  # fmt: skip

Span = tuple[datetime.date, datetime.date]


@reads.read
def documents(project: Plain) -> list[Plain]:
    """Everything published that names a project, oldest first: also another's evaluation used for it."""
    found = [one for _, records in reads.related("projects", project.id) for one in records]
    return sorted(found, key=lambda one: (one.published, one.key))


@reads.read
def steps(project: Plain) -> list[Step]:
    """The eight steps with their documents, dates and states today.

    A single-source notice stands for the announcement, and nobody applies; what was not reached when
    a project was ended never will be.
    """
    by_section = {name: reads.naming("projects", project.id, name, "project") for name in DOCUMENTS}
    plan = reads.record("plans", project.plan.partition("#")[0]) if project.plan else None
    spans = _spans(plan, by_section)
    pages = _pages(plan, by_section)
    today = reads.today()
    last_begun = max((n for n, span in enumerate(spans) if span and span[0] <= today), default=-1)
    over = rounds.ended(project) is not None
    made = []
    for number, (title, span, documents) in enumerate(zip(StepName, spans, pages, strict=True)):
        before = [other for other in spans[:number] if other]
        remarks = _remarks(title, span, before, by_section)
        state = _state(span, today, passed=number < last_begun, lasting=title in LASTING)
        if why := _not_applicable(title, state, by_section, ended=over):
            state, remarks = State.NOT_APPLICABLE, (say(why),)
        begins, ends = span or (None, None)
        made.append(Step(number + 1, title, state, begins, ends, tuple(documents), remarks))
    return made


@reads.read
def timeline(project: Plain) -> list[Step]:
    """The steps with what rules say is still owed for each, which turns overdue after its last day.

    Where several rules want the same, the first day counts.
    """
    found: dict[StepName | None, dict[str, Owed]] = {}
    every = [owed for one in sheet("projects", project.id) for owed in one.verdict.owed]
    for owed in sorted(every, key=lambda one: (one.due, one.what)):
        found.setdefault(owed.step, {}).setdefault(owed.what, owed)
    return [_owing(step, found.get(step.chinese, {}).values()) for step in steps(project)]


def _owing(step: Step, owed: Iterable[Owed]) -> Step:
    today = reads.today()
    late = tuple(one for one in owed if one.due < today)
    ahead = tuple(one for one in owed if one.due >= today)
    state = State.DUE if ahead and step.state is State.WAITING else step.state
    return replace(step, state=State.OVERDUE if late else state, late=late, owed=ahead)


@reads.read
def current(project: Plain) -> Step:
    """The step the project stands at: the last one that is done or going on."""
    all_steps = steps(project)
    begun = [step for step in all_steps if step.state in (State.DONE, State.CURRENT)]
    return begun[-1] if begun else all_steps[0]


def _spans(plan: Plain | None, found: dict[str, list[Plain]]) -> list[Span | None]:
    """First and last day of each step, None where nothing is public."""
    chosen = [one for one in found["reviews"] if one.chosen]

    def span(days: list[Span]) -> Span | None:
        return (min(a for a, _ in days), max(b for _, b in days)) if days else None

    return [
        (plan.approved, plan.approved) if plan else None,
        span([(one.published, one.published) for one in _notices(found)]),
        span([(one.opens, one.closes) for one in found["announcements"]]),
        span([(one.held, one.held) for one in found["reviews"]]),
        span([(one.decided or one.published, one.decided or one.published) for one in chosen]),
        span([(one.published, one.until) for one in found["publicity"]]),
        span([(one.signed, one.signed) for one in found["contracts"]]),
        span([(one.starts, figures.ends(one)) for one in found["contracts"]]),
    ]


def _pages(plan: Plain | None, found: dict[str, list[Plain]]) -> list[list[Plain]]:
    chosen = [one for one in found["reviews"] if one.chosen]
    return [
        [plan] if plan else [],
        _notices(found),
        [],
        found["reviews"],
        chosen,
        found["publicity"],
        found["contracts"],
        found["evaluations"],
    ]


def _notices(found: dict[str, list[Plain]]) -> list[Plain]:
    """What opened the purchase."""
    return found["announcements"] or found["single-sources"]


def _not_applicable(
    step: StepName, state: State, found: dict[str, list[Plain]], *, ended: bool
) -> str:
    """Why a step will never be taken, as a message, or ""."""
    if step is StepName.APPLYING and found["single-sources"] and not found["announcements"]:
        return "单一来源，以单一来源公示代替公告"
    return "项目已终止" if ended and state is State.WAITING else ""


def _state(span: Span | None, today: datetime.date, *, passed: bool, lasting: bool) -> State:
    if span is None:
        return State.MISSING if passed else State.WAITING
    first, last = span
    if today < first:
        return State.WAITING
    return State.CURRENT if today < last or (lasting and today == last) else State.DONE


def _remarks(
    step: StepName, span: Span | None, before: list[Span], found: dict[str, list[Plain]]
) -> tuple[str, ...]:
    remarks = []
    if span and any(span[0] < other[0] for other in before):
        remarks.append(say("早于前面的步骤"))
    if step is StepName.PUBLICITY:
        words = "只公示 {days} 个工作日，应为 {owed} 个"
        less = [
            (one, say(words, days=counted(one), owed=days_owed(one)))
            for one in found["publicity"]
            if short(one)
        ]
        remarks += _named(less, found["publicity"])
    if step is StepName.CONTRACT:
        signed = found["contracts"]
        remarks += _named([(one, say("签订时公示期未满")) for one in _early(found)], signed)
    return tuple(remarks)


def _early(found: dict[str, list[Plain]]) -> Iterable[Plain]:
    """The contracts that were signed before the window that they follow was over."""
    for one in found["contracts"]:
        notice = publicity_of(one, found["publicity"])
        if notice and one.signed <= max(notice.until, window(notice).last):
            yield one


def _named(remarks: list[tuple[Plain, str]], among: list[Plain]) -> list[str]:
    """Each remark, with the name of its record where there are several."""
    if len(among) == 1:
        return [words for _, words in remarks]
    return [say("{label}：{value}", label=called(one), value=words) for one, words in remarks]
