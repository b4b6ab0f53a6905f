"""What came of it: evaluations, acceptance, the catalogue and standards a project stands on."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from portal import reads
from portal.display import number
from portal.divisions import stem
from portal.language import listed, say
from portal.oversight import figures
from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.outcome import (
    Evidence,
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
from portal.rules.pairs import called, evaluations_of
from portal.status import in_force_until, successor
from portal.stepnames import StepName


def evaluated(case: Case, stage: str, days: int) -> Verdict:
    """Each contract's evaluation of a stage is public at most `days` after its service ended."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _evaluated(case, one, stage, days)) for one in case.contracts)


def _evaluated(case: Case, contract: Plain, stage: str, days: int) -> Verdict:
    ends, due = _due(case, contract, days)
    found = evaluations_of(case, contract, stage)
    if found.own:
        kept = found.own[0].published <= due
        words = "{stage}已公开" if kept else "{stage}晚于 {due} 公开"
        evidence = (value(found.own[0], "published"), ends)
        return judge(kept=kept, reason=words, evidence=evidence, stage=say(stage), due=due)
    owed = Owed(say(stage), due, StepName.SERVICE)
    if case.today <= due:
        return not_yet("最迟 {due}", ends, due=due).owing(owed)
    if found.perhaps:
        words = "公开的{stage}写的是另一家，看不出是否也评价了这份合同"
        return unknown(words, value(found.perhaps[0], "supplier"), ends, stage=say(stage))
    words = "没有公开的{stage}，最迟应在 {due} 公开"
    return failed(words, ends, stage=say(stage), due=due).owing(owed)


def _due(case: Case, contract: Plain, days: int) -> tuple[Evidence, datetime.date]:
    """What says when the service of a contract ended, and the day that many days later."""
    ending = figures.ending(contract, case.changes(contract))
    return value(ending, "ends"), ending.ends + datetime.timedelta(days=days)


def three_sides(case: Case, sides: tuple[str, ...]) -> Verdict:
    """Every final evaluation joins all sides."""
    found = [one for one in case.evaluations if one.stage == "末期评估"]
    if not found:
        return not_yet("还没有末期评估")
    return worst(_sides(one, sides) for one in found)


def _sides(one: Plain, sides: tuple[str, ...]) -> Verdict:
    present = {evaluator.side for evaluator in one.evaluators}
    missing = [side for side in sides if side not in present]
    evidence = value(one, "evaluators")
    if missing:
        return failed("缺少{sides}的评价", evidence, sides=listed(map(say, missing)))
    return passed("各方都参与了评价", evidence)


def weights(case: Case, total: int) -> Verdict:
    """The weights of an evaluation's indicators add up to `total`."""
    found = [one for one in case.evaluations if one.indicators]
    if not found:
        return not_yet("还没有公布评价指标")
    return worst(_weights(one, total) for one in found)


def _weights(one: Plain, total: int) -> Verdict:
    summed = sum(indicator.weight for indicator in one.indicators)
    kept = summed == total * 100
    words = "权重合计 {sum}" if kept else "权重合计 {sum}，应为 {total}"
    evidence = (value(one, "indicators"),)
    return judge(kept=kept, reason=words, evidence=evidence, sum=number(summed), total=total)


def dimensions(case: Case, names: tuple[str, ...]) -> Verdict:
    """What was bought by each contract is evaluated in the dimensions that the clause names.

    Several final evaluations of one contract are one evaluation in several records.
    """
    groups = _finals(case)
    if not groups:
        return not_yet("还没有末期评估")
    return of_each((name, _dimensions(found, names)) for name, found in groups)


def _finals(case: Case) -> list[tuple[str, list[Plain]]]:
    """The final evaluations by contract, then each that is of none, with what it is of."""
    left = [one for one in case.evaluations if one.stage == "末期评估"]
    groups = [
        (called(contract), own)
        for contract in case.contracts
        if (own := evaluations_of(case, contract, "末期评估").own)
    ]
    told = {one.id for _, own in groups for one in own}
    return groups + [(called(one), [one]) for one in left if one.id not in told]


def _dimensions(found: list[Plain], names: tuple[str, ...]) -> Verdict:
    covered = {indicator.dimension for one in found for indicator in one.indicators}
    missing = [name for name in names if name not in covered]
    evidence = value(found[-1], "indicators")
    if missing:
        return unknown("看不出对{names}的评价", evidence, names=listed(map(say, missing)))
    return passed("各个方面都有评价", evidence)


def result_used(case: Case) -> Verdict:
    """Every final evaluation says what it is used for."""
    found = [one for one in case.evaluations if one.stage == "末期评估"]
    if not found:
        return not_yet("还没有末期评估")
    return of_each((called(one), _used(one)) for one in found)


def _used(one: Plain) -> Verdict:
    if not one.uses:
        return unknown("没有写明评价结果用在哪里", value(one, "uses"))
    return passed("写明了结果的用途", value(one, "uses"))


def buyer_evaluated(case: Case) -> Verdict:
    """The buying department is evaluated too, once for the project: by when it has a final evaluation.

    In which of the evaluations, the clause does not say.
    """
    final = [one for one in case.evaluations if one.stage == "末期评估"]
    if not final:
        return not_yet("还没有末期评估")
    told = [one for one in case.evaluations if one.purchaser_side]
    if not told:
        return unknown("没有公布对购买部门的评价", value(final[0], "purchaser_side"))
    return passed("公布了对购买部门的评价", value(told[0], "purchaser_side"))


