"""A record as one row of a table: which columns, under which labels, with which values.

Labels are the model's Chinese ones with their unit. Numbers stay numbers. A reference takes two
columns, its id and its words, so that a spreadsheet can be grouped by name without a look-up.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from portal import reads
from portal.addresses import absolute
from portal.canonical import Values
from portal.data import derived
from portal.data.workbook import Value
from portal.display import Shown, fields
from portal.models.base import Record
from portal.plain import Plain
from portal.references import target

# Bodies are texts with markup: they stand in the JSON.
_FIRST = ("id", "title", "published", "summary")
_UNITS = {"amount": "（元）", "percent": "（%）"}
_HUNDREDTHS = frozenset({"amount", "number", "percent"})
JOINT = "；"


@dataclass(frozen=True)
class Column:
    """One column. kind: as in display.Shown, or «words» for the words of a reference.

    derived: whether its value comes from the project or the contract that the record names.
    """

    field: Shown
    label: str
    kind: str
    derived: bool = False


@cache
def columns(section: str) -> tuple[Column, ...]:
    """The columns of a section's table, in order."""
    made = [Column(_common(name), _label(name), _KINDS[name]) for name in _FIRST]
    made.append(Column(Shown("url", "网页", "text"), "网页", "url"))
    for field in fields(section).values():
        made += _of_field(field)
    made.append(Column(_common("attachments"), _label("attachments"), "attachments"))
    for item in derived.derived(section):
        both = _of_field(Shown(item.name, item.label, "link", item.section))
        made += (replace(one, derived=True) for one in both)
    return tuple(made)


_KINDS = {"id": "text", "title": "text", "published": "day", "summary": "text"}


def _label(name: str) -> str:
    return Record.model_fields[name].title or name


def _common(name: str) -> Shown:
    return Shown(name, _label(name), _KINDS.get(name, "parts"))


def _of_field(field: Shown) -> list[Column]:
    if field.kind == "link":
        return [
            Column(field, f"{field.chinese}编号", "text"),
            Column(field, f"{field.chinese}名称", "words"),
        ]
    return [Column(field, field.chinese + _UNITS.get(field.kind, ""), field.kind)]


def part_columns(field: Shown) -> tuple[Column, ...]:
    """The columns of a list inside a record, for a sheet of its own."""
    return tuple(column for part in field.parts for column in _of_field(part))


def row(found: Sequence[Column], one: Plain, said: Values | None = None) -> list[Value]:
    """The record's or part's values under these columns; None where it says nothing.

    Amounts in 元, scores and percentages as numbers with at most two decimals.
    said: the record's canonical values, from which a list inside it is written as JSON.
    """
    made = [_value(column, one, said or {}) for column in found if not column.derived]
    added = [column for column in found if column.derived]
    return made + _derived(added, derived.of(one)) if added else made


def _derived(found: list[Column], said: Mapping[str, derived.Named]) -> list[Value]:
    """The values of derived columns, which stand behind all others."""
    made: list[Value] = []
    for column in found:
        texts = [words if column.kind == "words" else id for id, words in _named(column, said)]
        made.append(JOINT.join(texts) or None)
    return made


def _named(column: Column, said: Mapping[str, derived.Named]) -> derived.Named:
    return said.get(column.field.name, ())


def _value(column: Column, one: Plain, said: Values) -> Value:
    if column.kind == "url":
        return absolute(one.url, reads.site().base_url)
    found = getattr(one, column.field.name)
    if found is None or found == []:
        return None
    if column.kind == "attachments":
        return JOINT.join(attachment.file for attachment in found)
    if column.kind == "parts":
        rows = said.get(column.field.name)
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    if isinstance(found, list):
        return JOINT.join(str(_single(column, item)) for item in found)
    return _single(column, found)


def _single(column: Column, found: Any) -> Value:
    if column.kind == "words":
        return target(column.field.section, found).words
    if column.kind in _HUNDREDTHS:
        hundredths = int(found)
        return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100
    if column.kind in ("count", "year"):
        return int(found)
    if isinstance(found, datetime.date):
        return found
    if column.kind == "yes":
        return "是" if found else "否"
    return str(found)


@dataclass(frozen=True)
class Described:
    """A field as the page of a dataset lists it: name in JSON, label, kind, columns of the table."""

    name: str
    label: str
    kind: str
    labels: tuple[str, ...]
    derived: bool


def described_columns(section: str) -> list[Described]:
    """The fields of a section with the columns that they take in its tables."""
    made: dict[str, Described] = {}
    for column in columns(section):
        name = f"derived.{column.field.name}" if column.derived else column.field.name
        before = made[name].labels if name in made else ()
        kind = "url" if name == "url" else column.field.kind
        labels = (*before, column.label)
        made[name] = Described(name, column.field.label, kind, labels, column.derived)
    return list(made.values())
