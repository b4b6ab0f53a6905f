"""Records → canonical JSON: what a record says, in one exact form that no theme or template changes.

The ledger, the JSON beside each page and the exports all stand on it. Texts stay as written, dates
are YYYY-MM-DD, enums their Chinese words. Amounts (元), scores and percentages are texts with
exactly two decimals («86500.00»); counts and years are whole numbers, so no JSON number is ever a
fraction and no reader can round one. What a record does not say is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from portal.fields import Kind
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.plain import Plain
from portal.sections import BY_NAME

# Made by the loader from the others, or true of a checkout only.
LEFT_OUT = frozenset({"html", "path"})
# What an attachment has that the file of its record does not say.
OF_BYTES = frozenset({"sha256", "size"})

Values = dict[str, Any]
"""Texts, whole numbers, booleans, and lists of texts or of such dicts."""

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Fingerprint:
    """A file's bytes: SHA-256 in lower-case hex, and how many there are."""

    sha256: str
    size: int


def fingerprint(file: Path) -> Fingerprint:
    """The fingerprint of a file; raises OSError."""
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
        return Fingerprint(found, stream.tell())


class Fingerprints:
    """The fingerprints of files, each read once: while a content folder is taken to be what it was."""

    def __init__(self) -> None:
        self._known: dict[Path, Fingerprint] = {}

    def __call__(self, file: Path) -> Fingerprint:
        """As `fingerprint`."""
        if file not in self._known:
            self._known[file] = fingerprint(file)
        return self._known[file]


def values(
    section: str, record: Record | Plain, files: Mapping[str, Fingerprint] | None = None
) -> Values:
    """What a record of this section says, ready for JSON, with «section» beside its own fields.

    record: a row, or what the database gives of one; both give the same.
    files: attachments by file name; those that are named here get «sha256» and «size».
    """
    made = {"section": section, **_values(BY_NAME[section].model, record)}
    for attachment in made.get("attachments", ()):
        if found := (files or {}).get(attachment["file"]):
            attachment |= {"sha256": found.sha256, "size": found.size}
    return made


def canonical(values: Values) -> bytes:
    """The one form of these values: UTF-8, keys sorted, no spaces; RFC 8785 (JCS) agrees with it."""
    text = json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def written(values: Values, path: str = "") -> dict[str, Any]:
    """What `model_validate` of the section's model makes the same record from.

    path: the record's file below the content folder; by default where its id belongs.
    """
    section, id = values["section"], values["id"]
    made = {name: value for name, value in values.items() if name != "section"}
    made["path"] = path or f"{section}/{id}.md"
    if attachments := values.get("attachments"):
        made["attachments"] = [
            {name: value for name, value in one.items() if name not in OF_BYTES}
            for one in attachments
        ]
    return made


@cache
def _shape(model: type[SQLModel]) -> tuple[tuple[str, Convert], ...]:
    """Each field of a record or part that is written, and how."""
    shape: list[tuple[str, Convert]] = []
    for name, field in model.model_fields.items():
        if name in LEFT_OUT:
            continue
        kind = mark_of(field, Kind)
        if part := part_of(field.annotation):
            shape.append((name, _list_of(part)))
        else:
            shape.append((name, _CONVERT.get(kind.name if kind else "", _word)))
    return tuple(shape)


def _values(model: type[SQLModel], row: object) -> Values:
    made = {}
    for name, convert in _shape(model):
        value = getattr(row, name)
        if value is not None and value != []:
            made[name] = convert(value)
    return made


def _list_of(part: type[SQLModel]) -> Convert:
    return lambda rows: [_values(part, row) for row in rows]


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _word(value: Any) -> Any:
    """A text, whole number or boolean as it is, an enum as its word; lists item by item."""
    if isinstance(value, list):
        return [_word(item) for item in value]
    return value.value if isinstance(value, Enum) else value


_CONVERT: dict[str, Convert] = {
    "amount": _decimal,
    "number": _decimal,
    "percent": _decimal,
    "day": lambda day: day.isoformat(),
}


def label(section: str, name: str) -> str:
    """What people call a field of the values."""
    field = BY_NAME[section].model.model_fields.get(name)
    return (field.title if field else None) or name
