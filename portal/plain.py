"""Rows → plain values: what templates get instead of database objects."""

from __future__ import annotations

from enum import Enum
from types import SimpleNamespace
from typing import Any

from sqlmodel import SQLModel

from portal.models.base import Record


class Plain(SimpleNamespace):
    """A record or a part of one: texts, numbers, dates, lists of texts, lists of Plain.

    A record also has `section` (name), `key` («section/id») and `url` (root-relative address).
    """

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)  # for type checkers: any field may be asked for


def plain(row: SQLModel) -> Plain:
    """The row's fields with enums as their Chinese words."""
    return Plain(**{name: _value(value) for name, value in row})


def plain_record(section: str, row: Record) -> Plain:
    """A record's fields and where it is found."""
    made = plain(row)
    made.section = section
    made.key = f"{section}/{row.id}"
    made.url = f"/{section}/{row.id}/"
    return made


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, SQLModel):
        return plain(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    return value
