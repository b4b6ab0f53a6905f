"""Framework agreements: suppliers are let in by a public notice, and one is chosen when there is work."""

from __future__ import annotations

from collections.abc import Callable

from portal.dates import years_after
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.outcome import (
    Verdict,
    failed,
    judge,
    not_applicable,
    not_yet,
    of_each,
    passed,
    unknown,
    value,
)
from portal.rules.pairs import called

METHOD = "框架协议"


def _only(case: Case, judged: Callable[[Case], Verdict]) -> Verdict:
    if case.project.method != METHOD:
        return not_applicable("不是框架协议采购", value(case.project, "method"))
    return judged(case)


def invited_publicly(case: Case) -> Verdict:
    """Suppliers are called for by a notice that everybody can read."""
    return _only(case, _invited)


def _invited(case: Case) -> Verdict:
    if case.announcements:
        return passed("公开了征集公告", value(case.announcements[0], "published"))
    later = [*case.reviews, *case.publicity, *case.contracts]
    if not later:
        return not_yet("还没有发布公告")
    return failed("后面的步骤已经公开，没有征集公告", value(later[0], "title"))


def second_stage_told(case: Case, ways: tuple[str, ...]) -> Verdict:
    """Each contract says in which of the ways its supplier was chosen among those let in."""
    return _only(case, lambda one: _second_stages(one, ways))


def _second_stages(case: Case, ways: tuple[str, ...]) -> Verdict:
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _second_stage(one, ways)) for one in case.contracts)


def _second_stage(contract: Plain, ways: tuple[str, ...]) -> Verdict:
    evidence = value(contract, "second_stage")
    if contract.second_stage is None:
        return unknown("没有写明第二阶段的成交方式", evidence)
    kept = contract.second_stage in ways
    return judge(kept=kept, reason="写明了第二阶段的成交方式", evidence=(evidence,))


def agreement_term(case: Case, years: int) -> Verdict:
    """Each agreement is in force for at most so many years, as the result that lets a supplier in says."""
    return _only(case, lambda one: _terms(one, years))


def _terms(case: Case, years: int) -> Verdict:
    if not case.publicity:
        return not_yet("还没有公示结果")
    return of_each((called(one), _term(one, years)) for one in case.publicity)


def _term(notice: Plain, years: int) -> Verdict:
    evidence = (value(notice, "agreement_from"), value(notice, "agreement_until"))
    if notice.agreement_from is None or notice.agreement_until is None:
        return unknown("没有写明框架协议的有效期", *evidence)
    kept = notice.agreement_until <= years_after(notice.agreement_from, years)
    words = "不超过 {years} 年" if kept else "超过 {years} 年"
    return judge(kept=kept, reason=words, evidence=evidence, years=years)
