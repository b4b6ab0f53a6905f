"""Which record names which: every reference of every record, checked and kept as a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from sqlmodel import SQLModel

from portal.anchors import ROWS
from portal.fields import ID, Ref
from portal.load.gather import Gathered
from portal.load.parsed import Key, Location
from portal.load.rows import field_name
from portal.load.written import texts, written
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.models.link import Naming
from portal.nearest import nearest
from portal.problems import Problem
from portal.sections import BY_NAME

# How many rows a remedy lists.
_FEW = 20


def references(row: SQLModel, at: Location = ()) -> Iterator[tuple[Location, Ref, str]]:
    """(location, what kind of target, value) for each reference in a row and its parts."""
    values = vars(row)  # as the ORM's way to them takes five times as long
    for name, ref in _referring(type(row)):
        value = values[name]
        if ref is None:
            for number, part in enumerate(value):
                yield from references(part, (*at, name, number))
        elif value is not None:
            for number, text in enumerate(value if isinstance(value, list) else [value]):
                place = (*at, name, number) if isinstance(value, list) else (*at, name)
                if ref.section:
                    yield place, ref, text
                else:
                    section, _, id = text.partition("/")
                    yield place, Ref(section), id


@cache
def _referring(model: type[SQLModel]) -> tuple[tuple[str, Ref | None], ...]:
    """The fields that hold references, with None for a list of parts that do."""
    found: list[tuple[str, Ref | None]] = []
    for name, field in model.model_fields.items():
        if part := part_of(field.annotation):
            found += [(name, None)] if _referring(part) else []
        elif ref := mark_of(field, Ref):
            found.append((name, ref))
    return tuple(found)


def code_of(item: SQLModel) -> str:
    """What names a row within its list."""
    code: str = getattr(item, "code", "") or getattr(item, "id", "")
    return code


def codes(row: SQLModel, part: str) -> list[str]:
    """The codes of a record's rows in the list `part`."""
    return [code_of(item) for item in vars(row)[part]]


def check(gathered: Gathered) -> Iterator[Naming | Problem]:
    """A Naming for each sound reference of each record, a Problem for each other one.

    Of records that have problems of their own, the references are judged as they are written;
    references to such records are not judged.
    """
    for key in gathered.parsed:
        section, id = key
        row = gathered.rows.get(key)
        for location, ref, value in references(row) if row else _written(gathered, key):
            target, _, code = value.partition("#")
            if (ref.section, target) in gathered.broken:
                continue
            fault = _fault(gathered, ref, target, code)
            name = field_name(location)
            if fault:
                place = gathered.parsed[key].place(location)
                yield Problem(*place, name, *fault)
            elif row:
                found = f"{ref.section}/{target}"
                yield Naming(f"{section}/{id}", name, found, code)


def _written(gathered: Gathered, key: Key) -> Iterator[tuple[Location, Ref, str]]:
    return written(BY_NAME[key[0]].model, gathered.parsed[key].data)


def titles(gathered: Gathered) -> Iterator[Problem]:
    """Where a title stands instead of the id of a record or a row, as people write it: what to write."""
    broken = sorted(gathered.parsed.keys() - gathered.rows.keys())
    known = _titled(gathered) if broken else {}
    for key in broken:
        parsed = gathered.parsed[key]
        for location, ref, text in texts(BY_NAME[key[0]].model, parsed.data):
            found = known.get((ref.section, ref.part, text.strip()))
            if found and not ID.fullmatch(text):
                place = parsed.place(location)
                reason, remedy = "写的是标题，这里要写编号", f"写成 {' 或 '.join(found)}"
                yield Problem(*place, field_name(location), reason, remedy)


def _titled(gathered: Gathered) -> dict[tuple[str, str, str], list[str]]:
    """Section, list of rows or "", and title → how to refer to what has it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for (section, id), row in gathered.rows.items():
        found.setdefault((section, "", row.title), []).append(id)
        if rows := ROWS.get(section):
            for code, words in _rows(row, rows.part, rows.words):
                found.setdefault((section, rows.part, words), []).append(f"{id}#{code}")
    return found


def _rows(row: Record, part: str, words: str) -> list[tuple[str, str]]:
    """Code and title of each row of the list `part`."""
    return [(code_of(one), getattr(one, words)) for one in vars(row)[part]]


def _fault(gathered: Gathered, ref: Ref, target: str, code: str) -> tuple[str, str] | None:
    """Reason and remedy when the reference leads nowhere."""
    if ref.section not in BY_NAME:
        return f"没有名为 {ref.section} 的栏目", _meant(ref.section, BY_NAME)
    title = BY_NAME[ref.section].chinese
    found = gathered.rows.get((ref.section, target))
    if found is None:
        known = [id for section, id in gathered.rows if section == ref.section]
        return f"{title}里没有编号为 {target} 的记录", _meant(target, known)
    if code and code not in codes(found, ref.part):
        remedy = _meant_row(code, _rows(found, ref.part, ROWS[ref.section].words))
        return f"{title} {target} 里没有编号为 {code} 的一行", remedy
    return None


def _meant_row(written: str, rows: list[tuple[str, str]]) -> str:
    """The row that is meant by its code or by its title, or else those there are."""
    by_title = {title: code for code, title in rows}
    close = nearest(written, [code for code, _ in rows]) or by_title.get(
        nearest(written, by_title) or ""
    )
    if close or len(rows) > _FEW:
        return f"是不是 {close}？" if close else "先建立那条记录，或改正编号"
    return f"写其中一个：{'、'.join(f'{code}（{title}）' for code, title in rows)}"


def _meant(written: str, known: Iterable[str]) -> str:
    close = nearest(written, known)
    return f"是不是 {close}？" if close else "先建立那条记录，或改正编号"
