"""Which pages a process makes one after another: those that ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from build.pages import BUNDLES
from portal.sections import BY_NAME
from portal.store import current

# How many pages a process takes at a time, about.
PORTION = 50
# Pages that rest on all records at once, those together that ask the same of them.
_GREAT = re.compile(r"/(charts/.*|oversight/.*)?"), re.compile(r"/data/.*")


def portions(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pages in portions; needs the application's context.

    The pages of a project with those of all that names it, whatever section they are in; the rest as they
    come. What takes long comes first: each bundle alone at the beginning, and in the middle those that
    share great questions. So of two processes, which begin with a half of the portions each, one has a
    bundle and the other has these, and both end with what is soon done.
    """
    yield from ([one] for one in addresses if one in BUNDLES)
    great = [[one for one in addresses if kind.fullmatch(one)] for kind in _GREAT]
    apart = {*BUNDLES, *chain(*great)}
    found = list(_filled(_grouped(one for one in addresses if one not in apart)))
    middle = len(found) // 2
    yield from found[:middle]
    yield from filter(None, great)
    yield from found[middle:]


def _grouped(addresses: Iterable[str]) -> Iterator[list[str]]:
    """Pages of one project together, in the place of the first of them; every other page alone."""
    projects = dict(current().database.execute(_PROJECTS))
    groups: dict[str, list[str]] = {}
    for address in addresses:
        section, _, rest = address[1:].partition("/")
        key = f"{section}/{rest.partition('/')[0]}"
        about = section in BY_NAME and (projects.get(key) or (key if section == "projects" else ""))
        groups.setdefault(about or address, []).append(address)
    yield from groups.values()


def _filled(groups: Iterable[list[str]]) -> Iterator[list[str]]:
    held: list[str] = []
    for group in groups:
        held += group
        if len(held) >= PORTION:
            yield held
            held = []
    if held:
        yield held


_PROJECTS = "SELECT source, min(target) FROM link WHERE target LIKE 'projects/%' GROUP BY source"
