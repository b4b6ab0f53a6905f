"""Which pages a process makes one after another: those that ask the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from build.pages import BUNDLES
from portal.oversight import delivery, survey
from portal.portions import Ids
from portal.portions import portions as portions_of
from portal.store import current

# How many pages a process takes at a time, about, but for those of projects.
PORTION = 50
# Pages that rest on all records at once, those together that ask the same of them.
_GREAT = re.compile(r"/data/.*"), re.compile(r"/(charts/.*|oversight/.*)?")
# What great pages ask of each portion of the projects: of each record, what its own pages ask as well.
TOLD: tuple[Callable[[str, Ids], object], ...] = (survey.survey, delivery.rows)


class Portion(NamedTuple):
    """Pages, or one bundle. projects: a portion of them that is to be told of after their pages."""

    addresses: Sequence[str]
    projects: Ids = ()


def portions(addresses: Sequence[str], *, telling: bool = False) -> Iterator[Portion]:
    """Pages in portions; needs the application's context.

    The pages of a portion of projects with those of all that names these, whatever section they are in;
    the rest as they come. Two processes begin with a half of the portions each. So each bundle, which takes
    long, comes first, the projects are in both halves, and great pages come last, when what they ask of
    the projects has been told, if it is to be: see TOLD.
    """
    yield from (Portion([one]) for one in addresses if one in BUNDLES)
    great = [[one for one in addresses if kind.fullmatch(one)] for kind in _GREAT]
    apart = {*BUNDLES, *chain(*great)}
    about, others = _grouped(one for one in addresses if one not in apart)
    whole = (Portion(about[ids], ids if telling else ()) for ids in portions_of("projects"))
    first, last = _halves([one for one in whole if one.addresses])
    early, late = _halves(
        [Portion(others[n : n + PORTION]) for n in range(0, len(others), PORTION)]
    )
    yield from (*first, *early, *last, *late, *map(Portion, filter(None, great)))


def _grouped(addresses: Iterable[str]) -> tuple[Mapping[Ids, list[str]], list[str]]:
    """The pages of each portion of the projects, with those of all that names these; and every other page."""
    projects = dict(current().database.execute(_PROJECTS))
    portion = {id: ids for ids in portions_of("projects") for id in ids}
    groups: dict[str, list[str]] = {id: [] for id in portion}
    others: list[str] = []
    for address in addresses:
        section, _, rest = address[1:].partition("/")
        id = rest.partition("/")[0]
        own = id if section == "projects" else projects.get(f"{section}/{id}", "")
        groups.get(own, others).append(address)
    return {ids: list(chain(*map(groups.__getitem__, ids))) for ids in portion.values()}, others


def _halves(found: list[Portion]) -> tuple[list[Portion], list[Portion]]:
    middle = (len(found) + 1) // 2
    return found[:middle], found[middle:]


_PROJECTS = (
    "SELECT source, min(substr(target, 10)) FROM link WHERE target LIKE 'projects/%' "
    "GROUP BY source"
)
