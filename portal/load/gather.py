"""Files → rows, one by one: what can be judged of a record without knowing the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any

from portal import canonical
from portal.fields import HIDDEN, shown
from portal.load.misplaced import misplaced
from portal.load.parsed import Key, Parsed, Sound, Unreadable
from portal.load.readings import Kept, Reading, digest
from portal.load.rows import DERIVED, make
from portal.load.table import read_table
from portal.load.text import parse_record, read_bytes, read_record
from portal.load.walk import Source
from portal.marks import lists_of
from portal.models.base import Record
from portal.problems import Problem
from portal.sections import BY_NAME


@dataclass
class Gathered:
    """The records of a content folder by (section, id).

    rows: the sound ones; broken: those with problems of their own; parsed: what their files hold, of
    sound ones as little as can be;
    paths: the file of each, sound or not; digests: what stands for the bytes of each file that was read;
    canonical: as in Reading.
    """

    rows: dict[Key, Record] = field(default_factory=dict)
    parsed: dict[Key, Parsed | Sound] = field(default_factory=dict)
    paths: dict[Key, str] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    canonical: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def broken(self) -> set[Key]:
        """Asked for when all have been gathered."""
        return self.paths.keys() - self.rows.keys()


def gather(
    content: Path, sources: Iterable[Source], others: Set[str], state: Path | None = None
) -> Gathered:
    """Read every record's file; a problem in one does not keep the others from being read.

    others: paths of the files that are no records, among them the tables. state: the folder that
    keeps what reading sound files gave.
    """
    gathered = Gathered()
    reader = _Reader(content, others)
    with Kept(content, others, state) as kept:
        for source in sources:
            key = (source.section, source.id)
            if other := gathered.paths.get(key):
                remedy = "改掉其中一个文件名：编号在一个栏目里只能用一次"
                problem = Problem(source.path, 0, "", f"编号与 {other} 相同", remedy)
                gathered.problems.append(problem)
                continue
            gathered.paths[key] = source.path
            try:
                data = read_bytes(reader.file(source), source.path)
                read = gathered.digests[source.path] = digest(source, data)
                reading: Reading | list[Problem] | None = kept.get(read, source)
                if reading is None:
                    parsed = gathered.parsed[key] = parse_record(data, source.path)
                    reading = reader.made(source, parsed)
                    if isinstance(reading, Reading):
                        kept.put(read, reading)
            except Unreadable as error:
                reading = [error.problem]
            if isinstance(reading, list):
                gathered.problems += reading
                continue
            again = partial(reader.parsed, source)
            gathered.rows[key] = reading.row
            gathered.canonical[key] = reading.canonical
            gathered.parsed[key] = Sound(
                source.path, reading.body_line, reading.personal, reading.tables, again
            )
    return gathered


class _Reader:
    """Reads the records' files of one content folder.

    others: as in `gather`.
    """

    def __init__(self, content: Path, others: Set[str]) -> None:
        self._content, self._folder, self._others = content, os.fspath(content), others

    def file(self, source: Source) -> str:
        """Where a record's file is."""
        return f"{self._folder}/{source.path}"

    def parsed(self, source: Source) -> Parsed:
        """All that a record's file holds, with the places of its tables; raises Unreadable."""
        parsed = read_record(self.file(source), source.path)
        self._values(source, parsed)
        return parsed

    def made(self, source: Source, parsed: Parsed) -> Reading | list[Problem]:
        """What a parsed file gives in the end, or all that is wrong with it; raises Unreadable."""
        values, problems, tables = self._values(source, parsed)
        row = make(BY_NAME[source.section].model, values, parsed)
        if isinstance(row, list):
            other = misplaced(source.section, values, source.path)
            return [other] if other else problems + row
        said = (
            ""
            if row.attachments
            else canonical.digest(canonical.canonical(canonical.values(source.section, row)))
        )
        return problems or Reading(row, parsed.body_line, parsed.personal, tables, said)

    def _values(
        self, source: Source, parsed: Parsed
    ) -> tuple[dict[str, Any], list[Problem], tuple[str, ...]]:
        """What the record is to be made of, its problems so far, and the paths of its tables.

        The tables are read from the CSV files that the record names; raises Unreadable.
        """
        values: dict[str, Any] = dict(parsed.data)
        problems = [
            Problem(
                *parsed.place((name,)), name, f"不能填写 {name}，它由文件自动得出", "删掉这一行"
            )
            for name in DERIVED
            if values.pop(name, None) is not None
        ]
        tables: list[str] = []
        for name in lists_of(BY_NAME[source.section].model):
            value = values.get(name)
            if isinstance(value, str) and value.endswith(".csv"):
                path = str(PurePosixPath(source.path).parent / value)
                if "/" in value or path not in self._others:
                    place, reason = parsed.place((name,)), f"找不到表格{shown(value)}"
                    problems.append(Problem(*place, name, reason, "把它放在记录旁边，核对文件名"))
                    del values[name]
                else:
                    values[name] = read_table(self._content / path, path, name, parsed)
                    tables.append(path)
        values |= {"id": source.id, "path": source.path}
        if parsed.body:
            values["body"] = parsed.body
            hidden = HIDDEN.search(parsed.body)
            line = parsed.body_line + parsed.body.count("\n", 0, hidden.start() if hidden else 0)
            parsed.places[("body",)] = (source.path, line)
        return values, problems, tuple(tables)
