"""Contracts: how they are made, what they hold, how long they run."""

from __future__ import annotations

import datetime

from portal.eight import Eight
from portal.language import listed, say
from portal.rules.case import Case
from portal.rules.outcome import (
    Owed,
    Verdict,
    failed,
    judge,
    not_applicable,
    not_yet,
    noticed,
    passed,
    unknown,
    value,
    worst,
)


def method_allowed(case: Case, methods: tuple[str, ...]) -> Verdict:
    """The method is one of those the clause names."""
    kept = case.project.method in methods
    words = "在规定的方式之内" if kept else "不在规定的方式之内"
    return judge(kept=kept, reason=words, evidence=(value(case.project, "method"),))


def method_reasoned(case: Case, competitive: tuple[str, ...]) -> Verdict:
    """A method without competition is reasoned."""
    if case.project.method in competitive:
        return not_applicable("采用竞争性方式")
    kept = bool(case.project.method_reason)
    words = "说明了理由" if kept else "采用非竞争性方式，没有说明理由"
    evidence = (value(case.project, "method"), value(case.project, "method_reason"))
    return judge(kept=kept, reason=words, evidence=evidence)


def contents(case: Case, fields: tuple[str, ...]) -> Verdict:
    """The contract holds every content that the clause names."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    lacking = [
        value(one, field)
        for one in case.contracts
        for field in fields
        if getattr(one, field) is None
    ]
    if lacking:
        labels = listed(one.label for one in lacking)
        return failed("合同缺少：{labels}", *lacking, labels=labels)
    return passed("合同内容齐全", *(value(case.contracts[0], field) for field in fields))


def term(case: Case, years: int, most: int, reasons: int) -> Verdict:
    """At most `years`; up to `most` with all `reasons`; renewals are added up."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    first = case.contracts[0]
    renewals = [one for one in case.amendments if one.ends]
    last = case.ends
    evidence = [value(first, "starts"), value(first, "ends")]
    evidence += [value(one, "ends") for one in renewals]
    if last <= _years_after(first.starts, years):
        return passed("不超过 {years} 年", *evidence, years=years)
    if last > _years_after(first.starts, most):
        words = "连同续签超过 {years} 年" if renewals else "超过 {years} 年"
        return failed(words, *evidence, years=most)
    evidence.append(value(first, "reasons"))
    if len(set(first.reasons)) >= reasons:
        words = "超过 {years} 年，{reasons} 项理由齐全"
        return passed(words, *evidence, years=years, reasons=reasons)
    words = "超过 {years} 年，没有写明全部 {reasons} 项理由"
    return failed(words, *evidence, years=years, reasons=reasons)


def _years_after(day: datetime.date, years: int) -> datetime.date:
    """The last day of a term of whole years that begins on `day`."""
    try:
        end = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        end = day.replace(year=day.year + years, month=3, day=1)
    return end - datetime.timedelta(days=1)


def no_subcontract(case: Case, kinds: tuple[str, ...], *, with_consent: bool) -> Verdict:
    """None of these kinds; where the clause allows it, only with the purchaser's consent."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    found = [one for one in case.amendments if one.kind in kinds]
    if not found:
        first, named = value(case.contracts[0], "number"), listed(map(say, kinds))
        return passed("没有公开的{kinds}记录", first, kinds=named)
    evidence = [value(one, "kind") for one in found] + [value(one, "consented") for one in found]
    if not with_consent:
        return failed("有{kind}", *evidence, kind=say(found[0].kind))
    if any(one.consented is None for one in found):
        return unknown("没有写明购买主体是否同意", *evidence)
    kept = all(one.consented for one in found)
    return judge(kept=kept, reason="经同意分包" if kept else "未经同意分包", evidence=evidence)


def signed_within(case: Case, days: int) -> Verdict:
    """The contract is signed within `days` calendar days after the result was made public."""
    if not case.publicity:
        return not_yet("还没有公示结果")
    result = case.publicity[-1]
    due = result.published + datetime.timedelta(days=days)
    if not case.contracts:
        owed, published = Owed(say("合同公告"), due, Eight.CONTRACT), value(result, "published")
        if case.today <= due:
            return not_yet("应在 {due} 之前签订", published, due=due).owing(owed)
        return failed("公示后 {days} 日内没有公开的合同", published, days=days).owing(owed)
    kept = case.signed.signed <= due
    words = "公示后 {days} 日内签订" if kept else "公示后超过 {days} 日才签订"
    evidence = (value(result, "published"), value(case.signed, "signed"))
    return judge(kept=kept, reason=words, evidence=evidence, days=days)


def additions(case: Case, percent: int) -> Verdict:
    """Additions to the contract come to at most `percent` of its amount."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    added = [one for one in case.amendments if one.kind == "追加" and one.amount]
    if not added:
        return not_applicable("没有追加")
    total, base = sum(one.amount for one in added), sum(one.amount for one in case.contracts)
    kept = total * 100 <= base * percent
    words = "追加不超过原合同金额的 {percent}%" if kept else "追加超过原合同金额的 {percent}%"
    evidence = [value(case.contracts[0], "amount"), *(value(one, "amount") for one in added)]
    return judge(kept=kept, reason=words, evidence=evidence, percent=percent)


def implementation_plan(case: Case) -> Verdict:
    """The implementation plan of the project is public as a document."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    documents = (*case.announcements, *case.contracts)
    found = [
        (one, file) for one in documents for file in one.attachments if file.kind == "实施方案"
    ]
    if found:
        holder, file = found[0]
        return passed("公开了实施方案「{title}」", value(holder, "title"), title=file.title)
    return noticed("没有公开实施方案", value(case.contracts[0], "title"))


# Notices that a regular purchase does without.
_OCCASIONAL = ("corrections", "terminations", "single_sources")


def notice_form(case: Case, section: str, fields: tuple[str, ...]) -> Verdict:
    """The notices of a section carry the fields of their form (财办库〔2020〕50号)."""
    notices = getattr(case, section)
    if not notices:
        if section in _OCCASIONAL:
            return not_applicable("没有这类公告")
        return not_yet("还没有这类公告")
    verdicts = []
    for one in notices:
        lacking = [value(one, field) for field in fields if getattr(one, field) in (None, [])]
        if lacking:
            labels = listed(evidence.label for evidence in lacking)
            verdicts.append(failed("缺少：{labels}", *lacking, labels=labels))
        else:
            verdicts.append(passed("栏目齐全", value(one, "title")))
    return worst(verdicts)
