"""Which policies apply to a project and to a purchaser: what they themselves say, and the site."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from portal import reads
from portal.language import say
from portal.plain import Plain
from portal.rules import force
from portal.rules.limits import in_force
from portal.window import PUBLICITY_DAYS

# They bind a purchase from an amount on, which the region sets (政府采购法 2, 8).
LIMITED = ("gov-procurement-law", "gov-procurement-regulation")
# The working days for which a result has to be public, by the one policy that says so.
PUBLICITY = {"nm-zgh-2021": PUBLICITY_DAYS}


class Applied(NamedTuple):
    """A policy of a project. doubted: nobody said whether the purchase reaches the amount for it."""

    policy: str
    doubted: bool = False


@reads.read
def applied(id: str) -> list[Applied]:
    """The policies whose sets apply to a project, in the order of its own list, then the site's.

    A project names its sets; the site adopts further ones, some only where money of certain
    sources is used (domain.md C13: the fund source picks the rule set). Of those with a limit it
    adopts them for purchases that reach it: from the amount that a threshold record says on the day
    of the project, in any case when the project itself names one of them (目录以内 has no amount).
    No policy applies that was not in force when the purchase was begun.
    """
    project = reads.record("projects", id)
    if project is None:
        raise LookupError(id)
    sources = {fund.source for fund in project.funds}
    found = {policy: Applied(policy) for policy in project.policies}
    named = any(policy in LIMITED for policy in project.policies)
    for one in reads.site().adopted:
        if one.funds and not sources & {str(fund.value) for fund in one.funds}:
            continue
        if one.policy not in LIMITED or named:
            found.setdefault(one.policy, Applied(one.policy))
        elif (reached := _reaches(project)) is not False:
            found.setdefault(one.policy, Applied(one.policy, doubted=reached is None))
    return [one for one in found.values() if _in_time(one.policy, project)]


class Lapsed(NamedTuple):
    """A policy that a project names and that does not bind it. reason: why, without a full stop."""

    policy: Plain
    reason: str


@reads.read
def lapsed(id: str) -> list[Lapsed]:
    """The policies that a project names and that were not in force when it was begun."""
    project = reads.record("projects", id)
    if project is None:
        raise LookupError(id)
    found = (
        reads.record("policies", one) for one in project.policies if not _in_time(one, project)
    )
    return [Lapsed(one, _reason(one, force.begun(project))) for one in found if one]


def _in_time(policy: str, project: Plain) -> bool:
    found = reads.record("policies", policy)
    if found is None or not (found.effective or found.repealed or found.until):
        return True
    return force.in_force(found, force.begun(project))


def _reason(policy: Plain, begun: datetime.date) -> str:
    last = force.last_day(policy)
    if last and last < begun:
        words = "这份文件的最后一天是 {last}，本项目 {begun} 才开始，不据以核对"
        return say(words, last=last, begun=begun)
    words = "这份文件 {first} 起施行，本项目 {begun} 已经开始，不据以核对"
    return say(words, first=policy.effective, begun=begun)


def _reaches(project: Plain) -> bool | None:
    """Whether the budget reaches the limit (以上 includes it); None when none is known."""
    limit = in_force(project.region, project.published, "procurement")
    return project.budget >= limit.procurement if limit else None


def policies_of(id: str) -> list[str]:
    """The policies of `applied`."""
    return [one.policy for one in applied(id)]


@reads.read
def policies_of_purchaser(id: str) -> list[str]:
    """The policies that a purchaser buys by: those of its projects, and those the site adopts for all."""
    own = [
        policy
        for one in reads.naming("purchasers", id, "projects")
        for policy in one.policies
        if _in_time(policy, one)
    ]
    adopted = [one.policy for one in reads.site().adopted if not one.funds]
    return list(dict.fromkeys([*sorted(own), *adopted]))
