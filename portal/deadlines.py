"""Deadlines: what ends or falls due on which day, of a project, a party, a region, of all."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass, replace

from portal import lapsed, reads
from portal.addresses import absolute
from portal.display import fields
from portal.language import say
from portal.lapsed import Lapsed
from portal.ledger.questions import line, titled
from portal.oversight.figures import amendments, ends
from portal.plain import Plain
from portal.rules.adopted import policies_of
from portal.rules.force import owing
from portal.rules.sheet import binds
from portal.rules.table import BY_ID
from portal.status import called_off


@dataclass(frozen=True)
class Deadline:
    """The last day for something; the whole day counts.

    id: permanent and unlike any other; told: the day from which it was public; address: the page
    that states it, root-relative; asked: where to object or enquire, and what was put right since, a
    line each; revision: how often something was told of it later, the last time on `told`; void: the
    notice that set it was ended or withdrawn.
    """

    id: str
    title: str
    day: datetime.date
    told: datetime.date
    address: str
    asked: tuple[str, ...] = ()
    revision: int = 0
    void: bool = False


# Where a reader of a deadline objects or enquires, and hands in: fields of the record that states it.
_ASKED = {
    "announcements": ("contact", "phone", "place"),
    "publicity": ("channel", "contact", "phone"),
    "single-sources": ("contact", "phone", "finance_contact"),
}


@reads.kept
def of_project(id: str) -> list[Deadline]:
    """Ends of applications, public windows and contracts, and what rules want public after these."""
    found = [_withdrawn(one) for one in lapsed.of_project(id)]
    project = reads.record("projects", id)
    if project is None:
        return sorted(found, key=lambda one: (one.day, one.id))
    for section in ("announcements", "publicity", "single-sources"):
        field, words = lapsed.DAYS[section], _WORDS[section]
        for one in reads.naming("projects", project.id, section, "project"):
            made = _deadline(one, field, say(words, title=project.title), getattr(one, field))
            end = called_off(one, made.day)
            made = _corrected(made, one)
            found.append(_ended(made, end) if end else made)
    for one in reads.naming("projects", project.id, "contracts", "project"):
        last = ends(one)
        made = _deadline(one, "ends", say(_WORDS["contracts"], title=project.title), last)
        found.append(_corrected(made, one))
        for words, rules in _AFTER.items():
            if rule := next((BY_ID[id] for id in rules if _binds(id, project)), None):
                day = last + datetime.timedelta(days=rule.numbers["days"])
                found.append(_deadline(one, rule.id.lower(), say(words, title=project.title), day))
    return sorted(found, key=lambda one: (one.day, one.id))


_WORDS = {
    "announcements": "申报截止：{title}",
    "publicity": "公示最后一天：{title}",
    "single-sources": "单一来源公示最后一天：{title}",
    "contracts": "合同到期：{title}",
}
# What is wanted public some days after a contract's end, and the rules that want it, each of another
# policy: the first that binds is told. G-01 wants it by the end itself.
_AFTER = {
    "中期评估最迟公开：{title}": ("G-01",),
    "末期评估最迟公开：{title}": ("G-02", "G-03", "G-17"),
    "验收结果最迟公开：{title}": ("G-12", "G-18", "G-20"),
}


def _binds(id: str, project: Plain) -> bool:
    policy = BY_ID[id].policy
    applied = policies_of(project.id)
    return policy in applied and reads.record("policies", policy) is not None


def _deadline(one: Plain, what: str, title: str, day: datetime.date) -> Deadline:
    known, names = fields(one.section), _ASKED.get(one.section, ())
    asked = tuple(
        say("{label}：{text}", label=known[name].label, text=" ".join(text.split()))
        for name in names
        if (text := getattr(one, name))
    )
    id, (told, often) = f"{what}-{one.section}-{one.id}", _told(one)
    return Deadline(id, title, day, told, one.url, asked, revision=often)


def _told(one: Plain) -> tuple[datetime.date, int]:
    """The day on which something was last told of a record, and how often after it was published.

    A program that has imported an event takes another only if these say that it is newer: also than a
    withdrawal, which bears its number in the ledger.
    """
    later = reads.naming(one.section, one.id, "corrections", "corrects")
    later += amendments(one) if one.section == "contracts" else []
    days = [it.published for it in later]
    logged = line(one.section, one.id)
    days += [logged.day] * (logged.number - 1) if logged else []
    often = len(days)
    if logged and logged.returned:
        known = [line(it.section, it.id) for it in later]
        often = max(it.entry.n for it in (logged, *known) if it)
    return max([one.published, *days]), often


def _corrected(made: Deadline, one: Plain) -> Deadline:
    """With the corrections of the record that states it.

    A correction is words, so the day stays as it was published; who noted it has to read what is new.
    """
    found = reads.naming(one.section, one.id, "corrections", "corrects")
    if not found:
        return made
    base = reads.site().base_url
    lines = [
        say("更正：{title} {address}", title=it.title, address=absolute(it.url, base))
        for it in found
    ]
    return replace(
        made,
        title=say("{what}（有更正）", what=made.title),
        asked=(*made.asked, *lines),
    )


def _ended(one: Deadline, end: Plain) -> Deadline:
    """Called off, for those who have noted it too: they are told by its id (RFC 5546, 3.2.1)."""
    title = say("{what}（已终止）", what=one.title)
    told = max(one.told, end.published)
    return replace(one, title=title, told=told, revision=one.revision + 1, void=True)


def _withdrawn(one: Lapsed) -> Deadline:
    """Off with its record, for those who have noted it. No correction and no end has a number so high."""
    title = say(_WORDS[one.section], title=titled("projects", one.project))
    entry = one.entry
    return Deadline(
        f"{lapsed.DAYS[one.section]}-{one.section}-{one.id}",
        say("{what}（已撤回）", what=title),
        one.day,
        datetime.date.fromisoformat(entry.date),
        f"/{one.section}/{one.id}/",
        (say("这条记录公开后，由{by}撤回。原因：{reason}", by=entry.by, reason=entry.reason),),
        revision=entry.n,
        void=True,
    )


def of_halves() -> list[Deadline]:
    """The days by which half-year statistics are due of anybody, up to the half-year that runs."""
    rule = BY_ID["H-01"]
    bound = [one for one in reads.records("purchasers") if binds(rule, one)]
    if not bound:
        return []
    return [
        Deadline(
            f"half-{half.year}-{half.number}",
            say("{year} 年{half}统计报送截止", year=half.year, half=say(half.name)),
            half.due(rule.numbers["days"]),
            half.first,
            "/oversight/halves/",
        )
        for half in owing(rule.policy, bound[0].published, reads.today())
    ]


def everything() -> list[Deadline]:
    """The deadlines of all projects and half-years since last year; without any, the site's opening.

    Calendar programs refuse large files, and what is over for so long is on the pages of projects.
    """
    first = _since()
    ids = (*reads.keys("projects"), *_without_project())
    every = (one for id in ids for one in of_project(id))
    found = [one for one in (*every, *of_halves()) if one.day >= first]
    site = reads.site()
    # A calendar needs at least one component (RFC 5545, 3.6).
    opening = Deadline(
        "opened", say("{title}开通", title=site.title), site.opened, site.opened, "/"
    )
    return sorted(found, key=lambda one: (one.day, one.id)) or [opening]


@reads.read
def _since() -> datetime.date:
    """The first day of last year."""
    return datetime.date(reads.today().year - 1, 1, 1)


@reads.read
def of_group(section: str, id: str) -> list[Deadline]:
    """The deadlines of all projects of a purchaser, a region or a supplier."""
    if section == "suppliers":
        contracts = reads.naming(section, id, "contracts", "supplier")
        ids = {one.project for one in contracts}
    else:
        ids = {one.id for one in reads.naming(section, id, "projects")}
    every = sorted(ids.union(lapsed.of_party(f"{section}/{id}")))
    found = [deadline for one in every for deadline in of_project(one)]
    return sorted(found, key=lambda one: (one.day, one.id))


# The sections each record of which has a calendar of its projects.
GROUPS = ("purchasers", "suppliers", "regions")


def has_calendar(one: Plain) -> bool:
    """Whether a record has a calendar of its projects."""
    return one.section in GROUPS and _has_calendar(one.section, one.id)


@reads.read
def _has_calendar(section: str, id: str) -> bool:
    return bool(of_group(section, id))


@reads.read
def having(section: str) -> tuple[str, ...]:
    """The ids of the section's records that have a calendar: projects, withdrawn ones too, or a group."""
    gone = _without_project() if section == "projects" else ()
    off = frozenset(lapsed.concerned())
    return (*(id for id in reads.keys(section) if _has(section, id, off)), *gone)


@reads.read
def _without_project() -> tuple[str, ...]:
    """The withdrawn projects that had deadlines."""
    return tuple(one.id for one in lapsed.projects() if lapsed.of_project(one.id))


def _has(section: str, id: str, off: Set[str]) -> bool:
    """Whether `of_project` or `of_group` would give anything; links alone tell, without the records.

    off: of whom deadlines were withdrawn, «section/id».
    """
    if f"{section}/{id}" in off:
        return True
    named = reads.links(f"{section}/{id}")
    by = ((source.partition("/")[::2], field) for source, field, _ in named)
    if section == "projects":
        return any(one in _DATED and field == "project" for (one, _), field in by)
    if section == "suppliers":
        contracts = [
            one for (kind, one), field in by if kind == "contracts" and field == "supplier"
        ]
        return any(_has("projects", _projects()[one], off) for one in contracts)
    return any(_has("projects", one, off) for (kind, one), _ in by if kind == "projects")


_DATED = frozenset({"announcements", "publicity", "single-sources", "contracts"})


@reads.read
def _projects() -> dict[str, str]:
    """The project of each contract."""
    return dict(reads.stored("contracts", "id", "project"))
