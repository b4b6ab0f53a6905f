"""Who delivers: kinds, conditions, credit, priority, ranking."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

from portal import reads
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
    worst,
)
from portal.rules.pairs import Award, awards, called, check_of


def supplier_prefix(case: Case, prefixes: tuple[str, ...]) -> Verdict:
    """The credit code of each chosen supplier begins as the clause's kinds of bodies do."""
    return _each_chosen(case, lambda one: _prefix(one.supplier, prefixes))


def supplier_registered(
    case: Case, prefixes: tuple[str, ...], doubtful: tuple[str, ...], never: tuple[str, ...]
) -> Verdict:
    """The same of a clause that names most kinds of bodies: a code of others does not tell."""
    return _each_chosen(case, lambda one: _registered(one.supplier, prefixes, doubtful, never))


def _registered(
    supplier: Plain, prefixes: tuple[str, ...], doubtful: tuple[str, ...], never: tuple[str, ...]
) -> Verdict:
    if supplier.uscc.startswith((*prefixes, *never)):
        return _prefix(supplier, prefixes)
    evidence = (value(supplier, "kind"), value(supplier, "uscc"))
    if supplier.uscc.startswith(doubtful):
        return _institution(supplier)
    return unknown("从代码看不出是不是规定的承接主体", *evidence)


def _institution(supplier: Plain) -> Verdict:
    """Whether an institution may supply depends on its class, by 财政部令第102号 only."""
    evidence = (value(supplier, "kind"), value(supplier, "uscc"), value(supplier, "institution"))
    if supplier.institution in (None, "公益一类"):
        return noticed("事业单位能否承接，要看是不是公益一类", *evidence)
    return passed("属于规定的承接主体", *evidence)


def supplier_excluded(case: Case, never: tuple[str, ...]) -> Verdict:
    """No chosen supplier is an institution of these classes; whether it is a mass organisation of such posts is open."""
    return _each_chosen(case, lambda one: _excluded(one.supplier, never))


def _excluded(supplier: Plain, never: tuple[str, ...]) -> Verdict:
    evidence = (value(supplier, "kind"), value(supplier, "uscc"), value(supplier, "institution"))
    if supplier.uscc.startswith("13"):
        return unknown("群团组织能否承接，要看编制和经费来源", *evidence)
    if not supplier.uscc.startswith("12"):
        return passed("不是不得承接的单位", *evidence[:2])
    if supplier.institution is None:
        return unknown("没有登记事业单位类别", *evidence)
    kept = supplier.institution not in never
    words = "不是不得承接的单位" if kept else "是{kind}事业单位"
    return judge(kept=kept, reason=words, evidence=evidence, kind=say(supplier.institution))


def _each_chosen(case: Case, judged: Callable[[Award], Verdict]) -> Verdict:
    found = awards(case)
    if not found:
        return not_yet("还没有选定承接主体")
    return of_each((one.supplier.title, judged(one)) for one in found)


def _prefix(supplier: Plain, prefixes: tuple[str, ...]) -> Verdict:
    kept = supplier.uscc.startswith(prefixes)
    words = "属于规定的承接主体" if kept else "不属于规定的承接主体"
    evidence = (value(supplier, "kind"), value(supplier, "uscc"))
    return judge(kept=kept, reason=words, evidence=evidence)


def conditions_met(case: Case, conditions: tuple[str, ...]) -> Verdict:
    """The condition sheet of each chosen supplier says «met» for each condition of the clause."""
    return _each_chosen(case, lambda one: _conditions(case, one, conditions))


def _conditions(case: Case, award: Award, conditions: tuple[str, ...]) -> Verdict:
    sheet = check_of(award.supplier.id, award.settled, case.qualifications)
    if sheet is None:
        project = Evidence(case.project, say("项目"), case.project.title)
        return unknown("没有公开资格条件核查", project)
    found = {one.condition: one.met for one in sheet.conditions}
    evidence = value(sheet, "conditions")
    not_met = [one for one in conditions if found.get(one) == "不符合"]
    open_ = [one for one in conditions if found.get(one) in (None, "未核实")]
    if not_met:
        return failed("不符合：{conditions}", evidence, conditions=listed(map(say, not_met)))
    if open_:
        return unknown("没有核实：{conditions}", evidence, conditions=listed(map(say, open_)))
    return passed("各项条件都符合", evidence)


