"""Every page of the site, listed outright: no page is frozen only because another links to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask

from portal import reads
from portal.feeds import Format
from portal.finding import static_index
from portal.sections import SECTIONS
from search.static import client_files

Page = tuple[str, dict[str, Any]]


def pages(app: Flask) -> Iterator[Page]:
    """(endpoint, values) of each page, in a fixed order; needs the application's context."""
    for endpoint in ("home", "feed_list", "site_map", "robots", "missing"):
        yield f"pages.{endpoint}", {}
    for section in SECTIONS:
        yield "pages.section_index", {"section": section.name}
        for number in range(1, reads.last_page(section.name) + 1):
            yield "pages.section_page", {"section": section.name, "number": number}
        for one in reads.records(section.name):
            yield "pages.record", {"section": section.name, "id": one.id}
    for name in Format:
        for section_name in ["", *(section.name for section in SECTIONS if section.dated)]:
            yield "pages.feed", {"section": section_name, "name": name.value}
    for address in reads.file_addresses():
        _, section_name, id, file = address.split("/")
        yield "pages.attachment", {"section": section_name, "id": id, "name": file}
    yield "finding.search", {}
    for file in sorted(client_files()):
        yield "finding.client", {"name": file}
    for file in sorted(static_index()):
        yield "finding.index", {"name": file}
    static = Path(app.static_folder or "")
    for path in sorted(static.rglob("*")):
        if path.is_file():
            yield "static", {"filename": path.relative_to(static).as_posix()}
