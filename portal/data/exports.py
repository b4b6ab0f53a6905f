"""The files of a section: one part of it in one format, made in one pass, with size and digest."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from portal import canonical, reads
from portal.addresses import absolute
from portal.data import derived, formats, records, tables
from portal.data.formats import BY_ENDING, FORMATS, Format
from portal.data.parts import Part, part, parts
from portal.plain import Plain
from portal.portions import each
from portal.sections import BY_NAME


@reads.read
def export(section: str, name: str, ending: str) -> bytes:
    """The file of a part («all» or a year) in a format; raises LookupError when there is none."""
    found = part(section, name)
    if found is None:
        raise LookupError(name)
    return _WRITERS[ending](section, found)


@dataclass(frozen=True)
class _Records:
    """The records of a part, as often as somebody goes through them, and never all at once."""

    section: str
    part: Part

    def __iter__(self) -> Iterator[Plain]:
        return each(self.section, self.ids)

    @property
    def ids(self) -> tuple[str, ...]:
        return reads.ids(self.section, self.part.start, self.part.stop)


def _json(section: str, found: Part) -> bytes:
    """One object; a line for each record, so that two days can be compared line by line."""
    site = reads.site()
    head = {
        **records.about(section),
        "section": section,
        "title": BY_NAME[section].chinese,
        "page": absolute(BY_NAME[section].address, site.base_url),
        "part": found.name,
        "count": found.count,
    }
    lines = ",\n".join(_lines(_Records(section, found)))
    text = json.dumps(head, ensure_ascii=False)[:-1] + f', "records": [\n{lines}\n]}}\n'
    return text.encode()


def _lines(found: _Records) -> Iterator[str]:
    for one in found:
        added = _derived(one)
        said = f',"derived":{_compact(added)}' if added else ""
        yield f"{records.entry(found.section, one.id)}{said}}}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _derived(one: Plain) -> dict[str, Any]:
    """What the file adds to a record, beside it: {"id", "title"}, or a list of them."""
    made: dict[str, Any] = {}
    for name, named in derived.of(one).items():
        rows = [{"id": id, "title": title} for id, title in named]
        made[name] = rows if name in derived.LISTS else rows[0]
    return made


_WRITERS: dict[str, Callable[[str, Part], bytes]] = {
    formats.JSON.ending: _json,
    formats.CSV.ending: lambda section, found: tables.comma_separated(
        section, _Records(section, found)
    ),
    formats.XLSX.ending: lambda section, found: tables.sheets(section, _Records(section, found)),
}


@dataclass(frozen=True)
class File:
    """What the catalogue says of one file. size in bytes; sha256 in lower-case hex.

    changed: the day on which a record in it last came, changed or went.
    """

    address: str
    format: Format
    size: int
    sha256: str
    changed: datetime.date
    part: str
    count: int


@reads.kept
def described(section: str, name: str, ending: str) -> tuple[int, str]:
    """Size and SHA-256 of an export."""
    made = export(section, name, ending)
    return len(made), canonical.digest(made)


def shown(section: str, name: str, ending: str) -> bytes:
    """An export for the page that it is, described meanwhile for those that tell of it.

    So nobody has to make it twice, nor to keep the texts of all exports at once.
    """
    described(section, name, ending)
    return export(section, name, ending)


def files(section: str) -> list[File]:
    """Every export of a section: part by part, the whole first, then the newest year."""
    return [
        File(
            formats.file(section, found.name, one),
            BY_ENDING[one.ending],
            *described(section, found.name, one.ending),
            found.changed,
            found.name,
            found.count,
        )
        for found in parts(section)
        for one in FORMATS
    ]
