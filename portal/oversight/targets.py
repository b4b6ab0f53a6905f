"""The yearly numbers that policies set, each with the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from portal import reads
from portal.language import in_year, say, within
from portal.oversight import figures
from portal.oversight.sheets import article, clause_address
from portal.oversight.table import (
    Cell,
    Row,
    Table,
    apart,
    count,
    day,
    heads,
    money,
    record,
    share,
    tag,
    text,
    to,
)
from portal.plain import Plain
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

    title, counts and unit (as for table.count) are messages.
    """

    id: str
    title: str
    clause: str
    counts: str
    unit: str
    reach: Callable[[int], tuple[Reached, ...]]

    def titled(self, reached: Reached) -> str:
        """Its title in the language of the site, with whose it is."""
        title = say(self.title)
        return say("{name}（{words}）", name=title, words=reached.whose) if reached.whose else title


def _listed(kind: str, owed: int) -> Callable[[int], tuple[Reached, ...]]:
    """Organisations on the year's rosters of one kind, each name once."""

    def reach(year: int) -> tuple[Reached, ...]:
        rows = tuple(_entries(_rosters(kind), year))
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


POST = "管理岗位"


def _projects(year: int) -> tuple[Reached, ...]:
    """Projects whose first contract was signed in the year, but for those that are posts."""
    rows = tuple(row for project, row in _bought(year) if project.form != POST)
    return (Reached(len(rows), 100, rows),)


def _posts(year: int) -> tuple[Reached, ...]:
    """The posts (管理岗位) of such projects, one for a project that does not say how many."""
    found = [(project, row) for project, row in _bought(year) if project.form == POST]
    posts = sum(one.posts or 1 for one, _ in found)
    return (Reached(posts, 50, tuple(row for _, row in found)),)


def _bought(year: int) -> Iterable[tuple[Plain, Row]]:
    for contract in figures.bought("", figures.year(year)).rows:
        if project := reads.record("projects", contract.project):
            yield project, Row((record(project), record(contract), day(contract.signed)))


def _items(year: int) -> tuple[Reached, ...]:
    """Items of the project lists (服务项目目录) published in the year."""
    rows = tuple(
        Row((to(item.title, f"{one.url}#item-{item.code}"), record(one), day(one.published)))
        for one in reads.records("catalogues")
        if one.kind == "服务项目目录" and one.published.year == year
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
           "首份合同在当年签订的项目，管理岗位除外", "{number} 个",
           _projects),
    Target("listed", "公布服务项目目录", "bj-zgh-2015#2-3-3-list",
           "当年公布的「服务项目目录」里的目录项", "{number} 项", _items),
    Target("members", within("target", "联合会会员"), "bj-zgh-2015#2-1-2-members",
           "当年联合会名录里的单位；第一年不少于 50 家，以后不少于上一年", "{number} 家", _federations),
    Target("posts", "购买管理岗位", "bj-zgh-2015#2-2-2-posts",
           "首份合同在当年签订的管理岗位项目的岗位数，没有写明的按一个计", "{number} 个", _posts),
)  # fmt: skip

SHARE, SHARE_CLAUSE = 30, "wuhan-mz-2020-24#3-4-share"


def targets() -> list[Table]:
    """The meters, then for each number the rows that it counts.

    A target is missed only once its year is over. Share to social organisations: what the yearly
    accounts say was bought from them ÷ new spending on public services by purchase, at least 30 %.
    """
    found = [(one, year, one.reach(year)) for year in years() for one in TARGETS]
    rows = [Row(_meter(one, year, each)) for one, year, reached in found for each in reached]
    meters = Table(
        "meters",
        say("年度目标"),
        heads("目标", "年度", "实际", "应不少于", "进度", "是否达到", "条款"),
        tuple(rows),
        formula=say("marks.semicolon").join(map(_counts, TARGETS)) + say("marks.stop"),
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
    return [meters, _shares(), *behind]


def _counts(one: Target) -> str:
    return say("{label}：{value}", label=say(one.title), value=say(one.counts))


def _reached(one: Target, year: int, value: int) -> str:
    return say(
        "{label}：{value}",
        label=in_its_year(year, say(one.title)),
        value=say(one.unit, number=value),
    )


def in_its_year(year: int, title: str) -> str:
    """A target's title with the year: «2026 年购买项目»."""
    return say("{year} 年{title}", year=year, title=title)


def years() -> list[int]:
    """The years that contracts, rosters or accounts speak of, newest first."""
    told = {one.year for section in ("rosters", "accounts") for one in reads.records(section)}
    told |= {int(day[:4]) for (day,) in reads.stored("contracts", "signed")}
    return sorted((year for year in told if year <= reads.today().year), reverse=True)


def _meter(one: Target, year: int, reached: Reached) -> tuple[Cell, ...]:
    address = apart("targets", f"{one.id}-{year}") if reached.rows else ""
    return (
        text(one.titled(reached)),
        text(in_year(year)),
        count(reached.value, one.unit, address),
        count(reached.owed, one.unit),
        Cell(meter=(reached.value, reached.owed)),
        _state(year, kept=reached.value >= reached.owed),
        _clause(one.clause),
    )


def _state(year: int, *, kept: bool) -> Cell:
    if kept:
        return tag(say("已达到"), "open")
    if year >= reads.today().year:
        return tag(say("年度未结束"), "soon")
    return tag(say("未达到"), "bad")


def _clause(clause: str) -> Cell:
    return to(article(clause), clause_address(clause))


def _shares() -> Table:
    rows = []
    for year in years():
        told = [one for one in reads.records("accounts") if one.year == year]
        rows += [_account(one) for one in told]
        if told:
            rows.append(_share(say("{year} 年合计", year=year), year, told))
    return Table(
        "share",
        say("新增购买支出向社会组织倾斜（不低于 {share}%）", share=SHARE),
        heads("决算", "新增公共服务购买支出", "其中向社会组织购买", "比例", "是否达到", "条款"),
        tuple(rows),
        formula=say(
            "比例＝向社会组织购买的支出÷新增公共服务购买支出，取自各单位年度决算；没有公布这两个数的决算不计入合计。"
        ),
    )


def _account(one: Plain) -> Row:
    return Row((record(one), *_share(one.title, one.year, [one]).cells[1:]))


def _share(title: str, year: int, accounts: list[Plain]) -> Row:
    told = [one for one in accounts if None not in (one.new_services, one.to_organisations)]
    whole = sum(one.new_services for one in told)
    part = sum(one.to_organisations for one in told)
    kept = part * 100 >= whole * SHARE
    state = _state(year, kept=kept) if whole else tag(say("没有公布"), "soon")
    return Row(
        (
            text(title),
            money(whole if told else None),
            money(part if told else None),
            share(part, whole),
            state,
            _clause(SHARE_CLAUSE),
        )
    )
