"""Duties of purchasers, catalogues, suppliers, lists and policies, outside a single project."""

from __future__ import annotations

import datetime

from portal import reads
from portal.display import percent
from portal.halfyears import Half, holding
from portal.language import in_year, listed, say
from portal.plain import Plain
from portal.rules.adopted import policies_of
from portal.rules.force import holds, owing
from portal.rules.outcome import (
    Evidence,
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
)
from portal.status import in_force_until


def halfyear_reported(one: Plain, days: int, policy: str) -> Verdict:
    """Each half-year since the purchaser is registered is reported `days` after it at the latest.

    The clause wants a report to the union's own department; that it is public is the portal's wish.
    """
    today = reads.today()
    rows = reads.naming("purchasers", one.id, "statistics")
    found = {Half(row.year, row.half) for row in rows}
    wanted = owing(policy, one.published, today)
    lacking = [half for half in wanted if half not in found]
    owed = [Owed(say("{half}统计", half=half.words), half.due(days)) for half in lacking]
    missing = [half.words for half in lacking if half.due(days) < today]
    own = [row for row in rows if Half(row.year, row.half) in wanted]
    evidence = Evidence(one, say("半年统计"), say("{number} 份", number=len(own)))
    if missing:
        return failed("没有公开：{missing}", evidence, missing=listed(missing)).owing(*owed)
    late = [row for row in own if row.reported > Half(row.year, row.half).due(days)]
    if late:
        half, reported = Half(late[0].year, late[0].half), value(late[0], "reported")
        words = "{half}结束后超过 {days} 日才报送"
        return failed(words, reported, half=half.words, days=days).owing(*owed)
    if not own:
        return not_yet("还没有到报送的日期", evidence).owing(*owed)
    return passed("各半年都已报送", evidence).owing(*owed)


def meetings_held(one: Plain, policy: str) -> Verdict:
    """At least one special meeting in each half-year since the purchaser is registered.

    The clause wants it held; that one was not published does not say that none was.
    """
    today = reads.today()
    held = {holding(row.held) for row in reads.naming("purchasers", one.id, "meetings")}
    evidence = Evidence(one, say("专题会议"), say("{number} 个半年", number=len(held)))
    over = [half for half in owing(policy, one.published, today) if half.last < today]
    lacking = [half for half in over if half not in held]
    if lacking:
        missing = listed(half.words for half in lacking)
        return unknown("没有公开的会议：{missing}", evidence, missing=missing)
    if not held:
        return not_yet("第一个半年还没有过完", evidence)
    return passed("每半年都有专题会议", evidence)


def supervised(one: Plain) -> Verdict:
    """The purchaser says how it supervises itself; the clause does not want that public."""
    if not one.supervision:
        return unknown("没有公开内部监督制度", value(one, "supervision"))
    return passed("公开了内部监督制度", value(one, "supervision"))


def accounts_made(one: Plain, policy: str) -> Verdict:
    """An account of each year that is over; the clause sets no day and does not want it public."""
    today = reads.today()
    found = {row.year for row in reads.naming("purchasers", one.id, "accounts")}
    years = [year for year in range(one.published.year, today.year) if _holds(policy, year)]
    missing = [in_year(year) for year in years if year not in found]
    evidence = Evidence(one, say("年度决算"), say("{number} 份", number=len(found)))
    if missing:
        return unknown("没有公开：{missing}", evidence, missing=listed(missing))
    if not years:
        return not_yet("还没有过完一年", evidence)
    return passed("年度决算已公开", evidence)


def _holds(policy: str, year: int) -> bool:
    """Whether a policy is in force when a year is over, and its accounts are due."""
    return holds(policy, datetime.date(year, 12, 31))


def local_items_have_parents(one: Plain, kind: str) -> Verdict:
    """Every item of a local catalogue in force names its item in the catalogue above."""
    if one.kind != kind:
        return not_applicable("不是{kind}", value(one, "kind"), kind=say(kind))
    if over := _over(one):
        return over
    if not one.parent:
        return unknown("没有写明上级目录", value(one, "parent"))
    orphans = [item.title for item in one.items if not item.parent]
    evidence = (value(one, "parent"), value(one, "items"))
    if orphans:
        return failed("没有上级目录项：{items}", *evidence, items=listed(orphans))
    return passed("每一项都有上级目录项", *evidence)


def _over(catalogue: Plain) -> Verdict | None:
    """That a catalogue is no longer in force: the texts want those that are to be so and so."""
    last = in_force_until(catalogue)
    if last is None or reads.today() <= last:
        return None
    return not_applicable("目录的最后一天是 {last}", value(catalogue, "effective"), last=last)


def catalogue_published(one: Plain, kinds: tuple[str, ...]) -> Verdict:
    """A catalogue of these kinds that is in force says where it was published."""
    if one.kind not in kinds:
        named = listed(map(say, kinds))
        return not_applicable("不是{kind}", value(one, "kind"), kind=named)
    if over := _over(one):
        return over
    if not one.place:
        return unknown("没有写明公布渠道", value(one, "place"))
    return passed("写明了公布渠道", value(one, "published"), value(one, "place"))


