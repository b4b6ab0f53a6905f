"""Contracts: how they are made, what they hold, how long they run."""

from __future__ import annotations

import datetime

from portal.dates import years_after
from portal.language import listed, say
from portal.oversight import figures
from portal.plain import Plain
from portal.rounds import ended
from portal.rules.case import Case
from portal.rules.outcome import (
    Owed,
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
    worst,
)
from portal.rules.pairs import called, earlier_terms, overtaken, publicity_of
from portal.stepnames import StepName


def method_allowed(case: Case, methods: tuple[str, ...], goods: tuple[str, ...] = ()) -> Verdict:
    """The method is one of those the clause names; as no clause ends its list, others are noticed.

    goods: methods that it names for goods, which no project here is.
    """
    method = value(case.project, "method")
    if case.project.method in goods:
        words = "{method}只写明用于规格、标准统一的货物，用于服务请人工判断"
        return noticed(words, method, method=say(case.project.method))
    if case.project.method not in methods:
        return noticed("不在列出的方式之内，条文没有列尽，请人工判断", method)
    return passed("在规定的方式之内", method)


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
    return of_each((called(one), _contents(one, fields)) for one in case.contracts)


def _contents(contract: Plain, fields: tuple[str, ...]) -> Verdict:
    lacking = [value(contract, field) for field in fields if getattr(contract, field) is None]
    if lacking:
        labels = listed(one.label for one in lacking)
        return failed("合同缺少：{labels}", *lacking, labels=labels)
    return passed("合同内容齐全", *(value(contract, field) for field in fields))


def term(case: Case, years: int, most: int, reasons: int, *, firm: bool = True) -> Verdict:
    """Each contract is for at most `years`; up to `most` with all `reasons`; renewals are added up.

    firm: the clause itself says `years`, so that who exceeds them without reasons fails. Several
    contracts together, and the one day by which a period may be counted otherwise (民法典 202), are a
    notice: no clause speaks of them.
    """
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each(
        (called(one), _term(case, one, (years, most, reasons), firm=firm)) for one in case.contracts
    )


def _term(case: Case, contract: Plain, numbers: tuple[int, int, int], *, firm: bool) -> Verdict:
    years, most, reasons = numbers
    renewed = earlier_terms(case, contract)
    first = min([*renewed, contract], key=lambda one: (one.starts, one.id))
    changes = [one for one in case.changes(contract) if one.ends]
    last = figures.last_day(contract, changes)
    evidence = [value(first, "starts"), value(contract, "ends")]
    evidence += [value(one, "ends") for one in changes]
    if last <= years_after(first.starts, years):
        return passed("不超过 {years} 年", *evidence, years=years)
    if last > years_after(first.starts, most):
        words = "连同续签超过 {years} 年" if renewed or changes else "超过 {years} 年"
        tell = failed if _surely_longer(contract, last, most) else noticed
        return tell(words, *evidence, years=most)
    evidence.append(value(contract, "reasons"))
    if len(set(contract.reasons)) >= reasons:
        words = "超过 {years} 年，{reasons} 项理由齐全"
        return passed(words, *evidence, years=years, reasons=reasons)
    words = "超过 {years} 年，没有写明全部 {reasons} 项理由"
    tell = failed if firm and _surely_longer(contract, last, years) else noticed
    return tell(words, *evidence, years=years, reasons=reasons)


def _surely_longer(contract: Plain, last: datetime.date, years: int) -> bool:
    """Whether a contract alone lasts longer, also when its first day is not counted (民法典 201)."""
    return last > years_after(contract.starts, years) + datetime.timedelta(days=1)


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


def signed_within(case: Case, days: int, within: int) -> Verdict:
    """Each first contract is signed within `days` calendar days after the notice to its supplier.

    It is public at most `within` working days later: until then nobody knows that it is late.
    """
    followed = [publicity_of(one, case.publicity) for one in case.contracts]
    first = [one for one in case.contracts if not earlier_terms(case, one)]
    found = [(called(one), _signed_by(case, one, days)) for one in first]
    found += [
        (called(notice), _unsigned(case, notice, days, within))
        for notice in case.publicity
        if not any(notice is one for one in followed) and case.project.method != "框架协议"
    ]
    return of_each(found) if found else not_yet("还没有公示结果")


def _signed_by(case: Case, contract: Plain, days: int) -> Verdict:
    notice = publicity_of(contract, case.publicity)
    told = notice if notice and notice.notified and not contract.second_stage else contract
    evidence = (value(told, "notified"), value(contract, "signed"))
    if told.notified is None:
        return unknown("没有公布通知书的日期", *evidence)
    kept = contract.signed <= _days_after(case, told.notified, days)
    words = "通知书发出后 {days} 日内签订" if kept else "通知书发出后超过 {days} 日才签订"
    return judge(kept=kept, reason=words, evidence=evidence, days=days)


def _unsigned(case: Case, notice: Plain, days: int, within: int) -> Verdict:
    evidence = (value(notice, "published"), value(notice, "notified"))
    again = overtaken(case, notice)
    if notice.notified is None:
        if again or ended(case.project):
            return not_applicable("已终止，或者重新公告、评审、公示", *evidence)
        if case.today <= notice.until:
            return not_yet("公示期未满", value(notice, "until"))
        return unknown("没有公布通知书的日期", *evidence)
    due = _days_after(case, notice.notified, days)
    if again and again <= due:
        return not_applicable("期限之内终止，或者重新公告、评审、公示", *evidence)
    last = case.workdays.last(due, within)
    owed = Owed(say("合同公告"), last, StepName.CONTRACT)
    if case.today <= last:
        words = "应在 {due} 之前签订，{last} 之前公告"
        return not_yet(words, *evidence, due=due, last=last).owing(owed)
    missing = failed("通知书发出后 {days} 日内签订的合同没有公开", *evidence, days=days)
    return missing if again else missing.owing(owed)


def _days_after(case: Case, day: datetime.date, days: int) -> datetime.date:
    """The last day of a period of calendar days; on a day off it moves (民法典 203)."""
    return case.workdays.worked_from(day + datetime.timedelta(days=days))


def additions(case: Case, percent: int, kinds: tuple[str, ...]) -> Verdict:
    """What agreements of these kinds add to each contract is at most `percent` of its amount."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    found = [
        (called(contract), _added(contract, added, percent))
        for contract in case.contracts
        if (added := [one for one in case.changes(contract) if one.kind in kinds and one.amount])
    ]
    return of_each(found) if found else not_applicable("没有追加")


def _added(contract: Plain, added: list[Plain], percent: int) -> Verdict:
    kept = sum(one.amount for one in added) * 100 <= contract.amount * percent
    words = "追加不超过原合同金额的 {percent}%" if kept else "追加超过原合同金额的 {percent}%"
    evidence = [value(contract, "amount"), *(value(one, "amount") for one in added)]
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
