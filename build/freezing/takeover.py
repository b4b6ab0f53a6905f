"""Which pages a new tree takes over from the former one, and which have to be made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from build.incremental.batch import Page
from build.pages import BUNDLES, LATE
from build.trees.former import Former
from build.trees.manifest import Entry

# Below these addresses there is only what the list of all pages does not name.
BELOW = (*BUNDLES, *LATE)


def outright(addresses: Iterable[str]) -> list[str]:
    """Those of them that the list of all pages names."""
    return [one for one in addresses if not one.startswith(BELOW)]


def parted(
    addresses: Sequence[str],
    before: Mapping[str, Page],
    why: Mapping[str, object],
    former: Former | None,
) -> tuple[dict[str, Page], list[str]]:
    """The pages that are taken over, by address, and the addresses of those that are wanted anew.

    addresses: of all pages that are listed outright. What is listed late is as the last build had it, or
    wanted as a whole when its list is stale.
    """
    below: dict[str, list[str]] = {one: [] for one in BELOW}
    for one in before:
        if one.startswith(BELOW):
            below[next(filter(one.startswith, BELOW))].append(one)
    stale = [one for one in LATE if not before or one in why]
    listed = chain.from_iterable(below[one] for one in LATE if one not in stale)
    addresses = [*addresses, *listed]
    taken: dict[str, Page] = {}
    if former:
        wanted = (before[one] for one in addresses if one in before and one not in why)
        taken = {page.address: page for page in wanted if former.has(page)}
    wanting = [*(one for one in addresses if one not in taken), *stale]
    for bundle in BUNDLES:
        known = [before[one] for one in below[bundle]]
        if former and known and bundle not in why and all(map(former.has, known)):
            taken |= {page.address: page for page in known}
        else:
            wanting.append(bundle)
    return taken, wanting


def bundled(wanting: Sequence[str], before: Mapping[str, Page], former: Former) -> dict[str, Page]:
    """The former files, by address, of the bundles that are wanted anew."""
    bundles = tuple(one for one in wanting if one in BUNDLES)
    found = {one: page for one, page in before.items() if one.startswith(bundles) and page.file}
    return {one: page for one, page in found.items() if former.has(page)} if bundles else {}


def entries(pages: Iterable[Page]) -> dict[str, Entry]:
    """The files of pages, by their paths."""
    return {page.file: Entry(page.sha256, page.size) for page in pages}
