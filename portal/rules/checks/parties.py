"""Who buys and who delivers: kinds, conditions, credit, priority, ranking."""

from __future__ import annotations

import datetime
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
    passed,
    unknown,
    value,
    worst,
)


def purchaser_kind(case: Case, kinds: tuple[str, ...], doubtful: tuple[str, ...] = ()) -> Verdict:
    """Each purchaser is of a kind that may buy; a doubtful kind is for a person to judge."""
    found = [one for id in case.project.purchasers if (one := reads.record("purchasers", id))]
    return worst(_kind(one, kinds, doubtful) for one in found)


def _kind(one: Plain, kinds: tuple[str, ...], doubtful: tuple[str, ...]) -> Verdict:
    if one.kind in doubtful:
        words = "{kind}能否购买，要看编制和经费来源"
        return noticed(words, value(one, "kind"), kind=say(one.kind))
    kept = one.kind in kinds
    words = "属于规定的购买主体" if kept else "不属于规定的购买主体"
    return judge(kept=kept, reason=words, evidence=(value(one, "kind"),))


def suppliers(case: Case) -> list[Plain]:
    """The suppliers that were chosen: by contract, else publicity, else review."""
    for documents, field in (
        (case.contracts, "supplier"),
        (case.publicity, "supplier"),
        (tuple(one for one in case.reviews if one.chosen), "chosen"),
    ):
        if documents:
            ids = dict.fromkeys(getattr(one, field) for one in documents)
            return [one for id in ids if (one := reads.record("suppliers", id))]
    return []


def supplier_prefix(case: Case, prefixes: tuple[str, ...]) -> Verdict:
    """The credit code of each chosen supplier begins as the clause's kinds of bodies do."""
    chosen = suppliers(case)
    if not chosen:
        return not_yet("还没有选定承接主体")
    others = [one for one in chosen if not one.uscc.startswith(prefixes)]
    shown = (others or chosen)[0]
    words = "属于规定的承接主体" if not others else "不属于规定的承接主体"
    return judge(
        kept=not others, reason=words, evidence=(value(shown, "kind"), value(shown, "uscc"))
    )


def conditions_met(case: Case, conditions: tuple[str, ...]) -> Verdict:
    """The condition sheet of the chosen supplier says «met» for each condition of the clause."""
    if not suppliers(case):
        return not_yet("还没有选定承接主体")
    if not case.qualifications:
        return unknown("没有公开资格条件核查", _title(case))
    sheet = case.qualifications[-1]
    found = {one.condition: one.met for one in sheet.conditions}
    evidence = value(sheet, "conditions")
    not_met = [one for one in conditions if found.get(one) == "不符合"]
    open_ = [one for one in conditions if found.get(one) in (None, "未核实")]
    if not_met:
        return failed("不符合：{conditions}", evidence, conditions=listed(map(say, not_met)))
    if open_:
        return unknown("没有核实：{conditions}", evidence, conditions=listed(map(say, open_)))
    return passed("各项条件都符合", evidence)


def _title(case: Case) -> Evidence:
    return Evidence(case.project, say("项目"), case.project.title)


def clean_record(case: Case, years: int, kinds: tuple[str, ...]) -> Verdict:
    """No penalty in the `years` before the announcement, and no bar in force then.

    Without years, no bar in force on the day of the choice.
    """
    chosen = suppliers(case)
    if not chosen:
        return not_yet("还没有选定承接主体")
    day = case.announced if years else _chosen(case)
    since = _years_before(day, years)
    for one in chosen:
        for entry in reads.naming("suppliers", one.id, "credits", "supplier"):
            if entry.kind not in kinds or entry.decided > day:
                continue
            recent = entry.decided >= since
            if recent or _in_force(entry, day):
                words = "此前 {years} 年内有{kind}记录" if recent and years else "当时有{kind}记录"
                evidence = (value(entry, "decided"), value(entry, "kind"))
                return failed(words, *evidence, years=years, kind=say(entry.kind))
    return passed("没有公开的处罚或限制记录", _name(chosen[0]))


def _in_force(entry: Plain, day: datetime.date) -> bool:
    """Whether a bar still holds; a penalty is an event, which holds no longer than its day."""
    return entry.kind != "行政处罚" and (entry.until is None or entry.until >= day)


def _chosen(case: Case) -> datetime.date:
    """The day of the choice, else of the first document that names the supplier."""
    for documents, field in (
        (case.reviews, "decided"),
        (case.publicity, "published"),
        (case.contracts, "signed"),
    ):
        days: list[datetime.date] = [day for one in documents if (day := getattr(one, field))]
        if days:
            return days[-1]
    return case.announced


def _name(one: Plain) -> Evidence:
    return Evidence(one, say("承接主体"), one.title)


def _years_before(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def priority_grade(case: Case, grade: int) -> Verdict:
    """Who claims the priority of grades held at least this grade on the day of the announcement."""
    claims = [one for one in case.qualifications if "评估等级 3A 以上" in one.priorities]
    if not claims:
        return not_applicable("没有主张等级优先")
    supplier = reads.record("suppliers", claims[-1].supplier)
    if supplier is None or not supplier.grade:
        return unknown("主张等级优先，没有公布评估等级", value(claims[-1], "priorities"))
    day = case.announced
    valid = supplier.grade_from <= day <= supplier.grade_until
    kept = valid and int(supplier.grade[0]) >= grade
    words = "公告当日等级在 {grade}A 以上" if kept else "公告当日等级已过期或不足"
    evidence = (value(supplier, "grade"), value(supplier, "grade_until"))
    return judge(kept=kept, reason=words, evidence=evidence, grade=grade)


def priority_union(case: Case) -> Verdict:
    """Who claims the priority of an organised union has one."""
    claims = [one for one in case.qualifications if "已建工会或工会覆盖" in one.priorities]
    if not claims:
        return not_applicable("没有主张建会优先")
    supplier = reads.record("suppliers", claims[-1].supplier)
    if supplier is None or not supplier.union:
        return unknown("主张建会优先，没有公布建会情况", value(claims[-1], "priorities"))
    kept = supplier.union != "未建会"
    words = "已建工会" if kept else "主张建会优先，登记为未建会"
    return judge(kept=kept, reason=words, evidence=(value(supplier, "union"),))


def priority_party(case: Case) -> Verdict:
    """Who claims the priority of a party organisation has one."""
    claims = [one for one in case.qualifications if "党组织健全" in one.priorities]
    if not claims:
        return not_applicable("没有主张党组织优先")
    supplier = reads.record("suppliers", claims[-1].supplier)
    if supplier is None or supplier.party is None:
        return unknown("主张党组织优先，没有公布有无党组织", value(claims[-1], "priorities"))
    words = "已建立党组织" if supplier.party else "主张党组织优先，登记为没有党组织"
    return judge(kept=supplier.party, reason=words, evidence=(value(supplier, "party"),))


def first_rank_chosen(case: Case) -> Verdict:
    """The chosen one ranks first, or a reason is public."""
    reviews = [one for one in case.reviews if one.chosen]
    if not reviews:
        return not_yet("还没有选定承接主体")
    return worst(_rank(one) for one in reviews)


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
