"""The fields of a section as a person fills them in, read from its model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

import click
from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from portal.fields import Kind, Ref
from portal.load.rows import DERIVED
from portal.marks import enum_of, is_list, mark_of, part_of
from portal.nearest import nearest
from portal.sections import BY_NAME, SECTIONS, Section


@dataclass(frozen=True)
class Column:
    """One field.

    kind: text, markdown, day, amount, number, percent, count, year, yes, link, choice or parts.
    choices: the only values, when there are such; ref: what a link leads to.
    many: a list of single values; parts: the fields of the rows of a list; default: what the record
    says when the field is left out, "" for nothing.
    """

    name: str
    label: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()
    ref: Ref | None = None
    many: bool = False
    parts: tuple[Column, ...] = ()
    default: str = ""


@cache
def columns(section: str) -> tuple[Column, ...]:
    """The fields of a section's records, the body last; without those that the loader derives."""
    named = [one for one in shape(BY_NAME[section].model) if one.name not in DERIVED]
    return (*named, Column("body", "正文", "markdown", required=False))


@cache
def column(section: str, name: str) -> Column | None:
    """One field by name or label; «criteria.weight» for one of the rows of a list."""
    known, found = columns(section), None
    for step in name.split("."):
        found = next((one for one in known if step in (one.name, one.label)), None)
        known = found.parts if found else ()
    return found


@cache
def section_words() -> dict[str, Section]:
    """What a section may be called → the section: its name, in the singular too, or in Chinese."""
    names: dict[str, Section] = {}
    for section in SECTIONS:
        model = section.model.__name__.lower()
        singular = section.name.removesuffix("s")
        names |= dict.fromkeys((section.name, section.chinese, model, singular), section)
    return names


def section_named(word: str) -> Section:
    """The section with this name, in the singular or plural or in Chinese.

    Raises click.UsageError, which names the nearest ones.
    """
    names = section_words()
    found = names.get(word.strip()) or names.get(word.strip().lower())
    if found is None:
        close = [one for one in names if word and word in one][:3]
        close = close or [one for one in [nearest(word, names)] if one]
        meant = f"是不是「{'」「'.join(close)}」？" if close else ""
        every = "、".join(f"{one.name}（{one.chinese}）" for one in SECTIONS)
        raise click.UsageError(f"没有名为「{word}」的栏目。{meant}可用：{every}。")
    return found


def shape(model: type[SQLModel]) -> tuple[Column, ...]:
    """The fields of a model, in its order."""
    return tuple(_column(name, field) for name, field in model.model_fields.items())


def _column(name: str, field: FieldInfo) -> Column:
    label, required = field.title or name, field.is_required()
    if part := part_of(field.annotation):
        return Column(name, label, "parts", required, parts=shape(part))
    kind, ref = mark_of(field, Kind), mark_of(field, Ref)
    words = enum_of(field.annotation)
    choices = tuple(one.value for one in words) if words else ()
    said = "choice" if choices else kind.name if kind else "text"
    many = is_list(field.annotation)
    default = field.default.value if isinstance(field.default, Enum) else ""
    return Column(name, label, said, required, choices, ref, many, default=default)
