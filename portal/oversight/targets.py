"""The yearly numbers that policies set, each with the rows behind it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from portal import reads
from portal.language import in_year, say, within
from portal.oversight import figures
from portal.oversight.sheets import article, clause_address
from portal.oversight.spending import new_spending, years
from portal.oversight.table import (
    EMPTY,
    Cell,
    Row,
    Table,
    apart,
    count,
    day,
    heads,
    record,
    tag,
    text,
    to,
)
from portal.plain import Plain
from portal.rules.force import holds, last_day
from portal.rules.table import BY_ID


@dataclass(frozen=True)
class Reached:
    """How far a target is reached in a year: value of owed, and a row for each thing counted.

    whose: by which of several bodies that must each reach it, or "".
    """

    value: int
    owed: int
    rows: tuple[Row, ...]
    whose: str = ""


@dataclass(frozen=True)
class Target:
    """One target. clause: «policy#article»; counts: what is counted, for the reader.

    title, counts (which may say {members}) and unit (as for table.count) are messages. own: is of one union, which site.yaml
    names («市总工会每年»); without it, what all bodies did is shown and not judged.
    """

    id: str
    title: str
    clause: str
    counts: str
    unit: str
    reach: Callable[[int], tuple[Reached, ...]]
    own: bool = True

    def titled(self, reached: Reached) -> str:
        """Its title in the language of the site, with whose it is."""
        title = say(self.title)
        return say("{name}（{words}）", name=title, words=reached.whose) if reached.whose else title


def _union() -> str:
    """The union whose targets they are, "" when the site does not say."""
    return reads.site().targets or ""


def _is_own(one: Plain) -> bool:
    """Whether a roster or a list is of this union: by its purchaser, else by who keeps or makes it."""
    if not _union():
        return True
    if one.section == "rosters" and one.purchaser:
        return bool(one.purchaser == _union())
    keeper = one.keeper if one.section == "rosters" else one.maker
    return bool(keeper == reads.title("purchasers", _union()))


def _listed(kind: str, owed: int) -> Callable[[int], tuple[Reached, ...]]:
    """Organisations on the year's rosters of one kind, each name once."""

    def reach(year: int) -> tuple[Reached, ...]:
        rows = tuple(_entries(filter(_is_own, _rosters(kind)), year))
        return (Reached(len(rows), owed, rows),)

    return reach


def _rosters(kind: str) -> list[Plain]:
    return [one for one in reads.records("rosters") if one.kind == kind]


def _entries(rosters: Iterable[Plain], year: int) -> Iterable[Row]:
    seen = set()
    for roster in rosters:
        if roster.year != year:
            continue
        for entry in roster.entries:
            if entry.name in seen:
                continue
            seen.add(entry.name)
            name = to(entry.name, f"/suppliers/{entry.supplier}/" if entry.supplier else "")
            yield Row((name, record(roster), day(entry.since or roster.issued)))


# Members of a federation in its first year, as the rule has it.
_FIRST_MEMBERS = BY_ID["B-14"].numbers["members"]


def _federations(year: int) -> tuple[Reached, ...]:
    """Members of each federation by its keeper; of one when nobody has said who keeps it."""
    by_keeper: dict[str, list[Plain]] = {}
    for one in _rosters("联合会会员"):
        if one.year <= year:
            by_keeper.setdefault(one.keeper, []).append(one)
    found = [_federation(rosters, year, keeper) for keeper, rosters in sorted(by_keeper.items())]
    if len(found) > 1:
        return tuple(found)
    return tuple(replace(one, whose="") for one in found) or (_federation([], year, ""),)


def _federation(rosters: list[Plain], year: int, keeper: str) -> Reached:
    """So many in its first year, then no fewer than in the last that is told."""
    rows = tuple(_entries(rosters, year))
    before = max((one.year for one in rosters if one.year < year), default=0)
    owed = len(tuple(_entries(rosters, before))) if before else _FIRST_MEMBERS
    return Reached(len(rows), owed, rows, keeper)


SERVICE, POST = "服务项目", "管理岗位"


def _projects(year: int) -> tuple[Reached, ...]:
    """Projects of the form 服务项目 whose first contract was signed in the year."""
    rows = tuple(row for project, row in _bought(year) if project.form == SERVICE)
    return (Reached(len(rows), 100, rows),)


def _posts(year: int) -> tuple[Reached, ...]:
    """The posts (管理岗位) of such projects, one for a project that does not say how many."""
    found = [(project, row) for project, row in _bought(year) if project.form == POST]
    posts = sum(one.posts or 1 for one, _ in found)
    return (Reached(posts, 50, tuple(row for _, row in found)),)


def _bought(year: int) -> Iterable[tuple[Plain, Row]]:
    for contract in figures.bought(_union(), figures.year(year)).rows:
        if project := reads.record("projects", contract.project):
            yield project, Row((record(project), record(contract), day(contract.signed)))