def catalogue_described(one: Plain) -> Verdict:
    """A new version that is in force says why it was adjusted."""
    if over := _over(one):
        return over
    if not one.replaces:
        return not_applicable("第一个版本", value(one, "version"))
    if not one.reason:
        return unknown("没有写明调整原因", value(one, "reason"))
    return passed("写明了调整原因", value(one, "reason"))


def accounts_audited(one: Plain, kind: str, policy: str) -> Verdict:
    """A supplier's accounts were audited for each full year since its first contract by the policy.

    Accounts are of a year each, though the clause does not say so.
    """
    contracts = [
        row
        for row in reads.naming("suppliers", one.id, "contracts")
        if policy in policies_of(row.project)
    ]
    if not contracts:
        return not_applicable("没有承接过适用这份文件的项目")
    audits = {row.year for row in reads.naming("suppliers", one.id, "audits") if row.kind == kind}
    since = min(row.signed.year for row in contracts)
    years = [year for year in range(since, reads.today().year) if _holds(policy, year)]
    missing = [in_year(year) for year in years if year not in audits]
    evidence = Evidence(one, say(kind), say("{number} 份", number=len(audits)))
    if not years:
        return not_yet("承接的第一年还没有过完", evidence)
    if missing:
        return unknown("没有公开：{missing}", evidence, missing=listed(missing))
    return passed("各年财务报告都经审计", evidence)


def federation_grows(one: Plain, members: int) -> Verdict:
    """The federation has at least `members` in its first year, and grows every year.

    As many as the year before are no growth, but a person should judge that (domain.md row 14).
    """
    if one.kind != "联合会会员":
        return not_applicable("不是联合会名录")
    before = [
        row
        for row in reads.records("rosters")
        if _series(row) == _series(one) and row.year < one.year
    ]
    count, evidence = len(one.entries), (value(one, "entries"),)
    if not before:
        words = "{count} 个会员，应不少于 {owed} 个"
        return judge(
            kept=count >= members, reason=words, evidence=evidence, count=count, owed=members
        )
    last = len(max(before, key=lambda row: row.year).entries)
    if count == last:
        return noticed("{count} 个会员，与上年一样多", *evidence, count=count)
    words = "{count} 个会员，应多于上年的 {last} 个"
    return judge(kept=count > last, reason=words, evidence=evidence, count=count, last=last)


def library_consented(one: Plain) -> Verdict:
    """Everybody in the library agreed to be in it."""
    if one.kind != "购买服务职工信息库":
        return not_applicable("不是信息库")
    missing = [entry.name for entry in one.entries if not entry.consented]
    if missing:
        names = listed(missing[:5])
        return unknown("没有同意日期：{names}", value(one, "entries"), names=names)
    return passed("入库单位都已同意", value(one, "entries"))


def yearly_list(one: Plain, kinds: tuple[str, ...], policy: str) -> Verdict:
    """The list was issued in its year or the next, and the following one a year later at the latest."""
    if one.kind not in kinds:
        return not_applicable("不是按年公布的名录")
    evidence = (value(one, "year"), value(one, "issued"))
    if one.issued.year not in (one.year, one.year + 1):
        return failed("没有按年公布", *evidence)
    due = datetime.date(one.issued.year + 1, 12, 31)
    if not holds(policy, due):
        return passed("按年公布", *evidence)
    next_year, kind = one.year + 1, say(one.kind)
    missing = failed("没有公布 {year} 年的{kind}", *evidence, year=next_year, kind=kind)
    known = [row.year for row in reads.records("rosters") if _series(row) == _series(one)]
    if max(known) > one.year:
        return passed("按年公布", *evidence) if next_year in known else missing
    what = say("{year} 年{kind}", year=next_year, kind=kind)
    owed = Owed(what, due)
    if owed.due < reads.today():
        return missing.owing(owed)
    return passed("按年公布", *evidence).owing(owed)


def _series(roster: Plain) -> tuple[str, str]:
    return roster.kind, roster.keeper


def regulations_issued(one: Plain) -> Verdict:
    """The regulations that the policy wants are issued."""
    if not one.required:
        return not_applicable("没有要求制定其他文件")
    missing = [row.title for row in one.required if not row.policy]
    if missing:
        return unknown("没有收录：{texts}", value(one, "required"), texts=listed(missing))
    return passed("要求制定的文件都已收录", value(one, "required"))


def basis_valid(one: Plain) -> Verdict:
    """No text that the policy leans on had been repealed when it was made."""
    if not one.basis:
        return not_applicable("没有写明依据")
    day = one.signed or one.printed or one.published
    gone = [row.title for row in one.basis if row.repealed and row.repealed <= day]
    if gone:
        return failed("成文时已经废止：{texts}", value(one, "basis"), texts=listed(gone))
    return passed("依据的文件当时有效", value(one, "basis"))


def sample_share(one: Plain) -> Verdict:
    """The inspection looked at a share of the projects."""
    if not one.population:
        return unknown("没有写明范围内的项目数", value(one, "population"))
    if not one.samples:
        return unknown("没有公布抽查的项目", value(one, "samples"))
    share = percent(len(one.samples), one.population)
    evidence = (value(one, "population"), value(one, "samples"))
    return passed("抽查 {share}%", *evidence, share=share)