def clean_record(case: Case, years: int, kinds: tuple[str, ...]) -> Verdict:
    """No penalty in the `years` before the announcement, and no bar in force then.

    Without years, no bar in force on the day of the choice.
    """
    return _each_chosen(case, lambda one: _record(case, one, years, kinds))


def _record(case: Case, award: Award, years: int, kinds: tuple[str, ...]) -> Verdict:
    one = award.supplier
    day = case.announced if years else award.chosen
    since = _years_before(day, years)
    for entry in reads.naming("suppliers", one.id, "credits", "supplier"):
        if entry.kind not in kinds or entry.decided > day:
            continue
        recent = entry.decided >= since
        if recent or _in_force(entry, day):
            words = "此前 {years} 年内有{kind}记录" if recent and years else "当时有{kind}记录"
            evidence = (value(entry, "decided"), value(entry, "kind"))
            return failed(words, *evidence, years=years, kind=say(entry.kind))
    return passed("没有公开的处罚或限制记录", Evidence(one, say("承接主体"), one.title))


def no_grave_record(
    case: Case, years: int, bars: tuple[str, ...], doubtful: tuple[str, ...]
) -> Verdict:
    """No bar in force on the day of the announcement; a person looks at what was decided before it.

    Who was barred may take part again when the bar is over (政府采购法实施条例 19); whether a penalty of
    the last `years` was for a grave violation, its kind does not tell.
    """
    return _each_chosen(case, lambda one: _grave(case, one.supplier, years, bars, doubtful))


def _grave(
    case: Case, one: Plain, years: int, bars: tuple[str, ...], doubtful: tuple[str, ...]
) -> Verdict:
    day, since = case.announced, _years_before(case.announced, years)
    known = [
        it for it in reads.naming("suppliers", one.id, "credits", "supplier") if it.decided <= day
    ]
    for entry in known:
        if entry.kind in bars and _in_force(entry, day):
            facts = [value(entry, name) for name in ("kind", "decided", "until")]
            return failed("当时有{kind}记录", *facts, kind=say(entry.kind))
    for entry in known:
        if entry.kind in doubtful and entry.decided >= since:
            words = "此前 {years} 年内有{kind}记录，请人工判断是不是重大违法"
            evidence = (value(entry, "decided"), value(entry, "kind"))
            return noticed(words, *evidence, years=years, kind=say(entry.kind))
    return passed("没有公开的处罚或限制记录", Evidence(one, say("承接主体"), one.title))


def no_bad_record(case: Case, kinds: tuple[str, ...]) -> Verdict:
    """No record of these kinds on the day of the choice; what is old, a person weighs."""
    return _each_chosen(case, lambda one: _unblemished(one, kinds))


def _unblemished(award: Award, kinds: tuple[str, ...]) -> Verdict:
    one = award.supplier
    for entry in reads.naming("suppliers", one.id, "credits", "supplier"):
        if entry.kind in kinds and entry.decided <= award.chosen:
            evidence = (value(entry, "decided"), value(entry, "kind"))
            return noticed("选定之前有{kind}记录", *evidence, kind=say(entry.kind))
    return passed("没有公开的处罚或限制记录", Evidence(one, say("承接主体"), one.title))


def _in_force(entry: Plain, day: datetime.date) -> bool:
    """Whether a bar still holds; a penalty is an event, which holds no longer than its day."""
    return entry.kind != "行政处罚" and (entry.until is None or entry.until >= day)


