"""Public windows: how long they are, and what waits for their end."""

from __future__ import annotations

import datetime

from portal import reads
from portal.display import amount
from portal.language import say
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.limits import in_force
from portal.rules.outcome import (
    Outcome,
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
from portal.rules.pairs import called, overtaken, publicity_of, review_of
from portal.status import start_rule
from portal.stepnames import StepName
from portal.window import StartRule


def publicity_length(case: Case, days: int) -> Verdict:
    """Each publicity lasts at least `days` working days, and each contract has one."""
    return _publicity(case, days, calendar=False)


def publicity_calendar_days(case: Case, days: int, methods: tuple[str, ...]) -> Verdict:
    """The same in calendar days, of a tender (招标投标法实施条例 54)."""
    if case.project.method not in methods:
        return not_applicable("不是招标", value(case.project, "method"))
    return _publicity(case, days, calendar=True)


def single_source_length(case: Case, days: int) -> Verdict:
    """A single-source notice lasts at least `days` working days.

    It is owed from the amount upward from which a purchase is tendered in public, and where there is
    one supplier only; which of the reasons of the law a purchase has, no record tells.
    """
    if case.project.method != "单一来源":
        return not_applicable("不是单一来源")
    method = value(case.project, "method")
    limit = in_force(case.project.region, case.announced, "tender")
    if limit and case.project.budget < limit.tender:
        evidence = (value(limit, "tender"), value(case.project, "budget"))
        return not_applicable(
            "预算低于公开招标数额标准 {limit}", *evidence, limit=amount(limit.tender)
        )
    if not case.single_sources:
        if case.publicity or case.contracts:
            return noticed("没有公开的单一来源公示，请看是否只能从唯一供应商处采购", method)
        return not_yet("还没有单一来源公示", method)
    found = case.single_sources
    verdict = of_each((called(one), _one_length(case, one, days, calendar=False)) for one in found)
    if verdict.outcome is Outcome.FAILED and limit is None:
        return unknown("没有公布公开招标数额标准，看不出是否必须公示", *verdict.evidence)
    return verdict


def _publicity(case: Case, days: int, *, calendar: bool) -> Verdict:
    found = [
        (called(one), _one_length(case, one, days, calendar=calendar)) for one in case.publicity
    ]
    for one in case.contracts:
        if publicity_of(one, case.publicity) is None:
            missing = failed("已经签订合同，没有公开的结果公示", value(one, "signed"))
            found.append((called(one), missing))
    return of_each(found) if found else not_yet("还没有公示结果")


def _one_length(case: Case, one: Plain, days: int, *, calendar: bool) -> Verdict:
    rule = start_rule(one) if one.section == "publicity" else StartRule.NEXT_DAY
    if calendar:
        held = (one.until - one.published).days + (rule is StartRule.SAME_DAY)
        words, short = "公示 {held} 日（{rule}）", "只公示 {held} 日（{rule}），应为 {days} 日"
    else:
        held = case.workdays.between(one.published, one.until, rule)
        words = "公示 {held} 个工作日（{rule}）"
        short = "只公示 {held} 个工作日（{rule}），应为 {days} 个工作日"
    kept = held >= days
    evidence = (value(one, "published"), value(one, "until"))
    gaps = {"held": held, "days": days, "rule": say(rule.value)}
    return judge(kept=kept, reason=words if kept else short, evidence=evidence, **gaps)


def contract_after_window(case: Case, days: int) -> Verdict:
    """No contract is signed before its window is over (and `days` working days have passed)."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _after_window(case, one, days)) for one in case.contracts)


def _after_window(case: Case, contract: Plain, days: int) -> Verdict:
    notice = publicity_of(contract, case.publicity)
    if notice is None:
        words = "公示的是别家" if case.publicity else "没有公开的结果公示就签订了合同"
        return failed(words, value(contract, "supplier"), value(contract, "signed"))
    kept = contract.signed > _over(case, notice, days)
    return judge(
        kept=kept,
        reason="公示期满之后签订" if kept else "签订时公示期未满",
        evidence=(value(notice, "until"), value(contract, "signed")),
    )


def _over(case: Case, notice: Plain, days: int) -> datetime.date:
    """The last day of the window, as stated and as owed."""
    owed = case.workdays.last(notice.published, days, start_rule(notice))
    until: datetime.date = notice.until
    return max(until, owed)


def notified_before_contract(case: Case, days: int) -> Verdict:
    """The notice to begin is sent when the window is over, and no later than the contract."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _notified(case, one, days)) for one in case.contracts)


def _notified(case: Case, contract: Plain, days: int) -> Verdict:
    evidence = (value(contract, "notified"), value(contract, "signed"))
    if contract.notified is None:
        return unknown("没有公布实施通知书的日期", *evidence)
    if contract.notified > contract.signed:
        return failed("签订之后才下发通知书", *evidence)
    notice = publicity_of(contract, case.publicity)
    if notice and contract.notified <= _over(case, notice, days):
        return failed("公示期未满就下发通知书", value(notice, "until"), *evidence)
    return passed("公示期满之后下发，再签订合同", *evidence)


def objections_settled(case: Case) -> Verdict:
    """No contract is signed while an objection to its award is open."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _settled(case, one)) for one in case.contracts)


def _settled(case: Case, contract: Plain) -> Verdict:
    signed = value(contract, "signed")
    about = [
        one
        for one in case.objections
        if one.received <= contract.signed and _concerns(one, contract.supplier)
    ]
    open_then = [one for one in about if not one.answered or one.answered > contract.signed]
    if open_then:
        first = open_then[0]
        words = "有异议尚未答复就签订了合同"
        return failed(words, value(first, "received"), value(first, "answered"), signed)
    words = "签订前的 {number} 件异议都已答复" if about else "签订前没有异议"
    return passed(words, signed, number=len(about))


def _concerns(objection: Plain, supplier: str) -> bool:
    """Whether an objection is about this supplier, or about what concerns all of them."""
    section, _, id = objection.about.partition("/")
    record = reads.record(section, id)
    fields = vars(record) if record else {}
    return fields.get("supplier", fields.get("chosen")) in (supplier, None)


def objections_answered(
    case: Case, days: int, by: tuple[str, ...], about: tuple[str, ...]
) -> Verdict:
    """Each objection of these bodies about records of these sections is answered in working days."""
    found = [
        one
        for one in case.objections
        if one.by in by and one.about.partition("/")[0].replace("-", "_") in about
    ]
    if not found:
        words = "没有供应商对采购文件、过程和结果的异议" if case.objections else "没有异议"
        return not_applicable(words, *(value(one, "by") for one in case.objections))
    return worst(_answered(case, one, days) for one in found)


def _answered(case: Case, one: Plain, days: int) -> Verdict:
    due = case.workdays.last(one.received, days)
    evidence = (value(one, "received"), value(one, "answered"))
    if not one.answered:
        owed = Owed(say("异议答复"), due, StepName.PUBLICITY)
        if case.today <= due:
            return not_yet("应在 {due} 之前答复", *evidence, due=due).owing(owed)
        return failed("逾期未答复", *evidence).owing(owed)
    kept = one.answered <= due
    words = "按期答复" if kept else "超过 {days} 个工作日才答复"
    return judge(kept=kept, reason=words, evidence=evidence, days=days)


def result_published(case: Case, days: int) -> Verdict:
    """Each result is public within `days` working days of the choice."""
    chosen = [one for one in case.reviews if one.decided]
    if not chosen:
        return not_yet("还没有选定承接主体")
    return of_each((called(one), _result(case, one, days)) for one in chosen)


def _result(case: Case, review: Plain, days: int) -> Verdict:
    day, due = review.decided, case.workdays.last(review.decided, days)
    decided = value(review, "decided")
    notices = [
        one
        for one in case.publicity
        if review_of(one.supplier, one.published, case.reviews) is review
    ]
    if notices:
        first = notices[0]
        kept = first.published <= due
        words = "{day} 选定，按期公告" if kept else "{day} 选定，超过期限才公告"
        evidence = (decided, value(first, "published"))
        return judge(kept=kept, reason=words, evidence=evidence, day=day)
    again = overtaken(case, review)
    if again and again <= due:
        return not_applicable("期限之内终止，或者重新公告、评审", decided)
    owed = Owed(say("结果公示"), due, StepName.PUBLICITY)
    if case.today <= due:
        return not_yet("应在 {due} 之前公告", decided, due=due).owing(owed)
    missing = failed("选定后 {days} 个工作日内没有公告结果", decided, days=days)
    return missing if again else missing.owing(owed)


def contract_published(case: Case, days: int) -> Verdict:
    """Contracts are public within `days` working days of their signing."""
    return _published_within(case, case.contracts, "signed", days)


def evaluation_published(case: Case, days: int) -> Verdict:
    """Evaluations are public within `days` working days of being made."""
    return _published_within(case, case.evaluations, "evaluated", days)


def _published_within(case: Case, documents: tuple[Plain, ...], made: str, days: int) -> Verdict:
    if not documents:
        return not_yet("还没有这类记录")
    return of_each((called(one), _published(case, one, made, days)) for one in documents)


def _published(case: Case, one: Plain, made: str, days: int) -> Verdict:
    kept = one.published <= case.workdays.last(getattr(one, made), days)
    words = "{days} 个工作日内公开" if kept else "超过 {days} 个工作日才公开"
    evidence = (value(one, made), value(one, "published"))
    return judge(kept=kept, reason=words, evidence=evidence, days=days)