def _items(year: int) -> tuple[Reached, ...]:
    """Items of the project lists (服务项目目录) published in the year."""
    rows = tuple(
        Row((to(item.title, f"{one.url}#item-{item.code}"), record(one), day(one.published)))
        for one in reads.records("catalogues")
        if one.kind == "服务项目目录" and one.published.year == year and _is_own(one)
        for item in one.items
    )
    return (Reached(len(rows), 100, rows),)


CONTACT = "bj-zgh-2015#2-1-1-contact"
TARGETS = (
    Target("contacted", "联系社会组织", CONTACT, "当年「已联系社会组织」名录里的单位，同名只计一次",
           "{number} 家", _listed("已联系社会组织", 100)),
    Target("collected", "采集社会组织信息", "bj-zgh-2015#2-1-1-collect",
           "当年「已采集信息社会组织」名录里的单位，同名只计一次", "{number} 家",
           _listed("已采集信息社会组织", 100)),
    Target("bought", within("target", "购买项目"), "bj-zgh-2015#2-2-1-projects",
           "首份合同在当年签订的服务项目，不含管理岗位、公益活动、项目补贴和项目奖励", "{number} 个",
           _projects),
    Target("listed", "公布服务项目目录", "bj-zgh-2015#2-3-3-list",
           "当年公布的「服务项目目录」里的目录项", "{number} 项", _items),
    Target("members", within("target", "联合会会员"), "bj-zgh-2015#2-1-2-members",
           "当年联合会名录里的单位；第一年不少于 {members} 家，以后逐年增加，本站按不少于上一年计", "{number} 家", _federations, own=False),
    Target("posts", "购买管理岗位", "bj-zgh-2015#2-2-2-posts",
           "首份合同在当年签订的管理岗位项目的岗位数，没有写明的按一个计", "{number} 个", _posts),
)  # fmt: skip


def targets() -> list[Table]:
    """The meters, then for each number the rows that it counts.

    A target is missed only once its year is over.
    """
    found = [(one, year, one.reach(year)) for year in years() for one in TARGETS]
    rows = [Row(_meter(one, year, each)) for one, year, reached in found for each in reached]
    meters = Table(
        "meters",
        say("年度目标"),
        heads("目标", "年度", "实际", "应不少于", "进度", "是否达到", "条款"),
        tuple(rows),
        formula="".join(
            (
                say("marks.semicolon").join(map(_counts, TARGETS)),
                say("marks.stop"),
                _whose(),
                _terms(),
            )
        ),
    )
    behind = [
        Table(
            f"{one.id}-{year}",
            _reached(one, year, sum(each.value for each in reached)),
            heads("名称", "出处", "日期"),
            counted,
            apart=True,
        )
        for one, year, reached in found
        if (counted := tuple(row for each in reached for row in each.rows))
    ]
    return [meters, new_spending(), *behind]


def _whose() -> str:
    if not _union():
        return say(
            "除联合会外，都是一家总工会每年的目标；本站没有写明是哪一家，各单位合计，不作判断。"
        )
    union = reads.title("purchasers", _union())
    return say("除联合会外，都是一家总工会每年的目标，只计{union}的。", union=union)


def _terms() -> str:
    """What the policies that set the numbers say of their own time: theirs may be over."""
    named = dict.fromkeys(one.clause.partition("#")[0] for one in TARGETS)
    found = [one for id in named if (one := reads.record("policies", id))]
    return "".join(
        say("《{title}》：{words}。", title=one.title, words=words)
        for one in found
        for words in (one.term, _last(one))
        if words
    )


def _last(policy: Plain) -> str:
    day = last_day(policy)
    return say("最后一天是 {day}，以后年份的不作判断", day=day) if day else ""


def _counts(one: Target) -> str:
    return say(
        "{label}：{value}", label=say(one.title), value=say(one.counts, members=_FIRST_MEMBERS)
    )


def _reached(one: Target, year: int, value: int) -> str:
    return say(
        "{label}：{value}",
        label=in_its_year(year, say(one.title)),
        value=say(one.unit, number=value),
    )


def in_its_year(year: int, title: str) -> str:
    """A target's title with the year: «2026 年购买项目»."""
    return say("{year} 年{title}", year=year, title=title)


def _meter(one: Target, year: int, reached: Reached) -> tuple[Cell, ...]:
    address = apart("targets", f"{one.id}-{year}") if reached.rows else ""
    return (
        text(one.titled(reached)),
        text(in_year(year)),
        count(reached.value, one.unit, address),
        count(reached.owed, one.unit),
        Cell(meter=(reached.value, reached.owed)),
        _state(year, kept=reached.value >= reached.owed) if _judged(one, year) else EMPTY,
        _clause(one.clause),
    )


def _judged(one: Target, year: int) -> bool:
    """Whether it is known whose target it is, and its policy is in force when the year is over."""
    known = bool(_union()) or not one.own
    return known and holds(one.clause.partition("#")[0], datetime.date(year, 12, 31))


def _state(year: int, *, kept: bool) -> Cell:
    if kept:
        return tag(say("已达到"), "open")
    if year >= reads.today().year:
        return tag(say("年度未结束"), "soon")
    return tag(say("未达到"), "bad")


def _clause(clause: str) -> Cell:
    return to(article(clause), clause_address(clause))
