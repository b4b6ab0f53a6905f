"""A record in the folder of another section: told once, instead of field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.load.rows import DERIVED
from portal.problems import Problem
from portal.sections import BY_NAME, SECTIONS, Section

# So many fields that a section does not know are no slip of the pen.
_UNKNOWN = 2


def misplaced(section: str, values: Mapping[str, Any], path: str) -> Problem | None:
    """That a record with these values belongs to another section, if it fits exactly one better.

    It has several fields that its own section does not know, and that the other knows all, together
    with all that the other demands.
    """
    written = values.keys() - set(DERIVED)
    if len(written - _fields(BY_NAME[section])) < _UNKNOWN:
        return None
    found = list(_fitting(written))
    if len(found) != 1:
        return None
    meant, own = found[0], BY_NAME[section].chinese
    reason = f"像是「{meant.chinese}」的记录，却在「{own}」的文件夹里"
    return Problem(path, 0, "", reason, f"移到 {meant.name} 文件夹")


def _fitting(written: set[str]) -> Iterator[Section]:
    for one in SECTIONS:
        needed = {name for name, field in one.model.model_fields.items() if field.is_required()}
        if written <= _fields(one) and needed - set(DERIVED) <= written:
            yield one


def _fields(section: Section) -> set[str]:
    return set(section.model.model_fields) - set(DERIVED)
