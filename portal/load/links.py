"""Which record names which: every reference of every record, checked and kept as a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlmodel import SQLModel

from portal.fields import Ref
from portal.load.gather import Gathered
from portal.load.parsed import Location
from portal.load.rows import field_name
from portal.marks import mark_of, part_of
from portal.models.link import Link
from portal.nearest import nearest
from portal.problems import Problem
from portal.sections import BY_NAME


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
                if ref.section:
                    yield place, ref, text
                else:
                    section, _, id = text.partition("/")
                    yield place, Ref(section), id


def code_of(item: SQLModel) -> str:
    """What names a row within its list."""
    code: str = getattr(item, "code", "") or getattr(item, "id", "")
    return code


def codes(row: SQLModel, part: str) -> list[str]:
    """The codes of a record's rows in the list `part`."""
    return [code_of(item) for item in getattr(row, part)]


def check(gathered: Gathered) -> Iterator[Link | Problem]:
    """A Link for each sound reference of each record, a Problem for each other one.

    References to records that have problems of their own are not judged.
    """
    for (section, id), row in gathered.rows.items():
        for location, ref, value in references(row):
            target, _, code = value.partition("#")
            if (ref.section, target) in gathered.broken:
                continue
            fault = _fault(gathered, ref, target, code)
            name = field_name(location)
            if fault:
                place = gathered.parsed[section, id].place(location)
                yield Problem(*place, name, *fault)
            else:
                found = f"{ref.section}/{target}"
                yield Link(source=f"{section}/{id}", field=name, target=found, code=code)


def _fault(gathered: Gathered, ref: Ref, target: str, code: str) -> tuple[str, str] | None:
    """Reason and remedy when the reference leads nowhere."""
    if ref.section not in BY_NAME:
        return f"没有名为 {ref.section} 的栏目", _meant(ref.section, BY_NAME)
    title = BY_NAME[ref.section].title
    found = gathered.rows.get((ref.section, target))
    if found is None:
        known = [id for section, id in gathered.rows if section == ref.section]
        return f"{title}里没有编号为 {target} 的记录", _meant(target, known)
    if code and code not in codes(found, ref.part):
        remedy = _meant(code, codes(found, ref.part))
        return f"{title} {target} 里没有编号为 {code} 的一行", remedy
    return None


def _meant(written: str, known: Iterable[str]) -> str:
    close = nearest(written, known)
    return f"是不是 {close}？" if close else "先建立那条记录，或改正编号"
