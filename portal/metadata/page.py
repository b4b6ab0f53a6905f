"""What is known of the page that is being made."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from portal import reads
from portal.chrome import ROOTED
from portal.feeds.entry import entry
from portal.metadata import columns, linked, tags
from portal.metadata.columns import Column
from portal.metadata.tags import Tag
from portal.plain import Plain
from portal.sections import Section


@dataclass(frozen=True)
class Said:
    """What the head of a page says to machines; linked is JSON-LD that is safe inside HTML."""

    tags: list[Tag]
    linked: Markup


def said(title: str, description: str, section: object, record: object) -> Said:
    """The metadata of the page at the address of this request.

    title, description: of the page, as HTML. section, record: what the page's template was given
    under these names, if anything.
    """
    address = request.path
    plain = Markup(title).unescape() or reads.site().title  # noqa: S704 - the page's own block
    about = " ".join(Markup(description).unescape().split())  # noqa: S704
    if address in ROOTED:
        return Said([*tags.site(), Tag("name", "robots", "noindex")], Markup())
    within = section.name if isinstance(section, Section) else None
    if within and isinstance(record, Plain):
        column = columns.of_section(within)
        # The summary, or how the text begins, as the feeds say it too.
        about = entry(record.key).lines[0]
        return Said(tags.article(column, record, about), linked.of_record(column, record, about))
    column = _column(within, address, plain, about)
    return Said(tags.column(column, address, plain), linked.of_column(column, within, address))


def _column(section: str | None, address: str, title: str, description: str) -> Column:
    if section:
        return columns.of_section(section)
    return columns.of_page(address, title, description)
