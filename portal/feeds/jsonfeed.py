"""JSON Feed 1.1 (jsonfeed.org): the same entries for programs and for readers that know it."""

from __future__ import annotations

import json
from typing import Any

from portal import reads
from portal.addresses import absolute
from portal.feeds.entry import entry
from portal.feeds.feed import Feed
from portal.feeds.index import Event
from portal.feeds.xml import Format, archive_address, description, heading, last_seal
from portal.language import current

VERSION = "https://jsonfeed.org/version/1.1"


def document(feed: Feed, events: tuple[Event, ...], full: int) -> bytes:
    """A feed of these events, newest first; full: how many archive pages its Atom twin has."""
    site = reads.site()
    head: dict[str, Any] = {
        "version": VERSION,
        "title": heading(feed),
        "home_page_url": absolute(feed.home, site.base_url),
        "feed_url": absolute(feed.address + Format.JSON, site.base_url),
        "description": description(feed, empty=not events),
        "language": current().tag,
        "authors": [{"name": site.publisher, "url": site.base_url}],
    }
    if full:
        # JSON Feed can only page through JSON; what scrolls away stands in the Atom archives.
        head["_archive"] = {
            "about": "https://www.rfc-editor.org/rfc/rfc5005",
            "prev-archive": absolute(archive_address(feed, full), site.base_url),
        }
    if found := last_seal(events):
        head["_ledger"] = {"entry": found.number, "root": found.root}
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    items = ",\n".join(item(event.name) for event in events)
    return f'{text},\n "items": [\n{items}\n]}}\n'.encode()


@reads.kept
def item(name: str) -> str:
    """The entry as an item of JSON Feed."""
    one = entry(name)
    base = reads.site().base_url
    made: dict[str, Any] = {
        "id": one.id,
        "url": absolute(one.address, base),
        "title": one.title,
        "content_text": "\n".join(one.lines),
        "date_published": one.moment.isoformat(),
        "date_modified": one.updated.isoformat(),
        "tags": [one.label],
    }
    if one.files:
        made["attachments"] = [
            {
                "url": absolute(file.address, base),
                "mime_type": file.type,
                "title": file.title,
                "size_in_bytes": file.size,
            }
            for file in one.files
        ]
    if one.changes:
        made["_changes"] = [
            {"url": absolute(changed.address, base), "title": changed.words}
            for changed in one.changes
        ]
    if one.seal:
        digest = {"sha256": one.seal.sha256} if one.seal.sha256 else {}
        made["_ledger"] = {"entry": one.seal.number, **digest, "root": one.seal.root}
    return json.dumps(made, ensure_ascii=False)
