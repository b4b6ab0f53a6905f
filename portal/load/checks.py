"""What only shows when all records are known: twins, loops, codes, unknown years."""

from __future__ import annotations

from collections.abc import Iterator

from portal import uscc
from portal.load.gather import Gathered
from portal.load.links import references
from portal.models.notices import Calendar
from portal.models.parties import Purchaser, Supplier
from portal.models.projects import Publicity
from portal.models.site import Site
from portal.problems import Problem
from portal.window import UnknownYear, Workdays


def twins(gathered: Gathered) -> Iterator[Problem]:
    """Two records of a section with the same value in a field that must be unique."""
    seen: dict[tuple[str, str, object], str] = {}
    for key, row in gathered.rows.items():
        for column in row.__table__.columns:  # type: ignore[attr-defined]
            if not column.unique:
                continue
            value = getattr(row, column.name)
            other = seen.setdefault((key[0], column.name, value), row.path)
            if other != row.path:
                path, line = gathered.parsed[key].place((column.name,))
                reason = f"「{value}」与 {other} 相同"
                yield Problem(path, line, column.name, reason, "改正其中一个，或删去重复的记录")


def loops(gathered: Gathered) -> Iterator[Problem]:
    """Chains of records of one section that come back to where they began."""
    for key, row in gathered.rows.items():
        for location, ref, value in references(row):
            if ref.section != key[0] or ref.part or len(location) != 1:
                continue
            field, chain, after = str(location[0]), [row.id], value
            while after and after not in chain and (ref.section, after) in gathered.rows:
                chain.append(after)
                after = getattr(gathered.rows[ref.section, after], field)
            if after == row.id:
                path, line = gathered.parsed[key].place(location)
                yield Problem(
                    path, line, field, f"绕成了圈：{' → '.join([*chain, row.id])}", "断开其中一处"
                )


def codes(site: Site, gathered: Gathered) -> Iterator[Problem]:
    """Invented codes belong in a demonstration, and nothing else belongs there."""
    for key, row in gathered.rows.items():
        if isinstance(row, (Purchaser, Supplier)) and uscc.is_fictional(row.uscc) != site.demo:
            path, line = gathered.parsed[key].place(("uscc",))
            if site.demo:
                reason, remedy = (
                    "演示站里出现了真实的代码",
                    "第 3、4 位用 99（国家标准中没有的省份）",
                )
            else:
                reason, remedy = (
                    "正式网站里出现了虚构的代码（第 3、4 位是 99）",
                    "填写登记证书上的代码",
                )
            yield Problem(path, line, "uscc", reason, remedy)


def workdays(gathered: Gathered) -> Workdays:
    """The working days as the calendar section lays them over the installed calendar."""
    calendars = [row for row in gathered.rows.values() if isinstance(row, Calendar)]
    overlay = {day.day: (False, day.name) for row in calendars for day in row.holidays}
    overlay |= {day.day: (True, day.name) for row in calendars for day in row.workdays}
    return Workdays(overlay, frozenset(row.year for row in calendars if row.complete))


def windows(site: Site, gathered: Gathered, days: Workdays) -> Iterator[Problem]:
    """Public windows that reach into a year of which no one knows the days off."""
    for key, row in gathered.rows.items():
        if isinstance(row, Publicity):
            rule = row.start_rule or site.start_rule
            try:
                days.window(row.published, start_rule=rule)
                days.between(row.published, row.until, rule)
            except UnknownYear as error:
                path, line = gathered.parsed[key].place(("published",))
                remedy = f"把国务院办公厅的放假通知写入 content/calendar/{error.year}.md"
                yield Problem(
                    path, line, "published", f"公示期进入 {error.year} 年，放假安排未知", remedy
                )
