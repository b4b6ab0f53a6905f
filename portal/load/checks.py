"""What only shows when all records are known: twins, repeats, loops, codes, unknown years."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache

from sqlalchemy import Table

from portal import uscc
from portal.load import links
from portal.load.gather import Gathered
from portal.load.parsed import Key, Location
from portal.load.rows import field_name
from portal.marks import lists_of
from portal.models.base import Record
from portal.models.money import Account
from portal.models.notices import Calendar
from portal.models.projects import Publicity
from portal.models.reports import Statistic
from portal.models.site import Site
from portal.nearest import nearest
from portal.problems import Problem
from portal.sections import BY_NAME
from portal.window import UnknownYear, Workdays

PICTURES = (".png", ".jpg", ".jpeg")
Node = tuple[str, str, str]
"""Section, field, and the id of a record or of a row."""


def twins(gathered: Gathered) -> Iterator[Problem]:
    """Two records of a section with the same value in a field that must be unique."""
    seen: dict[tuple[str, str, object], str] = {}
    for key, row in gathered.rows.items():
        for name in _unique(type(row)):
            value = getattr(row, name)
            other = seen.setdefault((key[0], name, value), row.path)
            if other != row.path:
                path, line = gathered.parsed[key].place((name,))
                reason = f"「{value}」与 {other} 相同"
                yield Problem(path, line, name, reason, "改正其中一个，或删去重复的记录")


@cache
def _unique(model: type[Record]) -> tuple[str, ...]:
    """The fields in which no two records may have the same value."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return tuple(column.name for column in table.columns if column.unique)


def repeats(gathered: Gathered) -> Iterator[Problem]:
    """Two rows of one list with the same code: a reference could mean either."""
    for key, row in gathered.rows.items():
        for name in lists_of(type(row)):
            seen: dict[str, int] = {}
            for number, code in enumerate(links.codes(row, name)):
                first = seen.setdefault(code, number)
                if code and first != number:
                    at = (name, number)
                    place = gathered.parsed[key].place(at)
                    reason = f"编号「{code}」与第 {first + 1} 项相同"
                    yield Problem(*place, field_name(at), reason, "每一项用一个不同的编号")


def twice(gathered: Gathered) -> Iterator[Problem]:
    """A list of references that names one record twice: it would be counted twice."""
    for key, row in gathered.rows.items():
        seen: dict[object, Location] = {}
        for at, ref, value in links.references(row):
            if isinstance(at[-1], int) and seen.setdefault((at[:-1], ref, value), at) != at:
                place = gathered.parsed[key].place(at)
                yield Problem(*place, field_name(at), f"「{value}」写了两次", "只留一处")


# What a purchaser reports once.
_REPORTS: dict[type[Record], tuple[str, ...]] = {
    Statistic: ("purchaser", "year", "half"),
    Account: ("purchaser", "year"),
}


def reports(gathered: Gathered) -> Iterator[Problem]:
    """Two reports of one purchaser for the same time: figures would take one of them, or both."""
    seen: dict[object, str] = {}
    for key, row in gathered.rows.items():
        if names := _REPORTS.get(type(row)):
            other = seen.setdefault((key[0], *(getattr(row, name) for name in names)), row.path)
            if other != row.path:
                place = gathered.parsed[key].place(("year",))
                reason = f"这个购买主体的同一期已经有一份：{other}"
                remedy = "改正购买主体或时间；确是同一份的只留一份，数字有误的另发更正公告"
                yield Problem(*place, "year", reason, remedy)


def loops(gathered: Gathered) -> Iterator[Problem]:
    """Chains of references within a section that come back to where they began, one each.

    A chain goes from record to record («replaces»), or from row to row («items[1].parent»).
    """
    arrows = dict(_arrows(gathered))
    done: set[Node] = set()
    for start in arrows:
        chain: list[Node] = []
        node = start
        while node in arrows and node not in done:
            chain.append(node)
            done.add(node)
            node = arrows[node][0]
        if node in chain:
            ring = [*chain[chain.index(node) :], node]
            _, key, at = arrows[node]
            reason = f"绕成了圈：{' → '.join(name for _, _, name in ring)}"
            yield Problem(*gathered.parsed[key].place(at), field_name(at), reason, "断开其中一处")


def _arrows(gathered: Gathered) -> Iterator[tuple[Node, tuple[Node, Key, Location]]]:
    """Each reference within a section: from where, to where, and in which place of which record."""
    for (section, id), row in gathered.rows.items():
        for at, ref, value in links.references(row):
            # A list of references is no chain: things alike may name each other.
            if ref.section != section or isinstance(at[-1], int):
                continue
            if not ref.part and len(at) == 1:
                source = id
            elif ref.part == at[0] and isinstance(number := at[1], int):
                source = f"{id}#{links.code_of(getattr(row, ref.part)[number])}"
            else:
                continue
            field = str(at[-1])
            yield (section, field, source), ((section, field, value), (section, id), at)


def headings(site: Site) -> Iterator[Problem]:
    """Metadata in site.yaml for a section that does not exist."""
    for number, one in enumerate(site.columns, 1):
        if one.section not in BY_NAME:
            remedy = f"写栏目的文件夹名，如 {'、'.join(list(BY_NAME)[:3])}"
            field = f"columns[{number}].section"
            yield Problem("site.yaml", 0, field, f"没有栏目「{one.section}」", remedy)


