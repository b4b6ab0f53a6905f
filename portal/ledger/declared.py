"""content/ledger/declared.yaml: what the office says about changes to what it has published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import ConfigDict
from sqlmodel import Field, SQLModel

from portal.fields import Count, Day, Line
from portal.ledger.log import Act, Entry
from portal.load.parsed import Parsed, Unreadable
from portal.load.rows import make
from portal.load.text import read_text
from portal.load.yaml import parse_yaml
from portal.models.base import Part, listed
from portal.models.links import AnyId
from portal.problems import Problem

FILE = "ledger/declared.yaml"
_REMARKS = re.compile(r"(?m)^\s*#.*")


class Way(StrEnum):
    """What was done to a published record."""

    REVISE = "更正"
    WITHDRAW = "撤回"

    @property
    def act(self) -> Act:
        return Act[self.name]


class Change(Part):
    """One change of one published version; it is spent when the log holds it.

    entry: the number of the entry whose version is changed, so that it covers no later change.
    see: the record that explains it, or the address a renamed record has moved to.
    """

    record: AnyId = Field(title="记录")
    entry: Count = Field(title="账本序号")
    act: Way = Field(title="做法")
    date: Day = Field(title="日期")
    by: Line = Field(title="决定单位")
    reason: Line = Field(title="原因")
    see: AnyId | None = Field(default=None, title="相关记录")


class Fork(Part):
    """A head that was published and is given up: the log begins anew under another name."""

    size: Count = Field(title="条数")
    root: Line = Field(title="根")
    date: Day = Field(title="日期")
    by: Line = Field(title="决定单位")
    reason: Line = Field(title="原因")


class Declared(SQLModel):
    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment]

    changes: list[Change] = listed("变更声明")
    forks: list[Fork] = listed("重开账本")


@dataclass(frozen=True)
class Declarations:
    """What the file says, and where each part of it stands."""

    said: Declared = field(default_factory=Declared)
    parsed: Parsed = field(default_factory=lambda: Parsed(FILE, {}))

    def of(self, entry: Entry) -> Change | None:
        """What is declared about the version that an entry published."""
        named = (entry.n, entry.record)
        return next((one for one in self.said.changes if (one.entry, one.record) == named), None)

    def problem(self, change: Change, name: str, reason: str, remedy: str) -> Problem:
        """A problem of one declaration's field."""
        number = self.said.changes.index(change)
        place = self.parsed.place(("changes", number, name))
        return Problem(*place, f"changes[{number + 1}].{name}", reason, remedy)


def read_declared(content: Path) -> Declarations | list[Problem]:
    """The declarations of a content folder, none when there is no file."""
    file = content / FILE
    if not file.exists():
        return Declarations()
    try:
        text = read_text(file, FILE)
        if not _REMARKS.sub("", text).strip():
            return Declarations()
        parsed = parse_yaml(text, FILE)
    except Unreadable as error:
        return [error.problem]
    # What was spent may be taken out again, and leaves the name of the list.
    said = {name: [] if value == "" else value for name, value in parsed.data.items()}
    made = make(Declared, said, parsed)
    return made if isinstance(made, list) else Declarations(made, parsed)
