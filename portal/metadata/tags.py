"""Metadata of pages of public bodies (国办发〔2017〕47号, annex), and Open Graph.

SiteName, SiteDomain and SiteIDCode stand on every page, Column… on lists, ArticleTitle, PubDate and
ContentSource on records; collectors read exactly these names. A site without a code (网站标识码) has no
SiteIDCode. Of an article only the day is known, so its time of day is 00:00.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from portal import reads
from portal.addresses import absolute
from portal.language import current, listed
from portal.metadata.columns import Column
from portal.metadata.source import sources
from portal.plain import Plain
from portal.sections import BY_NAME


class Tag(NamedTuple):
    """One meta element: its attribute (name or property), the name, the content."""

    attribute: str
    name: str
    content: str


def site() -> list[Tag]:
    """What every page says."""
    known = reads.site()
    return _named(
        SiteName=known.site_name or known.title,
        SiteDomain=known.site_domain or str(urlsplit(known.base_url).hostname),
        SiteIDCode=known.site_code,
    )


def column(found: Column, address: str, title: str) -> list[Tag]:
    """What a list, and any page that is no record, says."""
    return [
        *site(),
        *_column(found),
        *_named(Url=absolute(address, reads.site().base_url)),
        *_graph("website", address, title, found.description),
    ]


def article(found: Column, record: Plain, description: str) -> list[Tag]:
    """What a record's page says."""
    known = reads.site()
    return [
        *site(),
        *_column(found),
        *_named(
            ArticleTitle=record.title,
            PubDate=f"{record.published.isoformat()} 00:00",
            ContentSource=known.content_source or listed(sources(record)),
            Keywords=",".join((BY_NAME[record.section].title, *found.keywords[1:])),
            Author=known.publisher,
            Url=absolute(record.url, known.base_url),
        ),
        *_graph("article", record.url, record.title, description),
        Tag("property", "article:published_time", f"{record.published.isoformat()}T00:00:00+08:00"),
        Tag("property", "article:section", found.name),
    ]


def _column(found: Column) -> list[Tag]:
    return _named(
        ColumnName=found.name,
        ColumnDescription=found.description,
        ColumnKeywords=",".join(found.keywords),
        ColumnType=found.type,
    )


def _graph(kind: str, address: str, title: str, description: str) -> list[Tag]:
    """Open Graph (ogp.me): what a shared link shows."""
    known = reads.site()
    said = {
        "type": kind,
        "title": title,
        "description": description,
        "url": absolute(address, known.base_url),
        "site_name": known.title,
        "locale": current().code,
    }
    return [Tag("property", f"og:{name}", content) for name, content in said.items()]


def _named(**contents: str | None) -> list[Tag]:
    return [Tag("name", name, content) for name, content in contents.items() if content]
