"""One record as JSON: its canonical values with digest and links; made once, used in every file."""

from __future__ import annotations

import json
from typing import Any

from portal import canonical, reads
from portal.addresses import absolute
from portal.data import formats


@reads.read
def entry(section: str, id: str) -> str:
    """The record as a JSON object without its closing brace: page, self, sha256, record.

    sha256 is that of the canonical form of `record` (portal.canonical), as the ledger has it.
    Raises LookupError when there is no such record.
    """
    said = reads.values(section, id)
    if said is None:
        raise LookupError(id)
    data = canonical.canonical(said)
    base = reads.site().base_url
    page = json.dumps(absolute(f"/{section}/{id}/", base), ensure_ascii=False)
    own = json.dumps(absolute(formats.record(section, id), base), ensure_ascii=False)
    # The canonical bytes go in as they are, so that the digest can be taken from the text itself.
    return (
        f'{{"page":{page},"self":{own},"sha256":"{canonical.digest(data)}","record":{data.decode()}'
    )


def digest(section: str, id: str) -> str:
    """SHA-256 of the record's canonical form; raises LookupError when there is no such record."""
    _, _, rest = entry(section, id).partition('"sha256":"')
    return rest.partition('"')[0]


def document(section: str, id: str) -> str:
    """The whole file beside the record's page; raises LookupError."""
    return f"{entry(section, id)},{_links(section)}}}\n"


@reads.read
def _links(section: str) -> str:
    """What every file says of itself: version, schema, licence, publisher."""
    return json.dumps(about(section), ensure_ascii=False)[1:-1]


def about(section: str) -> dict[str, Any]:
    """What a reader of any of a section's files needs to know about it."""
    site = reads.site()
    return {
        "version": formats.VERSION,
        "schema": absolute(formats.schema(section), site.base_url),
        "licence": site.licence_url,
        "publisher": site.publisher,
        "demo": site.demo,
    }
