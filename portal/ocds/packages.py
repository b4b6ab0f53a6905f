"""Releases and records in packages: one for each project, and by year in pages."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import NamedTuple

from portal import questions, reads
from portal.addresses import absolute
from portal.canonical import digest
from portal.data import formats
from portal.ocds.codes import EXTENSIONS, IDENTIFIER, VERSION
from portal.ocds.merge import compiled
from portal.ocds.pieces import moment
from portal.ocds.releases import changes, is_process, moments, ocid, releases, withdrawn

HOME = formats.OCDS
OF_PROJECT = "ocds.json"
# Page 1 of a year is the oldest, so that a full page stays as it is.
RELEASES, RECORDS = 500, 100
KINDS = ("releases", "records")


def project_address(id: str) -> str:
    """Address of a project's record package, beside its page."""
    return f"/projects/{id}/{OF_PROJECT}"


def page_address(kind: str, year: int, number: int) -> str:
    """Address of a page of the packages of a year."""
    return f"{HOME}{kind}/{year}/{number}.json"


@reads.read
def processes() -> tuple[str, ...]:
    """The projects that are contracting processes, oldest first; before them those that were withdrawn."""
    return (*withdrawn(), *(id for id in reads.keys("projects") if is_process(id)))


class _Told(NamedTuple):
    """What others need to know of a release."""

    id: str
    date: str
    tag: tuple[str, ...]


@reads.kept
def _told(id: str) -> tuple[_Told, ...]:
    """The project's releases in their order."""
    return tuple(_Told(one["id"], one["date"], tuple(one["tag"])) for one in releases(id))


@reads.kept
def _texts(id: str) -> tuple[str, ...]:
    """The project's releases as JSON, made once for all packages that hold them."""
    return tuple(json.dumps(release, ensure_ascii=False) for release in releases(id))


@reads.kept
def _compiled(id: str) -> str:
    """The project's compiled release as JSON."""
    return json.dumps(compiled(releases(id)), ensure_ascii=False)


@reads.read
def of_project(id: str) -> str | None:
    """A record package with the project's record: all releases, and the compiled one."""
    found = _told(id)
    if not found:
        return None
    record = _record(id, f"[{', '.join(_texts(id))}]")
    return _text(project_address(id), max(changes(id)), "records", [record])


def _record(id: str, releases: str) -> str:
    own = json.dumps(ocid(id))
    return f'{{"ocid": {own}, "releases": {releases}, "compiledRelease": {_compiled(id)}}}'


@reads.read
def _by_year(kind: str) -> dict[int, tuple[tuple[str, int], ...]]:
    """Year → what its pages hold: (project, place of the release), or (project, -1) for records."""
    found: dict[int, list[tuple[str, str, int]]] = {}
    for id in processes():
        dates = moments(id)
        wanted = enumerate(dates) if kind == "releases" else [(-1, dates[0])]
        for place, date in wanted:
            found.setdefault(int(date[:4]), []).append((date, id, place))
    return {
        year: tuple((id, place) for _, id, place in sorted(found[year])) for year in sorted(found)
    }


def pages(kind: str) -> list[tuple[int, int]]:
    """(year, number) of each page of a kind of packages, oldest first."""
    size = _SIZES[kind]
    return [
        (year, number)
        for year, held in _by_year(kind).items()
        for number in range(1, -(-len(held) // size) + 1)
    ]


_SIZES = {"releases": RELEASES, "records": RECORDS}


@reads.read
def _held(kind: str, year: int, number: int) -> tuple[tuple[str, int], ...]:
    """What a page holds, nothing when there is no such page."""
    size = _SIZES[kind]
    return _by_year(kind).get(year, ())[max(0, number - 1) * size : number * size]


def _changed(kind: str, held: tuple[tuple[str, int], ...]) -> str:
    """The day on which a release of a page last came or changed."""
    if kind == "releases":
        return max(changes(id)[place] for id, place in held)
    return max(day for id, _ in held for day in changes(id))


@reads.read
def page(kind: str, year: int, number: int) -> str | None:
    """A page of the release or record packages of a year, or None."""
    held = _held(kind, year, number)
    if not held:
        return None
    if kind == "releases":
        parts = [_texts(id)[place] for id, place in held]
    else:
        parts = [_record(id, _linked(id)) for id, _ in held]
    return _text(page_address(kind, year, number), _changed(kind, held), kind, parts)


@reads.read
def _linked(id: str) -> str:
    """A project's releases by their addresses."""
    places = _places()
    linked = [
        {
            "url": f"{_absolute(page_address('releases', *places[one.id]))}#{one.id}",
            "date": one.date,
            "tag": one.tag,
        }
        for one in _told(id)
    ]
    return json.dumps(linked, ensure_ascii=False)


@reads.read
def _places() -> dict[str, tuple[int, int]]:
    """Id of a release → the page that holds it."""
    found: dict[str, tuple[int, int]] = {}
    for year, held in _by_year("releases").items():
        for at, (id, place) in enumerate(held):
            found[_told(id)[place].id] = year, at // RELEASES + 1
            questions.pause()
    return found


def _absolute(address: str) -> str:
    return absolute(address, reads.site().base_url)


def _text(address: str, changed: str, kind: str, parts: list[str]) -> str:
    """A package of these releases or records, a line for each. changed: the day, YYYY-MM-DD."""
    site = reads.site()
    code = {"scheme": IDENTIFIER, "uid": site.publisher_code} if site.publisher_code else {}
    package = {
        "uri": _absolute(address),
        "version": VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": moment(datetime.date.fromisoformat(changed)),
        "publisher": {
            "name": site.publisher,
            **code,
            "uri": site.publisher_url or _absolute("/"),
        },
        "license": site.licence_url,
        "publicationPolicy": _absolute(formats.API),
    }
    head = json.dumps(package, ensure_ascii=False)[:-1]
    lines = ",\n".join(parts)
    return f'{head}, "{kind}": [\n{lines}\n]}}\n'


@dataclass(frozen=True)
class Page:
    """What the catalogue says of a page.

    changed: the day on which a release in it last came or changed; count: what it holds.
    """

    kind: str
    year: int
    number: int
    size: int
    sha256: str
    changed: datetime.date
    count: int

    @property
    def address(self) -> str:
        return page_address(self.kind, self.year, self.number)


@reads.kept
def described(kind: str, year: int, number: int) -> Page:
    """Size, digest and contents of a page; raises LookupError when there is none."""
    text = page(kind, year, number)
    if text is None:
        raise LookupError(f"{kind} {year} {number}")
    data, held = text.encode(), _held(kind, year, number)
    changed = datetime.date.fromisoformat(_changed(kind, held))
    return Page(kind, year, number, len(data), digest(data), changed, len(held))


def shown(kind: str, year: int, number: int) -> str | None:
    """A page for who asks for it, described meanwhile (as `exports.shown`); None when there is none."""
    text = page(kind, year, number)
    if text is not None:
        described(kind, year, number)
    return text
