"""What is known of the page that is being made."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from portal import reads
from portal.chrome import ROOTED
from portal.metadata import columns, linked, tags
from portal.metadata.columns import Column
from portal.plain import Plain
from portal.sections import Section


@dataclass(frozen=True)
class Said:
    """What the head of a page says to machines: meta elements in lines, and JSON-LD; safe inside HTML."""

    tags: Markup
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
        return _said(tags.rooted(), Markup())
    within = section.name if isinstance(section, Section) else None
    if within and isinstance(record, Plain):
        column = columns.of_section(within)
        return _said(tags.article(column, record, about), linked.of_record(column, record, about))
    column = _column(within, address, plain, about)
    return _said(tags.column(column, address, plain), linked.of_column(column, within, address))


def _said(tags: str, linked: Markup) -> Said:
    return Said(Markup(tags), linked)  # noqa: S704 - escaped where they are written


def _column(section: str | None, address: str, title: str, description: str) -> Column:
    if section:
        return columns.of_section(section)
    return columns.of_page(address, title, description)