def moved(site: Site, gathered: Gathered) -> Iterator[Problem]:
    """Renamed records whose former name is in use, is told twice, or whose new name leads nowhere."""
    known = {f"{section}/{id}" for section, id in gathered.rows}
    told: set[str] = set()
    for number, one in enumerate(site.moved, 1):
        old, new = f"moved[{number}].old", f"moved[{number}].new"
        if one.old.partition("/")[0] not in BY_NAME:
            yield Problem("site.yaml", 0, old, f"没有「{one.old}」所在的栏目", "核对栏目的文件夹名")
        elif one.old in known:
            yield Problem("site.yaml", 0, old, f"「{one.old}」还是一条记录", "删掉这一条跳转")
        elif one.old in told:
            yield Problem("site.yaml", 0, old, f"「{one.old}」写了两次", "只留一处")
        told.add(one.old)
        if one.new not in known:
            close = nearest(one.new, sorted(known))
            remedy = f"是不是 {close}？" if close else "写现有记录的 栏目/编号"
            yield Problem("site.yaml", 0, new, f"没有「{one.new}」这条记录", remedy)


def logo(site: Site, files: Container[str]) -> Iterator[Problem]:
    """A logo that is not there, or no picture. files: root-relative addresses of all attachments."""
    if site.logo is None:
        return
    if f"/pages/{site.logo}" not in files:
        remedy = "写成「编号/文件名」，如 about/logo.png，并列入那一条网站说明的 attachments"
        yield Problem("site.yaml", 0, "logo", f"没有标志图片「{site.logo}」", remedy)
    elif not site.logo.endswith(PICTURES):
        reason = f"标志「{site.logo}」不是图片"
        yield Problem("site.yaml", 0, "logo", reason, "换成 PNG 或 JPEG 图片")


def targets(site: Site, gathered: Gathered) -> Iterator[Problem]:
    """A union in site.yaml that is no purchaser."""
    if site.targets and ("purchasers", site.targets) not in gathered.rows:
        remedy = "写购买主体的编号（文件名去掉 .md）"
        yield Problem("site.yaml", 0, "targets", f"没有购买主体「{site.targets}」", remedy)


def codes(site: Site, gathered: Gathered) -> Iterator[Problem]:
    """Invented codes belong in a demonstration, and nothing else belongs there."""
    reason, remedy = "正式网站里出现了虚构的代码（第 3、4 位是 99）", "填写登记证书上的代码"
    if site.demo:
        reason, remedy = "演示站里出现了真实的代码", "第 3、4 位用 99（国家标准中没有的省份）"
    for key, row in gathered.rows.items():
        code = getattr(row, "uscc", None)
        if code and uscc.is_fictional(code) != site.demo:
            yield Problem(*gathered.parsed[key].place(("uscc",)), "uscc", reason, remedy)
    if site.publisher_code and uscc.is_fictional(site.publisher_code) != site.demo:
        yield Problem("site.yaml", 0, "publisher_code", reason, remedy)


def workdays(gathered: Gathered) -> Workdays:
    """The working days as the calendar section lays them over the installed calendar."""
    calendars = [row for row in gathered.rows.values() if isinstance(row, Calendar)]
    overlay = {day.day: (False, day.name) for row in calendars for day in row.holidays}
    overlay |= {day.day: (True, day.name) for row in calendars for day in row.workdays}
    return Workdays(overlay, frozenset(row.year for row in calendars if row.complete))


def calendars(gathered: Gathered) -> Iterator[Problem]:
    """One day told about twice, or one year's whole notice given twice, in two calendars or in one."""
    seen: dict[object, str] = {}
    for key, row in gathered.rows.items():
        if not isinstance(row, Calendar):
            continue
        told: list[tuple[object, Location]] = [(row.year, ("complete",))] if row.complete else []
        for name in ("holidays", "workdays"):
            told += [(day.day, (name, n)) for n, day in enumerate(getattr(row, name))]
        for what, at in told:
            other = seen.setdefault(what, row.path)
            if other != row.path or sum(1 for one, _ in told if one == what) > 1:
                place = gathered.parsed[key].place(at)
                reason = (
                    f"{what} 在 {other} 里已经写过" if other != row.path else f"{what} 写了两次"
                )
                yield Problem(*place, field_name(at), reason, "只留一处")


def windows(site: Site, gathered: Gathered, days: Workdays) -> Iterator[Problem]:
    """Public windows that reach into a year of which no one knows the days off."""
    for key, row in gathered.rows.items():
        if isinstance(row, Publicity):
            rule = row.start_rule or site.start_rule
            try:
                days.last(row.published, start_rule=rule)
                days.between(row.published, row.until, rule)
            except UnknownYear as error:
                path, line = gathered.parsed[key].place(("published",))
                remedy = f"把国务院办公厅的放假通知写入 content/calendar/{error.year}.md"
                yield Problem(
                    path, line, "published", f"公示期进入 {error.year} 年，放假安排未知", remedy
                )
