"""Records that were renamed: what their former addresses answer, as pages and for web servers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from portal import reads
from portal.models.site import Site


def target(section: str, id: str) -> str | None:
    """The public record («section/id») that has taken the place of this one, or None."""
    key = f"{section}/{id}"
    new = next((one.new for one in reads.site().moved if one.old == key), None)
    return new if new and reads.record(*new.split("/")) else None


def addresses(site: Site) -> Iterator[tuple[str, str]]:
    """(former, new) address of each renamed record, from the root of the host."""
    root = urlsplit(site.base_url).path
    for one in site.moved:
        yield f"{root}{one.old}/", f"{root}{one.new}/"
