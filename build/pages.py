"""Every page of the site, listed outright: no page is frozen only because another links to it.

The list asks for ids and names, never for whole records: it is made anew only when it changes. What it
would take more to know of is listed late: where the pages are made that ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask

from portal import deadlines, moved, reads
from portal.charts import figures
from portal.data.formats import FORMATS
from portal.data.parts import parts
from portal.documents import digests
from portal.feeds import feed as feeds
from portal.feeds import views as feed_views
from portal.ledger import questions as ledger
from portal.ledger.tree import tile_path, tiles
from portal.lists import facets
from portal.ocds import packages
from portal.oversight import paging
from portal.oversight.pages import PAGES
from portal.oversight.table import apart
from portal.searching import INDEX, index_files
from portal.sections import SECTIONS
from portal.sitemap import maps, security
from search.scripts import client_files
from search.static import ENTRY

Page = tuple[str, dict[str, Any]]
_SINGLE = (
    "home",
    "style_sheet",
    "chart_page",
    "map_page",
    "status_page",
    "site_map",
    "robots",
    "host_headers",
    "missing",
)


class Bundle(NamedTuple):
    """Files that are made together, from what the answer to one question stands for and nothing else.

    files: (name, what reads its content) of each, one after another in a fixed order. source: the question,
    which is answered at little cost once the files begin to come. first: the file that leads to the others,
    whose name alone does not tell what it holds.
    """

    source: Callable[[], object]
    files: Callable[[], Iterator[tuple[str, Callable[[], bytes]]]]
    first: str


# The address below which there are the files of a bundle, and nothing else.
BUNDLES: Mapping[str, Bundle] = {INDEX: Bundle(digests, index_files, ENTRY)}
# The address below which there are pages that are listed late, and nothing else, with their addresses.
LATE: Mapping[str, Callable[[], Iterator[str]]] = {
    apart(page.name): partial(paging.addresses, page.name) for page in PAGES
}


def pages(app: Flask) -> Iterator[Page]:
    """(endpoint, values) of each page outside BUNDLES and LATE, in a fixed order; needs the app's context."""
    for endpoint in _SINGLE:
        yield f"pages.{endpoint}", {}
    if security():
        yield "pages.security", {}
    for name, number, _ in maps():
        yield "pages.site_map_part", {"name": name, "number": number}
    for section in SECTIONS:
        yield from _section(section.name)
    if reads.site().brand:
        yield "pages.theme", {}
    for id in figures.NAMES:
        yield "pages.chart_table", {"name": id}
    yield from _feeds()
    yield from _oversight()
    yield from _data()
    yield from _ledger()
    yield from _withheld()
    yield from _moved()
    yield "searching.search", {}
    yield "searching.opensearch", {}
    for file in sorted(client_files()):
        yield "searching.client", {"name": file}
    static = Path(app.static_folder or "")
    for path in sorted(static.rglob("*")):
        if path.is_file():
            yield "static", {"filename": path.relative_to(static).as_posix()}


def _withheld() -> Iterator[Page]:
    """The addresses of records that were public and are away for the time."""
    for one in reads.withheld():
        if one.removed:
            section, _, id = one.record.partition("/")
            yield "pages.record", {"section": section, "id": id}


def _moved() -> Iterator[Page]:
    """The former addresses of renamed records, but for those where the ledger has a page already."""
    taken = set(ledger.tombstones()) if ledger.head() else set()
    for one in reads.site().moved:
        section, _, id = one.old.partition("/")
        if one.old not in taken and moved.target(section, id):
            yield "pages.record", {"section": section, "id": id}


def _oversight() -> Iterator[Page]:
    """The oversight pages, and the calendars of all and of each project that has deadlines."""
    yield "oversight.index", {}
    for page in PAGES:
        yield "oversight.page", {"name": page.name}
    yield "ics.whole", {}
    for id in deadlines.having("projects"):
        yield "ics.project", {"id": id}
    for section in deadlines.GROUPS:
        for id in deadlines.having(section):
            yield "ics.group", {"section": section, "id": id}


def _ledger() -> Iterator[Page]:
    """The ledger where one is kept: pages, tiles, scripts, and what stays of withdrawn records."""
    head = ledger.head()
    if head is None:
        return
    for endpoint in ("index", "verify", "verifier", "checkpoint", "head_script"):
        yield f"ledger.{endpoint}", {}
    for number in range(1, ledger.last_page() + 1):
        yield "ledger.page", {"number": number}
    for key in ledger.changed():
        section, _, id = key.partition("/")
        yield "ledger.record", {"section": section, "id": id}
    for key in ledger.tombstones():
        section, _, id = key.partition("/")
        yield "pages.record", {"section": section, "id": id}
    for level, index, width in tiles(head.size):
        yield "ledger.tile", {"level": level, "place": tile_path(index, width)}
        if level == 0:
            yield "ledger.entries", {"place": tile_path(index, width)}
            yield "ledger.entries_script", {"number": index}
            yield "ledger.versions_script", {"number": index}


def _feeds() -> Iterator[Page]:
    """Every feed in its formats with its archives, the page about them, and their lists."""
    yield "feeds.page", {}
    yield "feeds.lists", {}
    for id in reads.keys("regions"):
        yield "feeds.list_of_region", {"id": id}
    for name in feeds.names():
        for values in feed_views.listed(name):
            yield f"feeds.{'archive' if 'number' in values else 'document'}", values


def _data() -> Iterator[Page]:
    """Open data: each section in parts and formats, each record; then what describes all of them."""
    for section in SECTIONS:
        for part, format_ in product(parts(section.name), FORMATS):
            values = {"section": section.name, "part": part.name, "ending": format_.ending}
            yield "data.section_file", values
        for id in reads.keys(section.name):
            yield "data.record", {"section": section.name, "id": id}
    for id in packages.processes():
        yield "ocds.project", {"id": id}
    for kind in packages.KINDS:
        for year, number in packages.pages(kind):
            yield "ocds.package", {"kind": kind, "year": year, "number": number}
    for section in SECTIONS:
        yield "data.dataset", {"section": section.name}
        yield "data.section_schema", {"section": section.name}
    for endpoint in ("whole", "index", "contracting", "api", "changes", "catalog", "sums"):
        yield f"data.{endpoint}", {}


def _facet(section: str, facet: str) -> Iterator[Page]:
    """The lists of a section narrowed by each value of a facet."""
    found = [one.id for one in facets.values(section, facet)]
    for value in [facets.OPEN] if facet == "status" else found:
        at = {"section": section, "facet": facet, "value": value}
        yield "listing.facet_index", at
        for number in range(1, facets.last_page(section, facet, value) + 1):
            yield "listing.facet_page", {**at, "number": number}


def _section(name: str) -> Iterator[Page]:
    """A section's lists, and its records with their attachments."""
    yield "listing.section_index", {"section": name}
    for number in range(1, reads.last_page(name) + 1):
        yield "listing.section_page", {"section": name, "number": number}
    for facet in facets.facets(name):
        yield from _facet(name, facet)
    attached = reads.attached(name)
    for id in reads.keys(name):
        yield "pages.record", {"section": name, "id": id}
        for file in attached.get(id, ()):
            yield "pages.attachment", {"section": name, "id": id, "name": file}
