"""Metadata of pages of public bodies (国办发〔2017〕47号, annex), and Open Graph.

SiteName, SiteDomain and SiteIDCode stand on every page, Column… on lists, ArticleTitle, PubDate and
ContentSource on records; collectors read exactly these names. A site without a code (网站标识码) has no
SiteIDCode. Of an article only the day is known, so its time of day is 00:00.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import escape

from portal import reads
from portal.addresses import absolute
from portal.language import current, listed
from portal.metadata.columns import Column, of_section
from portal.metadata.source import revision, sources
from portal.plain import Plain
from portal.sections import BY_NAME


def rooted() -> str:
    """What a page says that is shown under any address."""
    return _site() + _meta("name", {"robots": "noindex"})


def column(found: Column, address: str, title: str) -> str:
    """What a list, and any page that is no record, says."""
    return (
        _filed(found)
        + _meta("name", {"Url": absolute(address, reads.site().base_url)})
        + _graph("website", address, title, found.description)
    )


def article(found: Column, record: Plain, description: str) -> str:
    """What a record's page says."""
    known = reads.site()
    day = record.published.isoformat()
    own = {
        "ArticleTitle": record.title,
        "PubDate": f"{day} 00:00",
        "ContentSource": known.content_source or listed(sources(record)),
        "Keywords": ",".join((BY_NAME[record.section].title, *found.keywords[1:])),
        "Author": known.publisher,
        "Url": absolute(record.url, known.base_url),
    }
    revised = revision(record)
    more = {
        "article:published_time": f"{day}T00:00:00+08:00",
        "article:modified_time": revised and f"{revised}T00:00:00+08:00",
        "article:section": found.name,
    }
    return (
        _of_section(record.section)
        + _meta("name", own)
        + _graph("article", record.url, record.title, description)
        + _meta("property", more)
    )


@reads.read
def _of_section(name: str) -> str:
    """What all records of a section say alike."""
    return _filed(of_section(name))


def _filed(found: Column) -> str:
    own = {
        "ColumnName": found.name,
        "ColumnDescription": found.description,
        "ColumnKeywords": ",".join(found.keywords),
        "ColumnType": found.type,
    }
    return _site() + _meta("name", own)


def _site() -> str:
    known = reads.site()
    own = {
        "SiteName": known.site_name or known.title,
        "SiteDomain": known.site_domain or str(urlsplit(known.base_url).hostname),
        "SiteIDCode": known.site_code,
    }
    return _meta("name", own)


def _graph(kind: str, address: str, title: str, description: str) -> str:
    """Open Graph (ogp.me): what a shared link shows; an empty description is one, too."""
    known = reads.site()
    said = {
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:url": absolute(address, known.base_url),
        "og:site_name": known.title,
        "og:locale": current().code,
    }
    return _meta("property", said, empty=True)


def _meta(attribute: str, contents: Mapping[str, str | None], *, empty: bool = False) -> str:
    """A meta element for each name and content, in lines. empty: also without a content."""
    return "".join(
        [
            f'<meta {attribute}="{name}" content="{escape(content or "")}">\n'
            for name, content in contents.items()
            if content or empty
        ]
    )