def _years_before(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _each_claim(
    case: Case,
    priorities: tuple[str, ...],
    nobody: str,
    judged: Callable[[Plain, Plain | None], Verdict],
) -> Verdict:
    """A verdict on who claims one of these, by sheet and supplier: of those chosen, or of all so far."""
    claims = [one for one in case.qualifications if set(priorities) & set(one.priorities)]
    chosen = {one.supplier.id: one.settled for one in awards(case)}
    days = chosen or {one.supplier: datetime.date.max for one in claims}
    sheets = [sheet for id, day in days.items() if (sheet := check_of(id, day, claims))]
    if not sheets:
        return not_applicable(nobody)
    found = ((one, reads.record("suppliers", one.supplier)) for one in sheets)
    return of_each((called(sheet), judged(sheet, supplier)) for sheet, supplier in found)


# Whoever claims one of these claims the priority of one clause, which asks for both.
_GRADE_AND_PARTY = ("评估等级 3A 以上", "党组织健全")


def priority_grade(case: Case, grade: int) -> Verdict:
    """Who claims the priority held at least this grade on the day of the announcement."""

    def held(sheet: Plain, supplier: Plain | None) -> Verdict:
        if supplier is None or not supplier.grade:
            return unknown("主张优先，没有公布评估等级", value(sheet, "priorities"))
        valid = supplier.grade_from <= case.announced <= supplier.grade_until
        kept = valid and int(supplier.grade[0]) >= grade
        words = "公告当日等级在 {grade}A 以上" if kept else "公告当日等级已过期或不足"
        evidence = (value(supplier, "grade"), value(supplier, "grade_until"))
        return judge(kept=kept, reason=words, evidence=evidence, grade=grade)

    return _each_claim(case, _GRADE_AND_PARTY, "没有主张等级和党组织优先", held)


def priority_union(case: Case) -> Verdict:
    """Who claims the priority of an organised union has one, or is covered by the work of one."""

    def held(sheet: Plain, supplier: Plain | None) -> Verdict:
        if supplier is None or not supplier.union:
            return unknown("主张建会优先，没有公布建会情况", value(sheet, "priorities"))
        kept = supplier.union != "未建会"
        words = "已建工会或者工会工作覆盖" if kept else "主张建会优先，登记为未建会"
        return judge(kept=kept, reason=words, evidence=(value(supplier, "union"),))

    return _each_claim(case, ("已建工会或工会覆盖",), "没有主张建会优先", held)


def priority_party(case: Case) -> Verdict:
    """Who claims the priority has a party organisation."""

    def held(sheet: Plain, supplier: Plain | None) -> Verdict:
        if supplier is None or supplier.party is None:
            return unknown("主张优先，没有公布有无党组织", value(sheet, "priorities"))
        words = "已建立党组织" if supplier.party else "主张优先，登记为没有党组织"
        return judge(kept=supplier.party, reason=words, evidence=(value(supplier, "party"),))

    return _each_claim(case, _GRADE_AND_PARTY, "没有主张等级和党组织优先", held)


def first_rank_chosen(case: Case) -> Verdict:
    """The chosen one ranks first, or a reason is public."""
    reviews = [one for one in case.reviews if one.chosen]
    if not reviews:
        return not_yet("还没有选定承接主体")
    return of_each((called(one), _rank(one)) for one in reviews)


def _rank(review: Plain) -> Verdict:
    rank = next((one.rank for one in review.candidates if one.supplier == review.chosen), None)
    evidence = (value(review, "chosen"), value(review, "reason"))
    if rank is None:
        return failed("选定的单位不在申报名单里", *evidence)
    if rank == 1:
        return passed("选定第一名", *evidence)
    kept = bool(review.reason)
    words = "选定第 {rank} 名，公布了理由" if kept else "选定第 {rank} 名，没有公布理由"
    return judge(kept=kept, reason=words, evidence=evidence, rank=rank)


def ranked_by_score(case: Case) -> Verdict:
    """The ranks follow the scores."""
    if not case.reviews:
        return not_yet("还没有评审")
    return worst(_scores(one) for one in case.reviews)


def _scores(review: Plain) -> Verdict:
    ordered = sorted(review.candidates, key=lambda one: one.rank)
    kept = all(a.score >= b.score for a, b in pairwise(ordered))
    words = "按得分高低排序" if kept else "名次与得分不一致"
    return judge(kept=kept, reason=words, evidence=(value(review, "candidates"),))
