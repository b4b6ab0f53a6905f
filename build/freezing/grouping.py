"""Which pages a process makes one after another: those that ask the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from build.pages import BUNDLES
from portal import documents, reads
from portal.oversight import completeness, delivery, halves, survey, years
from portal.portions import portions as portions_of
from portal.rules.table import SUBJECTS
from portal.sections import SECTIONS
from portal.store import current

# How many pages a process takes at a time, about, but for those of projects.
PORTION = 50
# Pages that rest on all records at once, those together that ask the same of them.
_GREAT = re.compile(r"/data/.*"), re.compile(r"/(charts/.*|oversight/.*)?")
Ask = Callable[[], object]


class Portion(NamedTuple):
    """Pages, or one bundle. first: what is asked before them, so that it is told of bit by bit."""

    addresses: Sequence[str]
    first: Sequence[Ask] = ()


def portions(addresses: Sequence[str], *, whole: bool = False) -> Iterator[Portion]:
    """Pages in portions; needs the application's context. whole: the pages are those of a whole site.

    The pages of a portion of projects with those of all that names these, whatever section they are in;
    the rest as they come. Two processes begin with a half of the portions each. So each bundle, which takes
    long, comes first, the projects are in both halves, and great pages come last: what they ask of projects
    has been asked with the pages of these by then.
    """
    yield from (Portion([one], _of_all() if whole else ()) for one in addresses if one in BUNDLES)
    great = [[one for one in addresses if kind.fullmatch(one)] for kind in _GREAT]
    apart = {*BUNDLES, *chain(*great)}
    about, others = _grouped(one for one in addresses if one not in apart)
    projects = (
        Portion(about[after], _of_projects(after) if whole else ())
        for after in portions_of("projects")
    )
    first, last = _halves([one for one in projects if one.addresses])
    early, late = _halves(
        [Portion(others[n : n + PORTION]) for n in range(0, len(others), PORTION)]
    )
    exports, oversight = great
    if whole:
        ends = [Portion(exports), Portion([*chain(*_by_page(oversight))], _of_others())]
    else:  # most of what they ask is kept; a process has room for one after the other
        ends = [Portion(own) for own in (*([one] for one in exports), *_by_page(oversight))]
    yield from (*first, *early, *last, *late, *(one for one in ends if one.addresses))


def _by_page(addresses: Iterable[str]) -> Iterable[list[str]]:
    """Each oversight page with those of its long tables, which ask the same."""
    groups: dict[str, list[str]] = {}
    for one in addresses:
        groups.setdefault(one.partition("tables/")[0], []).append(one)
    return groups.values()


def _of_all() -> list[Ask]:
    """What the search index asks of each portion of each section."""
    return [
        partial(documents.digested, *one) for one in _each(section.name for section in SECTIONS)
    ]


def _of_projects(after: str) -> list[Ask]:
    """What great pages ask of a portion of the projects: of each, what its own pages ask as well."""
    return [partial(tell, "projects", after) for tell in (survey.survey, delivery.rows)]


def _of_others() -> list[Ask]:
    """What they ask of portions of other sections, of each purchaser, and of all together («»)."""
    ids = reads.keys("purchasers")
    return [
        *(partial(survey.survey, *one) for one in _each(SUBJECTS) if one[0] != "projects"),
        *(partial(years.of, id) for id in ("", *ids)),
        *(partial(tell, id) for tell in (halves.of, completeness.of) for id in ids),
    ]


def _each(sections: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each portion of each section."""
    return ((section, after) for section in sections for after in portions_of(section))


def _grouped(addresses: Iterable[str]) -> tuple[Mapping[str, list[str]], list[str]]:
    """The pages of each portion of the projects, with those of all that names these; and every other page."""
    projects = dict(current().database.execute(_PROJECTS))
    portions = portions_of("projects")
    groups: dict[str, list[str]] = {id: [] for ids in portions.values() for id in ids}
    others: list[str] = []
    for address in addresses:
        section, _, rest = address[1:].partition("/")
        id = rest.partition("/")[0]
        own = id if section == "projects" else projects.get(f"{section}/{id}", "")
        groups.get(own, others).append(address)
    about = {after: [*chain(*map(groups.__getitem__, ids))] for after, ids in portions.items()}
    return about, others


def _halves(found: list[Portion]) -> tuple[list[Portion], list[Portion]]:
    middle = (len(found) + 1) // 2
    return found[:middle], found[middle:]


_PROJECTS = (
    "SELECT source, min(substr(target, 10)) FROM link WHERE target LIKE 'projects/%' "
    "GROUP BY source"
)
