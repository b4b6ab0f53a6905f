"""Records that a build holds back because something is wrong with them: what the public is told.

A kind of reason and the names of fields, never a value: what is wrong may be personal data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.canonical import label
from portal.personal.detect import find
from portal.problems import Problem
from portal.sections import BY_NAME


class Cause(StrEnum):
    """Why a record is held back; the words stand in the catalogue under these names.

    CONTENT: something in it is wrong. UNDECLARED: it was changed or removed after it was published,
    without a declaration. RELATED: it rests on a record that is held back.
    """

    CONTENT = "content"
    UNDECLARED = "undeclared"
    RELATED = "related"


@dataclass(frozen=True)
class Withheld:
    """One record that is held back.

    record: «section/id». earlier: its last published form is on the site; otherwise nothing is.
    cause, fields: why, and which of its fields (their labels) are concerned.
    since: the day (YYYY-MM-DD) of its last published form, "" when it was never published.
    """

    record: str
    earlier: bool
    cause: Cause
    fields: tuple[str, ...] = ()
    since: str = ""

    @property
    def removed(self) -> bool:
        """Whether it was public once, and nothing of it is: its address, which others link to, says so."""
        return bool(self.since) and not self.earlier

    @property
    def named(self) -> bool:
        """Whether its id may be shown: one that is a personal number may not."""
        return not find(self.record.rpartition("/")[2])


def concerned(record: str, problems: Iterable[Problem]) -> tuple[str, ...]:
    """The labels of a record's fields in which there are problems, each once, in the order given."""
    section = record.partition("/")[0]
    if section not in BY_NAME:
        return ()
    names = [one.field.partition("[")[0].partition(".")[0] for one in problems]
    fields = BY_NAME[section].model.model_fields
    return tuple(dict.fromkeys(label(section, name) for name in names if name in fields))
