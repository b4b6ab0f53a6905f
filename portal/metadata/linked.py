"""schema.org as JSON-LD: who publishes, what a page is, when a window is open.

A data block is no script, so the content security policy lets it stand; it is escaped so that no text
can end it.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from portal import reads
from portal.addresses import absolute
from portal.data import formats
from portal.data.parts import names
from portal.language import current, say
from portal.metadata.columns import Column
from portal.metadata.things import publisher, thing, window
from portal.plain import Plain
from portal.sections import BY_NAME

_dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
Node = dict[str, Any]


def of_record(column: Column, record: Plain, description: str) -> Markup:
    """The record, its public window, and the way to its page."""
    nodes = [
        {**thing(record), "description": description},
        window(record),
        _trail((column.name, f"/{record.section}/"), (record.title, record.url)),
    ]
    return _written(node for node in nodes if node)


def of_column(column: Column, section: str | None, address: str) -> Markup:
    """The home page says who publishes and how to search, a section's list is a dataset."""
    if address == "/":
        return _written([publisher(whole=True), _website()])
    if section and address == BY_NAME[section].address:
        return _written([_dataset(column, section), _trail((column.name, address))])
    page = {
        "@type": "WebPage",
        "@id": _absolute(address),
        "url": _absolute(address),
        "name": column.name,
        "description": column.description,
        "inLanguage": current().tag,
        "publisher": publisher(),
    }
    return _written([page])


def _website() -> Node:
    site = reads.site()
    return {
        "@type": "WebSite",
        "@id": f"{site.base_url}#website",
        "url": site.base_url,
        "name": site.title,
        "description": " ".join(site.description.split()),
        "inLanguage": current().tag,
        "publisher": {"@id": f"{site.base_url}#publisher"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.base_url}search/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _dataset(column: Column, section: str) -> Node:
    site = reads.site()
    return {
        "@type": "Dataset",
        "@id": _absolute(f"/{section}/#dataset"),
        "name": say("{title}（{site}）", title=column.name, site=site.title),
        "description": column.description
        + say("{publisher}公开的全部{title}。", publisher=site.publisher, title=column.name),
        "url": _absolute(f"/data/{section}/"),
        "keywords": list(column.keywords),
        "inLanguage": current().tag,
        "isAccessibleForFree": True,
        "license": site.licence_url,
        "creator": publisher(),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": one.media,
                "contentUrl": _absolute(formats.file(section, part, one)),
            }
            for part in names(section)
            for one in formats.FORMATS
        ],
    }


def _trail(*steps: tuple[str, str]) -> Node:
    whole = ((say("site.home"), "/"), *steps)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": _absolute(address)}
            for place, (name, address) in enumerate(whole, 1)
        ],
    }


def _written(nodes: Any) -> Markup:
    return htmlsafe_json_dumps({"@context": "https://schema.org", "@graph": list(nodes)}, _dumps)


def _absolute(address: str) -> str:
    return absolute(address, reads.site().base_url)
