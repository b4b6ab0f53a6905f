"""Files → rows, one by one: what can be judged of a record without knowing the others."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from portal.fields import HIDDEN, shown
from portal.load.parsed import Key, Parsed, Unreadable
from portal.load.rows import DERIVED, make
from portal.load.table import read_table
from portal.load.text import read_record
from portal.load.walk import Source
from portal.marks import lists_of
from portal.models.base import Record
from portal.problems import Problem
from portal.sections import BY_NAME


@dataclass
class Gathered:
    """The records of a content folder by (section, id).

    rows: the sound ones; broken: those with problems of their own; parsed: what their files hold;
    paths: the file of each, sound or not.
    """

    rows: dict[Key, Record] = field(default_factory=dict)
    parsed: dict[Key, Parsed] = field(default_factory=dict)
    paths: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def broken(self) -> set[Key]:
        """Asked for when all have been gathered."""
        return self.paths.keys() - self.rows.keys()


def gather(content: Path, sources: Iterable[Source], others: Set[str]) -> Gathered:
    """Read every record's file; a problem in one does not keep the others from being read.

    others: paths of the files that are no records, among them the tables.
    """
    gathered = Gathered()
    for source in sources:
        key = (source.section, source.id)
        if other := gathered.paths.get(key):
            remedy = "改掉其中一个文件名：编号在一个栏目里只能用一次"
            problem = Problem(source.path, 0, "", f"编号与 {other} 相同", remedy)
            gathered.problems.append(problem)
            continue
        gathered.paths[key] = source.path
        try:
            gathered.parsed[key] = read_record(content / source.path, source.path)
            made = _row(content, source, gathered.parsed[key], others)
        except Unreadable as error:
            made = [error.problem]
        if isinstance(made, Record):
            gathered.rows[key] = made
        else:
            gathered.problems += made
    return gathered


def _row(content: Path, source: Source, parsed: Parsed, others: Set[str]) -> Record | list[Problem]:
    """The row of one record's file, its tables read from the CSV files that it names."""
    values: dict[str, Any] = dict(parsed.data)
    problems = [
        Problem(*parsed.place((name,)), name, f"不能填写 {name}，它由文件自动得出", "删掉这一行")
        for name in DERIVED
        if values.pop(name, None) is not None
    ]
    model = BY_NAME[source.section].model
    for name in lists_of(model):
        value = values.get(name)
        if isinstance(value, str) and value.endswith(".csv"):
            path = str(PurePosixPath(source.path).parent / value)
            if "/" in value or path not in others:
                place, reason = parsed.place((name,)), f"找不到表格{shown(value)}"
                problems.append(Problem(*place, name, reason, "把它放在记录旁边，核对文件名"))
                del values[name]
            else:
                values[name] = read_table(content / path, path, name, parsed)
    values |= {"id": source.id, "path": source.path}
    if parsed.body:
        values["body"] = parsed.body
        hidden = HIDDEN.search(parsed.body)
        line = parsed.body_line + parsed.body.count("\n", 0, hidden.start() if hidden else 0)
        parsed.places[("body",)] = (source.path, line)
    made = make(model, values, parsed)
    if isinstance(made, list):
        return problems + made
    return problems or made
