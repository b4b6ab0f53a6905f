"""Which record names which: every reference of every record, checked and kept as a row."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Set

from sqlmodel import SQLModel

from portal.fields import Ref
from portal.load.rows import field_name
from portal.load.text import Location
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.models.link import Link
from portal.sections import BY_NAME

Key = tuple[str, str]


def references(row: SQLModel, at: Location = ()) -> Iterator[tuple[Location, Ref, str]]:
    """(location, what kind of target, value) for each reference in a row and its parts."""
    for name, value in row:
        field = type(row).model_fields[name]
        if part_of(field.annotation):
            for number, part in enumerate(value):
                yield from references(part, (*at, name, number))
        elif value is not None and (ref := mark_of(field, Ref)):
            for number, text in enumerate(value if isinstance(value, list) else [value]):
                place = (*at, name, number) if isinstance(value, list) else (*at, name)
                yield place, ref, text


def codes(row: SQLModel, part: str) -> list[str]:
    """The codes of a record's rows in the list `part`."""
    return [getattr(item, "code", None) or item.id for item in getattr(row, part)]


def check(
    section: str, row: Record, rows: Mapping[Key, Record], broken: Set[Key]
) -> Iterator[Link | tuple[Location, str, str]]:
    """A Link for each sound reference of the row, (location, reason, remedy) for each other one.

    broken: records that have problems of their own; references to them are not judged.
    """
    for location, ref, value in references(row):
        target, _, code = value.partition("#")
        if (ref.section, target) in broken:
            continue
        found = rows.get((ref.section, target))
        title = BY_NAME[ref.section].title
        if found is None:
            known = [id for name, id in rows if name == ref.section]
            yield location, f"{title}里没有编号为 {target} 的记录", _meant(target, known)
        elif code and code not in codes(found, ref.part):
            remedy = _meant(code, codes(found, ref.part))
            yield location, f"{title} {target} 里没有编号为 {code} 的一行", remedy
        else:
            yield Link(
                source=f"{section}/{row.id}",
                field=field_name(location),
                target=f"{ref.section}/{target}",
                code=code,
            )


def _meant(written: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(written, known, n=1)
    return f"是不是 {close[0]}？" if close else "先建立那条记录，或改正编号"
