"""Rows ↔ JSON: what the state folder keeps of a row that was validated, and the row again."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args

from sqlmodel import SQLModel

from portal.marks import enum_of, part_of

Model = TypeVar("Model", bound=SQLModel)
Convert = Callable[[Any], Any]


def stored(row: SQLModel) -> str:
    """All that the row holds, as JSON."""
    return row.model_dump_json()


def revived(model: type[Model], values: dict[str, Any]) -> Model:
    """The row of which `stored` gave these values; equal to it, and not validated again.

    The values become the row's own. Raises KeyError, TypeError or ValueError for any others.
    """
    for name, convert in _conversions(model):
        value = values[name]
        if value is not None:
            values[name] = convert(value)
    row: Model = model.__new__(model)
    vars(row).update(values)
    return row


@cache
def _conversions(model: type[SQLModel]) -> tuple[tuple[str, Convert], ...]:
    """The fields that JSON does not give back as they are, and what makes them so."""
    found = ((name, _conversion(field.annotation)) for name, field in model.model_fields.items())
    return tuple((name, convert) for name, convert in found if convert)


def _conversion(annotation: Any) -> Convert | None:
    if part := part_of(annotation):
        return lambda items: [revived(part, item) for item in items]
    words = enum_of(annotation)
    if words and _is_list(annotation):
        return lambda items: [_word(words, item) for item in items]
    if words:
        return lambda word: _word(words, word)
    return datetime.date.fromisoformat if datetime.date in _inside(annotation) else None


def _word(words: type[Enum], word: str) -> Enum:
    return words._value2member_map_[word]


def _is_list(annotation: Any) -> bool:
    return any(getattr(one, "__origin__", None) is list for one in _inside(annotation))


def _inside(annotation: Any) -> list[Any]:
    """The annotation and all that it is made of."""
    found = [annotation]
    for inner in get_args(annotation):
        found += _inside(inner)
    return found
