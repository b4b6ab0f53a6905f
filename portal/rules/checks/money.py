"""Money: within the budget, from stated sources, decided and paid as the clauses want."""

from __future__ import annotations

from portal.display import amount
from portal.language import say
from portal.oversight.figures import agreed
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.limits import in_force
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
from portal.rules.pairs import called, evaluations_of


def contract_within_budget(case: Case) -> Verdict:
    """Contracts and what amendments add stay within the project's budget.

    A renewal beyond it may have the budget of another year, which no record tells.
    """
    if not case.contracts:
        return not_yet("还没有签订合同")
    adding = [one for one in case.amendments if one.amount]
    own = [one for one in adding if one.kind != "续签"]
    budget, total = case.project.budget, agreed(case.contracts, adding)
    evidence = [value(case.project, "budget")]
    evidence += [value(one, "amount") for one in (*case.contracts, *adding)]
    if total <= budget:
        return passed("合同不超过预算", *evidence)
    if agreed(case.contracts, own) <= budget:
        words = "连同续签合计 {total}，超过预算 {budget}，看不出续签的预算"
        return unknown(words, *evidence, total=amount(total), budget=amount(budget))
    words = "合同合计 {total}，超过预算 {budget}"
    return failed(words, *evidence, total=amount(total), budget=amount(budget))


def project_within_plan(case: Case) -> Verdict:
    """The project's budget is no more than its line in the plan."""
    if not case.line or not case.plan:
        return not_applicable("没有列入公开的年度计划")
    kept = case.project.budget <= case.line.budget
    words = "不超过计划金额" if kept else "超过计划金额"
    planned = Evidence(case.plan, say("计划金额"), amount(case.line.budget))
    return judge(kept=kept, reason=words, evidence=(planned, value(case.project, "budget")))


def funds_add_up(case: Case) -> Verdict:
    """The sources of money add up to the budget."""
    funds = case.project.funds
    if not funds:
        return unknown("没有公布资金构成", value(case.project, "funds"))
    total = sum(one.amount for one in funds)
    evidence = (value(case.project, "funds"), value(case.project, "budget"))
    if total != case.project.budget:
        return failed("资金构成合计 {total}，与预算不等", *evidence, total=amount(total))
    return passed("资金构成与预算相等", *evidence)


def major_decided(case: Case) -> Verdict:
    """A project from the threshold of major projects upward was decided collectively."""
    limit = in_force(case.project.region, case.announced)
    if limit is None:
        return unknown("没有公布适用的重大项目标准", value(case.project, "budget"))
    if case.project.budget < limit.major:
        return not_applicable("预算低于 {limit}", limit=amount(limit.major))
    evidence = (
        value(limit, "major"),
        value(case.project, "budget"),
        value(case.project, "decision"),
    )
    if not case.project.decision:
        words = "预算达到 {limit}，没有公布集体决策"
        return failed(words, *evidence, limit=amount(limit.major))
    return passed("公布了集体决策", *evidence)


def method_within_limit(case: Case) -> Verdict:
    """The budget is within the limit that is set for the method."""
    limit = in_force(case.project.region, case.announced)
    if limit is None:
        return unknown("没有公布适用的限额标准", value(case.project, "method"))
    rows = [
        one
        for one in limit.limits
        if (one.form, one.method) == (case.project.form, case.project.method)
    ]
    if not rows:
        return not_applicable("这种方式没有金额上限", value(limit, "limits"))
    most = max(one.amount for one in rows)
    kept = case.project.budget <= most
    words = "预算不超过该方式的上限 {limit}" if kept else "预算超过该方式的上限 {limit}"
    evidence = (value(case.project, "method"), value(case.project, "budget"))
    return judge(kept=kept, reason=words, evidence=evidence, limit=amount(most))


def final_payment_after_evaluation(case: Case) -> Verdict:
    """The final payment of each contract is made no earlier than its final evaluation."""
    found = [
        (called(contract), _after_evaluation(case, contract, final))
        for contract in case.contracts
        if (final := [one for one in _payments(case, contract) if one.final])
    ]
    if not found:
        return not_yet("还没有支付尾款") if case.contracts else not_yet("还没有签订合同")
    return of_each(found)


def _after_evaluation(case: Case, contract: Plain, final: list[Plain]) -> Verdict:
    found, paid = evaluations_of(case, contract, "末期评估"), value(final[0], "paid")
    if not found.own and found.perhaps:
        words = "公开的{stage}写的是另一家，看不出是否也评价了这份合同"
        return unknown(words, value(found.perhaps[0], "supplier"), paid, stage=say("末期评估"))
    if not found.own:
        return unknown("没有公开的末期评估，看不出尾款是否在它之后", paid)
    first = found.own[0]
    kept = all(one.paid >= first.evaluated for one in final)
    words = "末期评估之后支付尾款" if kept else "尾款早于末期评估"
    return judge(kept=kept, reason=words, evidence=(value(first, "evaluated"), paid))


def _payments(case: Case, contract: Plain) -> list[Plain]:
    return [one for one in case.payments if one.contract == contract.id]


def paid_on_time(case: Case) -> Verdict:
    """Payments are made by the day agreed, and are not held back."""
    dated = [one for one in case.payments if one.due]
    if not dated:
        return not_yet("还没有约定日期的支付记录")
    late = [one for one in dated if one.paid > one.due]
    shown = (late or dated)[0]
    words = "按约定日期支付" if not late else "晚于约定日期支付"
    evidence = (value(shown, "due"), value(shown, "paid"))
    return judge(kept=not late, reason=words, evidence=evidence)


def payments_within_contract(case: Case) -> Verdict:
    """Payments under each contract add up to no more than it and what amendments add to it."""
    found = [
        (called(contract), _within_contract(case, contract, payments))
        for contract in case.contracts
        if (payments := _payments(case, contract))
    ]
    return of_each(found) if found else not_yet("还没有支付记录")


def _within_contract(case: Case, contract: Plain, payments: list[Plain]) -> Verdict:
    most = agreed([contract], case.changes(contract))
    paid = sum(one.amount for one in payments)
    evidence = [value(one, "amount") for one in payments]
    if paid <= most:
        return passed("支付不超过合同金额", *evidence)
    words = "已付 {paid}，超过合同金额 {agreed}"
    return failed(words, *evidence, paid=amount(paid), agreed=amount(most))


def paid_to_contractors(case: Case) -> Verdict:
    """Who is paid has a contract of the project: the texts want payment to who took the work on, by it.

    A member of a consortium or a subcontractor may be paid without one, so a person decides.
    """
    if not case.payments:
        return not_yet("还没有支付记录")
    contractors = {one.supplier for one in case.contracts}
    others = [one for one in case.payments if one.supplier not in contractors]
    if others:
        words = "收款单位在这个项目里没有合同，请看是不是联合体成员，或者合同另有约定"
        return noticed(words, *(value(one, "supplier") for one in others))
    return passed("付给了签订合同的承接主体", value(case.payments[0], "supplier"))


def estimated(case: Case) -> Verdict:
    """The basis of the price estimate is public."""
    kept = bool(case.project.estimate)
    words = "公布了测算依据" if kept else "没有公布测算依据"
    if not kept:
        return unknown(words, value(case.project, "estimate"))
    return passed(words, value(case.project, "estimate"))
