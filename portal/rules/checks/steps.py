"""The eight steps: in order, none missing, plan and budget first."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

from portal.language import listed, say
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.outcome import (
    Evidence,
    Verdict,
    failed,
    judge,
    not_applicable,
    not_yet,
    noticed,
    of_each,
    passed,
    unknown,
    value,
)
from portal.rules.rounds import rounds
from portal.stepnames import StepName

Stage = tuple[StepName, datetime.date | None, tuple[Plain, ...], str]


def stages(case: Case) -> list[Stage]:
    """(title, first day, documents, their dating field) of each step that leaves a document.

    A single-source notice stands for the announcement, and nobody applies.
    """

    def first(documents: tuple[Plain, ...], field: str) -> datetime.date | None:
        days = [getattr(one, field) for one in documents if getattr(one, field)]
        return min(days) if days else None

    plan = (case.plan,) if case.plan else ()
    chosen = tuple(one for one in case.reviews if one.chosen)
    applying: list[Stage] = [
        (StepName.APPLYING, first(case.announcements, "opens"), case.announcements, "opens")
    ]
    return [
        (StepName.BUDGET, first(plan, "approved"), plan, "approved"),
        (StepName.NOTICE, first(case.notices, "published"), case.notices, "published"),
        *(applying if case.announcements or not case.single_sources else []),
        (StepName.REVIEW, first(case.reviews, "held"), case.reviews, "held"),
        (StepName.CHOICE, first(chosen, "decided"), chosen, "decided"),
        (StepName.PUBLICITY, first(case.publicity, "published"), case.publicity, "published"),
        (StepName.CONTRACT, first(case.contracts, "signed"), case.contracts, "signed"),
        (StepName.SERVICE, first(case.contracts, "starts"), case.contracts, "starts"),
    ]


def _each_round(case: Case, judged: Callable[[Case], Verdict]) -> Verdict:
    """Each round is a course of its own: a review before a termination is none of the next round."""
    return of_each(
        (say("第 {number} 次采购", number=number), judged(one))
        for number, one in enumerate(rounds(case), 1)
    )


def none_missing(case: Case) -> Verdict:
    """In each round, no step without a public document once a later step has one."""
    return _each_round(case, _none_missing)


def _none_missing(case: Case) -> Verdict:
    found = [bool(documents) for _, _, documents, _ in stages(case)]
    if not any(found):
        return not_yet("还没有公开任何步骤")
    last = max(number for number, is_there in enumerate(found) if is_there)
    missing = [
        title
        for (title, _, _, _), is_there in zip(stages(case)[:last], found, strict=False)
        if not is_there
    ]
    evidence = _evidence(stages(case)[last])
    if missing:
        words = "后面的步骤已经公开，却没有：{steps}"
        return failed(words, *evidence, steps=listed(map(say, missing)))
    reached = say(stages(case)[last][0])
    return passed("到「{step}」为止，每一步都有公开记录", *evidence, step=reached)


def in_order(case: Case) -> Verdict:
    """In each round, each dated step begins no earlier than the one before it."""
    return _each_round(case, _in_order)


def _in_order(case: Case) -> Verdict:
    dated = [stage for stage in stages(case) if stage[1]]
    if len(dated) < 2:
        return not_yet("公开的步骤不足两个")
    for before, after in pairwise(dated):
        if before[1] and after[1] and after[1] < before[1]:
            evidence = (*_evidence(before), *_evidence(after))
            steps = {"after": say(after[0]), "before": say(before[0])}
            return failed("「{after}」早于「{before}」", *evidence, **steps)
    for review in case.reviews:
        known = [one for one in case.announcements if one.published <= review.held]
        if known and review.held < known[-1].closes:
            closes, held = value(known[-1], "closes"), value(review, "held")
            return failed("申报截止之前评审", closes, held)
    return passed("各步骤先后有序", *_evidence(dated[0]), *_evidence(dated[-1]))


def planned(case: Case, approver: str = "") -> Verdict:
    """The project stands in an annual plan, which a body with this word in its name approved."""
    if not case.plan:
        return failed("没有列入任何公开的年度计划", value(case.project, "plan"))
    if approver not in case.plan.approver:
        words = "列入年度计划，没有写明报同级财政部门审定"
        return noticed(words, value(case.plan, "approver"))
    return passed("列入年度计划", value(case.plan, "approved"))


def plan_first(case: Case) -> Verdict:
    """The plan was approved before the announcement."""
    if not case.notices:
        return not_yet("还没有发布公告")
    first = case.notices[0]
    if not case.plan:
        return unknown("没有公开的年度计划，看不出预算批准的日期", value(first, "published"))
    kept = case.plan.approved <= first.published
    reason = "预算在公告之前批准" if kept else "公告早于预算批准"
    return judge(
        kept=kept,
        reason=reason,
        evidence=(value(case.plan, "approved"), value(first, "published")),
    )


def announced_before_opening(case: Case) -> Verdict:
    """The announcement is public no later than applications open."""
    if not case.announcements:
        return _without_announcement(case)
    late = [one for one in case.announcements if one.published > one.opens]
    shown = late or list(case.announcements)
    return judge(
        kept=not late,
        reason="公告晚于申报开始" if late else "公告不晚于申报开始",
        evidence=[value(shown[0], field) for field in ("published", "opens")],
    )


def announced_fully(case: Case, fields: tuple[str, ...]) -> Verdict:
    """The announcement holds every required content."""
    if not case.announcements:
        return _without_announcement(case)
    lacking = [
        value(one, field)
        for one in case.announcements
        for field in fields
        if getattr(one, field) in (None, [])
    ]
    if lacking:
        labels = listed(one.label for one in lacking)
        return failed("公告缺少：{labels}", *lacking, labels=labels)
    first = case.announcements[0]
    return passed("公告内容齐全", *(value(first, field) for field in fields))


def _without_announcement(case: Case) -> Verdict:
    if case.single_sources:
        return not_applicable("单一来源，以单一来源公示代替公告")
    return not_yet("还没有发布公告")


def _evidence(stage: Stage) -> list[Evidence]:
    _, day, documents, field = stage
    return [value(one, field) for one in documents if getattr(one, field) == day][:1]
