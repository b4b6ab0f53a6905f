"""What an import will do, said before it does it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build.forms.shape import columns
from build.forms.workbook import OWNER
from build.importing import delimited, jsonfile, xlsx
from build.importing.amounts import amount_remarks
from build.importing.beside import Copy, find_copies
from build.importing.drafts import Drafts, collect
from build.importing.faults import Fault, Place, Refused
from build.importing.filed import Filed, file_draft
from build.importing.grid import Grid
from build.importing.tables import Table, read_table, section_of
from build.importing.trial import try_out
from portal.fields import apart, brief, shown
from portal.load.parsed import Unreadable
from portal.load.walk import Source, walk
from portal.nearest import nearest
from portal.sections import BY_NAME, SECTIONS, Section

# How Excel and WPS name what they lay beside a file that is open.
_OPEN = ("~$", ".~")


@dataclass(frozen=True)
class Plan:
    """What will be written, or why nothing can be.

    filed: new and changed records; same: how many stay as they are; notes: what was not read.
    """

    filed: tuple[Filed, ...]
    copies: tuple[Copy, ...]
    same: int
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def files(self) -> dict[str, bytes | Path]:
        """Path below the content folder → what will be there."""
        made: dict[str, bytes | Path] = {
            path: data for one in self.filed for path, data in one.files.items()
        }
        return made | {copy.path: copy.source for copy in self.copies}


def make_plan(file: Path, content: Path, given: Section | None, state: Path | None = None) -> Plan:
    """Read the file, lay it over the content, and try the result out; raises OSError.

    given: the section of sheets and records that do not name theirs. state: as in `load`.
    """
    try:
        drafts, faults, notes = _read(file, given)
    except Refused as error:
        return Plan((), (), 0, (), (error.fault,))
    sources = {(one.section, one.id): one for one in walk(content).sources}
    faults += list(_orphans(drafts, sources))
    filed = list(_filed(drafts, content, sources, faults))
    changed = [one for one in filed if one.changed]
    copies, clashes = find_copies(filed, file.parent, content)
    faults += clashes
    if not faults and (changed or copies):
        faults += try_out(content, changed, copies, file, state)
    same = len(filed) - len(changed)
    return Plan(tuple(changed), tuple(copies), same, tuple(notes), tuple(sorted(set(faults))))


def _read(file: Path, given: Section | None) -> tuple[Drafts, list[Fault], list[str]]:
    ending = file.suffix.lower()
    if file.name.startswith(_OPEN):
        reason = "这是表格软件开着文件时留下的临时文件"
        raise Refused(reason, f"关掉表格软件，导入名字前面没有 {file.name[:2]} 的那一份")
    if ending == ".json":
        return jsonfile.read_json(file, given)
    if ending == ".csv":
        grids = [delimited.read_csv(file)]
    elif ending == ".xlsx":
        grids = xlsx.read_xlsx(file)
    else:
        raise Refused(f"不认识 {ending or '没有扩展名'} 的文件", "另存为 .xlsx、.csv 或 .json")
    return _understand(grids, given)


def _understand(
    grids: Sequence[Grid], given: Section | None
) -> tuple[Drafts, list[Fault], list[str]]:
    tables: list[Table] = []
    faults: list[Fault] = []
    # Sheets that are named after a list alone belong to the section of the sheets before them.
    for grid in grids:
        given = section_of(grid) or given
        faults += grid.faults
        if grid.cells:
            found = read_table(grid, given)
            if isinstance(found, Table):
                tables.append(found)
            else:
                faults += found
    drafts, more = collect(tables)
    notes = [note for grid in grids for note in grid.notes]
    if not drafts and not faults and not more:
        more = [Fault(Place(), "文件里没有一行内容", "从表头下面一行开始填写")]
    return drafts, faults + more, notes


def _orphans(drafts: Drafts, sources: Mapping[tuple[str, str], Source]) -> Iterator[Fault]:
    """Rows of lists whose record is neither in the file nor in the content, once for each record."""
    for (section, id), draft in drafts.items():
        if "" in draft.places or (section, id) in sources:
            continue
        title = BY_NAME[section].chinese
        ids = [other for name, other in (*drafts, *sources) if name == section and other != id]
        close = nearest(id, ids)
        meant = f"是不是 {close}？" if close else ""
        remedy = f"{meant}改成已有记录的编号，或先在「{title}」表里写这一条"
        first = next(iter(draft.values))
        yield Fault(draft.place(f"{first}[1].{OWNER.name}"), f"{title}里没有 {id}", remedy)


def _filed(
    drafts: Drafts, content: Path, sources: dict[tuple[str, str], Source], faults: list[Fault]
) -> Iterator[Filed]:
    for key, draft in drafts.items():
        try:
            yield file_draft(draft, content, sources.get(key))
        except Unreadable as error:
            problem = error.problem
            place = Place(f"content/{problem.path}", label=f"第 {problem.line} 行")
            faults.append(Fault(place, problem.reason, problem.remedy))


def describe(plan: Plan, today: datetime.date) -> Iterator[str]:
    """The plan in lines: what is added, what changes from what to what, what was not read."""
    order = {section.name: place for place, section in enumerate(SECTIONS)}
    filed = sorted(plan.filed, key=lambda one: (order[one.draft.section], one.draft.id))
    new = sum(one.new for one in filed)
    yield f"新增 {new} 条，改动 {len(filed) - new} 条，不变 {plan.same} 条。"
    for one in filed:
        title = BY_NAME[one.draft.section].chinese
        sign = "+" if one.new else "~"
        yield f"  {sign} {title} {one.draft.id} {brief(_words(one.after.get('title', '')))} → {'、'.join(one.files)}"
        if not one.new:
            yield from _changes(one, today)
        yield from (f"      {said}" for said in amount_remarks(one))
    for copy in plan.copies:
        yield f"  + 附件 {copy.path}（{copy.print.size:,} 字节，SHA-256 {copy.print.sha256}）"
    yield from (f"注意：{note}。" for note in plan.notes)


def _changes(one: Filed, today: datetime.date) -> Iterator[str]:
    labels = {column.name: column.label for column in columns(one.draft.section)}
    for name in one.changed:
        before, after = (_words(values.get(name, "（空）")) for values in (one.before, one.after))
        yield f"      {labels.get(name, name)}：{' → '.join(apart(before, after))}"
    if str(one.before.get("published", "9")) <= today.isoformat():
        yield "      这条记录已经公开：一般应当另发更正公告；直接改动要在账本中声明（见手册「更正」）"
    if one.lost:
        said = "、".join(map(shown, one.lost))
        yield f"      文件里的说明会去掉，要保留的请先抄下：{said}"


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "、".join(_words(one) for one in value.values())
    if isinstance(value, list):
        return "；".join(_words(one) for one in value)
    return str(value)
