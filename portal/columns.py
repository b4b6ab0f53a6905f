"""Rows ↔ the tables of SQLite: how each field of a model is kept, and given back as a plain value.

SQLModel makes the tables; their values are written and read here, because a row of the ORM takes ten
times as long, and a page may need a hundred. Days are kept as ISO 8601 text, enums as their Chinese
words, lists as JSON, everything else as it is.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import Any

from sqlmodel import SQLModel

from portal.marks import classes, part_of
from portal.models.base import Record
from portal.plain import Plain

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One field. keep: model value → SQLite value; give: SQLite value → plain value.

    None for values that are kept as they are; neither is asked about None.
    """

    name: str
    keep: Convert | None
    give: Convert | None


@cache
def columns(model: type[SQLModel]) -> tuple[Column, ...]:
    """The fields of a model, in its order."""
    return tuple(_column(name, field.annotation) for name, field in model.model_fields.items())


def _column(name: str, annotation: Any) -> Column:
    if part := part_of(annotation):
        days = _days(part)
        return Column(name, _keep_parts, lambda text: _give_parts(text, days))
    kinds = set(classes(annotation))
    if list in kinds:
        return Column(name, _keep_list, json.loads)
    if datetime.date in kinds:
        return Column(name, datetime.date.isoformat, datetime.date.fromisoformat)
    if bool in kinds:
        return Column(name, int, bool)
    if any(issubclass(kind, Enum) for kind in kinds):
        return Column(name, lambda value: value.value, None)
    return Column(name, None, None)


def _keep_list(values: list[Any]) -> str:
    # Most lists are empty. An enum of texts is written as its text.
    return json.dumps(values, ensure_ascii=False) if values else _EMPTY


_EMPTY = "[]"


def _keep_parts(parts: list[SQLModel]) -> str:
    if not parts:
        return _EMPTY
    days = _days(type(parts[0]))
    rows = [dict(vars(part)) for part in parts]
    for name in days:
        for row in rows:
            if row[name] is not None:
                row[name] = row[name].isoformat()
    return _keep_list(rows)


@cache
def _days(part: type[SQLModel]) -> tuple[str, ...]:
    """The fields of a class of parts that hold days."""
    return tuple(one.name for one in columns(part) if one.keep is datetime.date.isoformat)


def _give_parts(text: str, days: tuple[str, ...]) -> list[Plain]:
    if text == _EMPTY:
        return []
    rows = json.loads(text)
    for row in rows:
        for name in days:
            if row[name] is not None:
                row[name] = datetime.date.fromisoformat(row[name])
    return [Plain(**row) for row in rows]


def kept(row: SQLModel) -> tuple[Any, ...]:
    """The row's values as SQLite keeps them, in the order of `columns`."""
    take, keeping = _keeping(type(row))
    values = list(take(vars(row)))
    for place, keep in keeping:
        if values[place] is not None:
            values[place] = keep(values[place])
    return tuple(values)


@cache
def _keeping(model: type[SQLModel]) -> tuple[Convert, tuple[tuple[int, Convert], ...]]:
    """What takes the values of all columns out of a row's, and by place what SQLite keeps otherwise."""
    found = columns(model)
    keeping = tuple((place, one.keep) for place, one in enumerate(found) if one.keep)
    return itemgetter(*(one.name for one in found)), keeping


def given(section: str, model: type[Record], values: Iterable[Any]) -> Plain:
    """The record that `kept` values are of, as a plain value."""
    found = {
        one.name: value if one.give is None or value is None else one.give(value)
        for one, value in zip(columns(model), values, strict=True)
    }
    id = found["id"]
    return Plain(**found, section=section, key=f"{section}/{id}", url=f"/{section}/{id}/")
