"""Lists narrowed by one facet: region, kind, level, grade, category, method, policy, year, what is open now.

They are pages of their own with permanent addresses, /<section>/by/<facet>/<value>/, so that they
work without scripts, can be cited and followed. Several facets at once are the search page's work.
A status turns with the day, so that only what is open now, which is always few, has such a list. A party has
one in each section where it is named more often than its own page shows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from portal import reads, status
from portal.columns import columns
from portal.divisions import own_level
from portal.language import say
from portal.models.parties import AgencyKind, Grade, Level, PurchaserKind, SupplierKind
from portal.models.projects import Method
from portal.sections import BY_NAME, PAGE_SIZE, page_of

# By facet, the sections whose records have it, themselves or through their project.
_MAIN = ("announcements", "publicity", "contracts", "evaluations", "projects")
SECTIONS = {
    "region": (*_MAIN, "purchasers", "suppliers", "agencies"),
    "kind": ("purchasers", "suppliers", "agencies"),
    "level": ("purchasers",),
    "grade": ("suppliers",),
    "category": _MAIN,
    "method": _MAIN,
    "policy": ("projects",),
    "year": _MAIN,
    "status": ("announcements", "publicity"),
    "purchaser": (
        *("projects", "plans", "needs", "meetings", "statistics", "accounts"),
        *("grants", "audits", "rosters", "contracts"),
    ),
    "supplier": (
        *("reviews", "publicity", "single-sources", "qualifications", "contracts", "payments"),
        *("acceptances", "evaluations", "audits", "grants", "credits", "rosters"),
    ),
    "agency": ("projects",),
}
# Facets that are a party, with its section: there are hundreds, so that only its own page leads there.
PARTIES = {"purchaser": "purchasers", "supplier": "suppliers", "agency": "agencies"}
OPEN = "open"
# Facets that are one of a few words: word → as addresses have it, in the order of the model.
_ENUMS: dict[str, tuple[type[StrEnum], ...]] = {
    "kind": (PurchaserKind, SupplierKind, AgencyKind),
    "level": (Level,),
    "grade": (Grade,),
    "method": (Method,),
}
_SLUGS = {
    facet: {one.value: one.name.lower().replace("_", "-") for enum in enums for one in enum}
    for facet, enums in _ENUMS.items()
}
_WORDS = {facet: {slug: word for word, slug in said.items()} for facet, said in _SLUGS.items()}


@dataclass(frozen=True)
class Value:
    """One value of a facet in a section. id: as addresses have it; number: of its records."""

    id: str
    title: str
    address: str
    number: int


def address(section: str, facet: str, value: str) -> str:
    """Root-relative address of the list."""
    return f"{BY_NAME[section].address}by/{facet}/{value}/"


def facets(section: str) -> tuple[str, ...]:
    """The facets that a section's lists can be narrowed by."""
    return tuple(facet for facet, sections in SECTIONS.items() if section in sections)


def offered(section: str) -> tuple[str, ...]:
    """The facets whose values a section's lists name."""
    return tuple(facet for facet in facets(section) if facet not in PARTIES)


@reads.read
def values(section: str, facet: str) -> tuple[Value, ...]:
    """The values that occur, in their own order."""
    found = _members(section, facet)
    return tuple(
        Value(id, title(facet, id), address(section, facet, id), len(found[id]))
        for id in sorted(found, key=lambda id: _order(facet, id))
    )


@reads.read
def number(section: str, facet: str, value: str) -> int:
    """How many records have this value."""
    return len(_members(section, facet).get(value, ()))


@reads.read
def ids(section: str, facet: str, value: str, start: int, stop: int) -> tuple[str, ...]:
    """The ids of the records that have this value, from the oldest, as a slice."""
    return _members(section, facet).get(value, ())[start:stop]


def list_of(section: str, facet: str, value: str, count: int) -> str:
    """The address of this list, if there is one of so many records that are known to belong into it; else ""."""
    whole = facet in facets(section) and number(section, facet, value) >= count
    return address(section, facet, value) if whole else ""


def open_now(section: str) -> tuple[str, ...]:
    """The ids of the records that are open today."""
    return ids(section, "status", OPEN, 0, number(section, "status", OPEN))


@reads.read
def title(facet: str, value: str) -> str:
    """The value in words: of a region its own level, of a category with its scheme, which may share its name."""
    if facet == "region":
        return own_level(value)
    if facet in _TITLED:
        return reads.title(_TITLED[facet], value)
    if facet == "category":
        return _category(value)
    if facet in _WORDS:
        return say(_WORDS[facet].get(value, value))
    return say("正在进行") if facet == "status" else value


