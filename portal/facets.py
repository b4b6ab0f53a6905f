"""Lists narrowed by one facet: region, kind, level, grade, category, method, year, what is open now.

They are pages of their own with permanent addresses, /<section>/by/<facet>/<value>/, so that they
work without scripts, can be cited and followed. Several facets at once are the search page's work.
A status turns with the day, so that only what is open now, which is always few, has such a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal import reads, status
from portal.language import say
from portal.models.parties import AgencyKind, Grade, Level, PurchaserKind, SupplierKind
from portal.models.projects import Method
from portal.plain import Plain
from portal.sections import BY_NAME, PAGE_SIZE

# By facet, the sections whose records have it, themselves or through their project.
_MAIN = ("announcements", "publicity", "contracts", "evaluations", "projects")
SECTIONS = {
    "region": (*_MAIN, "purchasers", "suppliers", "agencies"),
    "kind": ("purchasers", "suppliers", "agencies"),
    "level": ("purchasers",),
    "grade": ("suppliers",),
    "category": _MAIN,
    "method": _MAIN,
    "year": _MAIN,
    "status": ("announcements", "publicity"),
}
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
def records(section: str, facet: str, value: str, start: int, stop: int) -> list[Plain]:
    """The records that have this value, from the oldest, as a slice."""
    ids = _members(section, facet).get(value, ())[start:stop]
    return [one for id in ids if (one := reads.record(section, id))]


@reads.read
def title(facet: str, value: str) -> str:
    """The value in words."""
    if facet == "region":
        return reads.title("regions", value)
    if facet == "category":
        scheme, _, code = value.partition(".")
        found = reads.record("schemes", scheme)
        return (
            next((row.title for row in found.categories if row.code == code), code)
            if found
            else code
        )
    if facet in _WORDS:
        return say(_WORDS[facet].get(value, value))
    return say("正在进行") if facet == "status" else value


def last_page(section: str, facet: str, value: str) -> int:
    """The number of the newest page; page 1 is the oldest."""
    return max(1, -(-number(section, facet, value) // PAGE_SIZE))


@reads.read
def _members(section: str, facet: str) -> dict[str, tuple[str, ...]]:
    """Ids of records by value, from the oldest."""
    found: dict[str, list[str]] = {}
    for one in reads.records(section):
        if value := _VALUE[facet](one):
            found.setdefault(value, []).append(one.id)
    return {value: tuple(ids) for value, ids in found.items()}


def _own(one: Plain, name: str) -> Any:
    """The record's own value, else its project's."""
    value = getattr(one, name, None)
    if value is None and (project := getattr(one, "project", None)):
        value = getattr(reads.record("projects", project), name, None)
    return value


def _open(one: Plain) -> str:
    now = status.status(one)
    return OPEN if now and now.tone == "open" else ""


_VALUE: dict[str, Callable[[Plain], str]] = {
    "region": lambda one: _own(one, "region") or "",
    "category": lambda one: (_own(one, "category") or "").replace("#", "."),
    "kind": lambda one: _SLUGS["kind"].get(one.kind, ""),
    "level": lambda one: _SLUGS["level"].get(one.level, ""),
    "grade": lambda one: _SLUGS["grade"].get(one.grade, ""),
    "method": lambda one: _SLUGS["method"].get(_own(one, "method"), ""),
    "year": lambda one: str(one.published.year),
    "status": _open,
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
