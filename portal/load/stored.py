"""Rows ↔ JSON: what the state folder keeps of a row that was validated, and the row again."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sqlmodel import SQLModel

from portal.marks import classes, enum_of, is_list, part_of

Model = TypeVar("Model", bound=SQLModel)
Convert = Callable[[Any], Any]


def stored(row: SQLModel) -> list[Any]:
    """The values of all fields in the model's order, as JSON has them; of a part, likewise."""
    values = vars(row)
    return [
        values[one.name]
        if one.give is None or values[one.name] is None
        else one.give(values[one.name])
        for one in _fields(type(row))
    ]


def revived(model: type[Model], values: list[Any]) -> Model:
    """The row of which `stored` gave these values; equal to it, and not validated again.

    Without names, because JSON would make those of each record anew, a fifth of what a record holds.
    """
    row: Model = model.__new__(model)
    own = vars(row)
    for one, value in zip(_fields(model), values, strict=True):
        own[one.name] = value if one.take is None or value is None else one.take(value)
    return row


@dataclass(frozen=True, slots=True)
class _Field:
    """give: value → JSON, take: JSON → value; None where they are the same. Neither is asked about None."""

    name: str
    give: Convert | None
    take: Convert | None


@cache
def _fields(model: type[SQLModel]) -> tuple[_Field, ...]:
    return tuple(
        _Field(name, *_conversions(field.annotation)) for name, field in model.model_fields.items()
    )


def _conversions(annotation: Any) -> tuple[Convert | None, Convert | None]:
    if part := part_of(annotation):
        return (
            lambda rows: [stored(row) for row in rows],
            lambda rows: [revived(part, row) for row in rows],
        )
    words = enum_of(annotation)  # of texts, which JSON writes as their texts
    if words and is_list(annotation):
        return None, lambda items: [_word(words, item) for item in items]
    if words:
        return None, lambda word: _word(words, word)
    if datetime.date in classes(annotation):
        return datetime.date.isoformat, datetime.date.fromisoformat
    return None, None


def _word(words: type[Enum], word: str) -> Enum:
    return words._value2member_map_[word]