_TITLED = {"policy": "policies", **PARTIES}


def _category(value: str) -> str:
    scheme, _, code = value.partition(".")
    found = reads.record("schemes", scheme)
    rows = found.categories if found else ()
    name = next((row.title for row in rows if row.code == code), code)
    return say("{name}（{words}）", name=name, words=reads.title("schemes", scheme))


def last_page(section: str, facet: str, value: str) -> int:
    """The number of the newest page; page 1 is the oldest."""
    return page_of(number(section, facet, value))


@reads.read
def _members(section: str, facet: str) -> dict[str, tuple[str, ...]]:
    """Ids of records by value, from the oldest."""
    found: dict[str, list[str]] = {}
    for id, value in _VALUES[facet](section):
        if value:
            found.setdefault(value, []).append(id)
    least = PAGE_SIZE + 1 if facet in PARTIES else 1
    return {value: tuple(ids) for value, ids in found.items() if len(ids) >= least}


Valued = Iterator[tuple[str, str]]
"""Each record's id with its value of a facet, or "", or several times; from the oldest."""


@reads.read
def _texts(section: str, name: str) -> dict[str, str]:
    """What each record of a section says in a field, else what its project says, else ""."""
    fields = {one.name for one in columns(BY_NAME[section].model)}
    stored = reads.stored(section, "id", name) if name in fields else ()
    found = dict.fromkeys(reads.keys(section), "") | {id: said for id, said in stored if said}
    if "project" in fields:
        theirs = _texts("projects", name)
        for id, project in reads.stored(section, "id", "project"):
            found[id] = found[id] or theirs.get(project, "")
    return found


def _policies(section: str) -> Valued:
    """Those that a record names itself, one for each."""
    stored = reads.stored(section, "id", "policies")
    return ((id, policy) for id, said in stored for policy in json.loads(said))


def _parties(section: str, facet: str) -> Valued:
    """Those that a record names anywhere; a contract the purchasers of its project."""
    if (section, facet) == ("contracts", "purchaser"):
        of_project: dict[str, list[str]] = {}
        for project, party in _parties("projects", facet):
            of_project.setdefault(project, []).append(party)
        for id, project in reads.stored(section, "id", "project"):
            yield from ((id, party) for party in of_project.get(project, ()))
        return
    named: dict[str, list[str]] = {}
    for id, party in reads.named_in(section, PARTIES[facet]):
        named.setdefault(id, []).append(party)
    yield from ((id, party) for id in reads.keys(section) for party in named.get(id, ()))


def _years(section: str) -> Valued:
    return ((id, day[:4]) for id, day in reads.stored(section, "id", "published"))


def _open(section: str) -> Valued:
    """Only what has not ended can be open."""
    today = reads.today()
    for id, last in reads.stored(section, "id", _LAST[section]):
        ended = today > datetime.date.fromisoformat(last)
        one = None if ended else reads.record(section, id)
        now = status.status(one) if one else None
        yield id, OPEN if now and now.tone == "open" else ""


# The field that says until when a record is open.
_LAST = {"announcements": "closes", "publicity": "until"}


def _spelled(name: str, spell: Callable[[str], str]) -> Callable[[str], Valued]:
    """The values of a facet as addresses have them, from the field of this name."""
    return lambda section: ((id, spell(said)) for id, said in _texts(section, name).items())


def _slugged(name: str) -> Callable[[str], Valued]:
    slugs = _SLUGS[name]
    return _spelled(name, lambda said: slugs.get(said, ""))


_VALUES: dict[str, Callable[[str], Valued]] = {
    "region": _spelled("region", str),
    "category": _spelled("category", lambda said: said.replace("#", ".")),
    **{name: _slugged(name) for name in _SLUGS},
    "policy": _policies,
    "year": _years,
    "status": _open,
    **{facet: partial(_parties, facet=facet) for facet in PARTIES},
}


def _order(facet: str, value: str) -> Any:
    if facet in _WORDS:
        return list(_WORDS[facet]).index(value)
    if facet == "category":
        scheme, _, code = value.partition(".")
        found = reads.record("schemes", scheme)
        codes = [row.code for row in found.categories] if found else []
        return scheme, codes.index(code)
    return -int(value) if facet == "year" else value