def accepted(case: Case, days: int) -> Verdict:
    """The acceptance of each contract is public at most `days` after its service ended."""
    if not case.contracts:
        return not_yet("还没有签订合同")
    return of_each((called(one), _accepted(case, one, days)) for one in case.contracts)


def _accepted(case: Case, contract: Plain, days: int) -> Verdict:
    evidence, due = _due(case, contract, days)
    own = [one for one in case.acceptances if one.contract == contract.id]
    if own:
        first = value(own[0], "published")
        kept = own[0].published <= due
        words = "验收结果已公开" if kept else "验收结果晚于 {due} 公开"
        return judge(kept=kept, reason=words, evidence=(first, evidence), due=due)
    owed = Owed(say("验收结果"), due, StepName.SERVICE)
    if case.today <= due:
        return not_yet("最迟 {due}", evidence, due=due).owing(owed)
    return failed("没有公开的验收结果，最迟应在 {due} 公开", evidence, due=due).owing(owed)


def users_accept(case: Case) -> Verdict:
    """The users of a service for the public take part in the acceptance and give an opinion.

    Where no record says whether a service is for the public, what is lacking is a notice.
    """
    public = case.project.public
    if public is False:
        return not_applicable("不是向社会公众提供的项目", value(case.project, "public"))
    if not case.acceptances:
        return not_yet("还没有验收")
    return worst(_users(one, tell=failed if public else noticed) for one in case.acceptances)


def _users(one: Plain, tell: Callable[..., Verdict]) -> Verdict:
    evidence = (value(one, "members"), value(one, "users_opinion"))
    if not one.users_opinion:
        return tell("没有服务对象的意见", *evidence)
    if not any(member.side == "服务对象" for member in one.members):
        return tell("有意见，验收组里没有服务对象", *evidence)
    return passed("服务对象参与并提出意见", *evidence)


def in_catalogue(case: Case) -> Verdict:
    """The project cites a catalogue item that was valid on the day of the announcement."""
    if not case.project.item:
        return failed("没有写明依据的目录项", value(case.project, "item"))
    catalogue = reads.record("catalogues", case.project.item.partition("#")[0])
    if catalogue is None:
        return unknown("目录没有公开", value(case.project, "item"))
    if not case.notices:
        return not_yet("还没有发布公告", value(case.project, "item"))
    day = case.announced
    after = successor(catalogue)
    kept = _valid(catalogue, day)
    words = "公告当日目录有效" if kept else "公告当日目录无效"
    ends = value(catalogue, "until")
    if after and not catalogue.until:
        ends = value(after, "effective")
    return judge(kept=kept, reason=words, evidence=(value(catalogue, "effective"), ends))


def catalogue_there(case: Case, kinds: tuple[str, ...]) -> Verdict:
    """A catalogue of these kinds for the region or one above it was in force on the day of the announcement.

    Who must make it, no record tells: a register of regions names no office.
    """
    if not case.notices:
        return not_yet("还没有发布公告")
    day, region = case.announced, case.project.region
    found = [
        one
        for one in reads.records("catalogues")
        if one.kind in kinds and region.startswith(stem(one.region)) and _valid(one, day)
    ]
    if not found:
        words = "没有公开公告当日适用于本地区的{kinds}"
        return unknown(words, value(case.project, "region"), kinds=listed(map(say, kinds)))
    nearest = max(found, key=lambda one: (len(stem(one.region)), one.effective, one.id))
    return passed("公告当日有适用的{kind}", value(nearest, "title"), kind=say(nearest.kind))


def _valid(catalogue: Plain, day: datetime.date) -> bool:
    last = in_force_until(catalogue)
    return catalogue.effective <= day and (last is None or day <= last)


def suitable(case: Case, conditions: tuple[str, ...]) -> Verdict:
    """All conditions of a service that may be bought are ticked."""
    missing = [one for one in conditions if one not in case.project.suitability]
    evidence = value(case.project, "suitability")
    if missing:
        return unknown("没有确认：{conditions}", evidence, conditions=listed(map(say, missing)))
    return passed("各项条件都已确认", evidence)


def not_forbidden(case: Case, words: tuple[str, ...]) -> Verdict:
    """Words of the negative list in title, summary or need: a person decides."""
    texts = [case.project.title, case.project.summary or "", case.line.need if case.line else ""]
    found = [word for word in words if any(word in text for text in texts)]
    evidence = Evidence(case.project, say("项目"), case.project.title)
    if found:
        reason = "出现「{words}」，请人工判断是否属于不得购买的事项"
        return noticed(reason, evidence, words=say("」「").join(map(say, found)))
    return passed("没有出现不得购买事项的字样", evidence)


def standard_cited(case: Case) -> Verdict:
    """The project cites a standard."""
    evidence = value(case.project, "standard")
    if not case.project.standard:
        return unknown("没有写明执行的标准", evidence)
    return passed("写明了执行的标准", evidence)


def intent_early(case: Case, days: int) -> Verdict:
    """The intent was public at least `days` calendar days before the announcement."""
    if not case.notices:
        return not_yet("还没有发布公告")
    if not case.plan:
        return not_applicable("没有公开的年度计划")
    early = (case.notices[0].published - case.plan.published).days
    words = "提前 {days} 日公开采购意向" if early > 0 else "采购意向没有先于公告公开"
    evidence = (value(case.plan, "published"), value(case.notices[0], "published"))
    return judge(kept=early >= days, reason=words, evidence=evidence, days=early)
