"""What only shows when all records are known: twins, loops, attachments, codes, unknown years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from portal import uscc
from portal.load.links import Key, references
from portal.load.text import Parsed
from portal.models.base import Record
from portal.models.notices import Calendar
from portal.models.parties import Purchaser, Supplier
from portal.models.projects import Publicity
from portal.models.site import Site
from portal.problems import Problem
from portal.window import UnknownYear, Workdays

ATTACHMENT_TYPES = {
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".csv", ".txt", ".zip", ".png", ".jpg",
}  # fmt: skip

Rows = Mapping[Key, Record]


def twins(rows: Rows, parsed: Mapping[Key, Parsed]) -> Iterator[Problem]:
    """Two records of a section with the same value in a field that must be unique."""
    seen: dict[tuple[str, str, object], str] = {}
    for key, row in rows.items():
        for column in row.__table__.columns:  # type: ignore[attr-defined]
            if not column.unique:
                continue
            value = getattr(row, column.name)
            other = seen.setdefault((key[0], column.name, value), row.path)
            if other != row.path:
                path, line = parsed[key].place((column.name,))
                reason = f"「{value}」与 {other} 相同"
                yield Problem(path, line, column.name, reason, "改正其中一个，或删去重复的记录")


def loops(rows: Rows, parsed: Mapping[Key, Parsed]) -> Iterator[Problem]:
    """Chains of records of one section that come back to where they began."""
    for key, row in rows.items():
        for location, ref, value in references(row):
            if ref.section != key[0] or ref.part or len(location) != 1:
                continue
            field, chain = str(location[0]), [row.id]
            while value and value not in chain and (ref.section, value) in rows:
                chain.append(value)
                value = getattr(rows[ref.section, value], field)
            if value == row.id:
                path, line = parsed[key].place(location)
                yield Problem(path, line, field, f"绕成了圈：{' → '.join([*chain, value])}", "断开其中一处")


def attachments(
    rows: Rows, parsed: Mapping[Key, Parsed], others: frozenset[str]
) -> Iterator[Problem | tuple[str, str]]:
    """(address, path) for each attachment, a Problem for each missing, odd or unclaimed file."""
    claimed: set[str] = set()
    for (section, id), row in rows.items():
        folder = PurePosixPath(row.path).parent
        claimed.update(path for path, _ in parsed[section, id].places.values())
        for number, attachment in enumerate(row.attachments):
            path, line = parsed[section, id].place(("attachments", number, "file"))
            place = (path, line, f"attachments[{number + 1}].file")
            file = str(folder / attachment.file)
            if "/" in attachment.file or file not in others:
                yield Problem(*place, f"找不到附件「{attachment.file}」", "把文件放在记录旁边，核对文件名")
            elif PurePosixPath(file).suffix not in ATTACHMENT_TYPES:
                allowed = "、".join(sorted(ATTACHMENT_TYPES))
                yield Problem(*place, "附件的类型不允许", f"换成其中一种（小写）：{allowed}")
            else:
                claimed.add(file)
                yield f"/{section}/{id}/{attachment.file}", file
    for path in sorted(others - claimed):
        yield Problem(path, 0, "", "没有任何记录提到这个文件", "列入一条记录的 attachments，或删掉")


def codes(site: Site, rows: Rows, parsed: Mapping[Key, Parsed]) -> Iterator[Problem]:
    """Invented codes belong in a demonstration, and nothing else belongs there."""
    for key, row in rows.items():
        if isinstance(row, (Purchaser, Supplier)) and uscc.is_fictional(row.uscc) != site.demo:
            path, line = parsed[key].place(("uscc",))
            if site.demo:
                reason, remedy = "演示站里出现了真实的代码", "第 3、4 位用 99（国家标准中没有的省份）"
            else:
                reason, remedy = "正式网站里出现了虚构的代码（第 3、4 位是 99）", "填写登记证书上的代码"
            yield Problem(path, line, "uscc", reason, remedy)


def workdays(rows: Rows) -> Workdays:
    """The working days as the calendar section lays them over the installed calendar."""
    calendars = [row for row in rows.values() if isinstance(row, Calendar)]
    overlay = {day.day: (False, day.name) for row in calendars for day in row.holidays}
    overlay |= {day.day: (True, day.name) for row in calendars for day in row.workdays}
    return Workdays(overlay, frozenset(row.year for row in calendars if row.complete))


def windows(
    site: Site, rows: Rows, parsed: Mapping[Key, Parsed], days: Workdays
) -> Iterator[Problem]:
    """Public windows that reach into a year of which no one knows the days off."""
    for key, row in rows.items():
        if isinstance(row, Publicity):
            rule = row.start_rule or site.start_rule
            try:
                days.window(row.published, start_rule=rule)
                days.between(row.published, row.until, rule)
            except UnknownYear as error:
                path, line = parsed[key].place(("published",))
                remedy = f"把国务院办公厅的放假通知写入 content/calendar/{error.year}.md"
                yield Problem(path, line, "published", f"公示期进入 {error.year} 年，放假安排未知", remedy)
