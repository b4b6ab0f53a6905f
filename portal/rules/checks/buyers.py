"""Who may buy: the kinds of bodies that a clause names, and what it asks of each."""

from __future__ import annotations

from collections.abc import Callable

from portal import reads
from portal.display import fields
from portal.language import say
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.outcome import (
    Evidence,
    Verdict,
    failed,
    judge,
    noticed,
    of_each,
    passed,
    unknown,
    value,
)

# What 内蒙古自治区总工会 asks of two of its four kinds of purchasers (二（一）).
_ASKED = {"基层工会": "legal_person", "工会所属事业单位": "administrative"}
INSTITUTIONS = ("工会所属事业单位",)
UNIONS = ("地方工会", "产业工会", "基层工会")
MASS = ("群团组织", *UNIONS)


def _each(case: Case, judged: Callable[[Plain], Verdict]) -> Verdict:
    found = [one for id in case.project.purchasers if (one := reads.record("purchasers", id))]
    return of_each((one.title, judged(one)) for one in found)


def union_buys(case: Case, kinds: tuple[str, ...], partners: tuple[str, ...]) -> Verdict:
    """Each purchaser is of these kinds, and has what the clause asks of its kind.

    With one of them, partners may buy as well: the same clause encourages joint purchases.
    """
    found = [reads.record("purchasers", id) for id in case.project.purchasers]
    joint = any(one and one.kind in kinds for one in found)
    return _each(
        case,
        lambda one: (
            passed("与工会联合购买", value(one, "kind"))
            if joint and one.kind in partners
            else _union(one, kinds)
        ),
    )


def _union(one: Plain, kinds: tuple[str, ...]) -> Verdict:
    name = _ASKED.get(one.kind, "")
    if one.kind not in kinds or not name:
        return _kind(one, kinds)
    evidence = (value(one, "kind"), value(one, name))
    gaps = {"kind": say(one.kind), "label": fields("purchasers")[name].label}
    if getattr(one, name) is None:
        return unknown("没有登记{kind}是否具有{label}", *evidence, **gaps)
    words = "{kind}具有{label}" if getattr(one, name) else "{kind}没有{label}"
    return judge(kept=getattr(one, name), reason=words, evidence=evidence, **gaps)


def government_buys(case: Case, kinds: tuple[str, ...], doubtful: tuple[str, ...]) -> Verdict:
    """Each purchaser is of these kinds; one of a doubtful kind has administrative posts and public money."""
    return _each(case, lambda one: _mass(one) if one.kind in doubtful else _kind(one, kinds))


def _mass(one: Plain) -> Verdict:
    evidence = (value(one, "kind"), value(one, "staffing"), value(one, "fiscal"))
    if one.fiscal is False or one.staffing not in (None, "行政编制"):
        return failed("没有纳入行政编制管理，或者经费不由财政负担", *evidence)
    if one.fiscal is None or one.staffing is None:
        words = "{kind}能否购买，要看编制和经费来源"
        return noticed(words, *evidence, kind=say(one.kind))
    return passed("纳入行政编制管理，经费由财政负担", *evidence)


def _kind(one: Plain, kinds: tuple[str, ...]) -> Verdict:
    kept = one.kind in kinds
    words = "属于规定的购买主体" if kept else "不属于规定的购买主体"
    return judge(kept=kept, reason=words, evidence=(value(one, "kind"),))


def none_excluded(case: Case, never: tuple[str, ...]) -> Verdict:
    """No purchaser is an institution of these classes, nor a mass organisation with posts of one.

    The latter is excluded if public money keeps it as well (财政部令第102号).
    """
    return _each(case, lambda one: _excluded(one, never))


def _excluded(one: Plain, never: tuple[str, ...]) -> Verdict:
    if one.kind in INSTITUTIONS:
        evidence: tuple[Evidence, ...] = (value(one, "kind"), value(one, "institution"))
        if one.institution is None:
            return unknown("没有登记事业单位类别", *evidence)
        words = "是{kind}事业单位" if one.institution in never else "不是不得购买的单位"
        kept = one.institution not in never
        return judge(kept=kept, reason=words, evidence=evidence, kind=say(one.institution))
    if one.kind not in MASS:
        return passed("不是不得购买的单位", value(one, "kind"))
    evidence = (value(one, "kind"), value(one, "staffing"), value(one, "fiscal"))
    if one.staffing not in (None, "事业编制") or one.fiscal is False:
        return passed("不是不得购买的单位", *evidence)
    if one.staffing is None or one.fiscal is None:
        return unknown("没有登记编制性质，或者经费是否由财政负担", *evidence)
    return failed("使用事业编制，由财政负担经费", *evidence)
