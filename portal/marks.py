"""Looking up what a field's annotation says: its marks (Kind, Ref), its classes, its class of parts, its enum."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

Mark = TypeVar("Mark")


def mark_of(field: FieldInfo, kind: type[Mark]) -> Mark | None:
    """The mark of this class on the field, also inside `list[…]` and `… | None`."""
    # pydantic moves the marks of an outermost Annotated from the annotation to the metadata.
    return next((mark for mark in field.metadata if isinstance(mark, kind)), None) or _inside(
        field.annotation, kind
    )


def _inside(annotation: Any, kind: type[Mark]) -> Mark | None:
    if get_origin(annotation) is Annotated:
        return next((mark for mark in get_args(annotation) if isinstance(mark, kind)), None)
    for inner in get_args(annotation):
        if found := _inside(inner, kind):
            return found
    return None


def part_of(annotation: Any) -> type[SQLModel] | None:
    """The class of parts in `list[Part]`, or None."""
    for inner in get_args(annotation):
        if isinstance(inner, type) and issubclass(inner, SQLModel):
            return inner
    return None


def classes(annotation: Any) -> Iterator[type]:
    """The classes named in an annotation, `list` for any list."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    if get_origin(annotation) is list:
        yield list
    else:
        for inner in get_args(annotation):
            yield from classes(inner)


def is_list(annotation: Any) -> bool:
    """Whether the field holds several values."""
    return list in classes(annotation)


@cache
def lists_of(model: type[SQLModel]) -> tuple[str, ...]:
    """The names of a model's fields that are lists of parts."""
    return tuple(name for name, one in model.model_fields.items() if part_of(one.annotation))


def enum_of(annotation: Any) -> type[Enum] | None:
    """The enum in `Enum`, `Enum | None` or `list[Enum]`, or None."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    return next((found for one in get_args(annotation) if (found := enum_of(one))), None)
