"""What people are shown of a site, file by file, and what the demonstration content says itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.etree
import lxml.html

from portal.data.columns import columns
from portal.sections import SECTIONS
from portal.settings import CHECKOUT

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# What is shown to people in an element's attributes.
SHOWN = ("alt", "aria-label", "content", "data-done", "data-failed", "data-label", "data-texts",
    "label", "placeholder", "text", "term", "title")  # fmt: skip


@cache
def told() -> str:
    """All that the content says, without the addresses of links and without white space.

    The columns of tables belong to it, since they stand in files of data.
    """
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted((CHECKOUT / "content").rglob("*"))
        if path.suffix in (".md", ".yaml", ".csv", ".txt")
    ]
    names = [path.name for path in (CHECKOUT / "content").rglob("*")]
    linked = [re.sub(r"\]\([^)]*\)|[\[*`]", "", text) for text in texts]
    heads = [one.label for section in SECTIONS for one in columns(section.name)]
    return "".join("".join([*texts, *linked, *names, *heads]).split())


Shown = tuple[str, Any, str]


def texts(name: str, data: bytes) -> Iterator[Shown]:
    """What people are shown of a file: (name, element or None, text)."""
    if name.endswith(".html"):
        yield from _of_elements(lxml.html.document_fromstring(data.decode()))
    elif name.endswith((".xml", ".opml")):
        yield from _of_elements(lxml.etree.fromstring(data))
    elif name.endswith(("feed.json", "catalog.jsonld")):
        yield from _of_values("", json.loads(data))
    elif name.endswith(".ics"):
        lines = data.decode().replace("\r\n ", "").split("\r\n")
        said = (line.split(":", 1) for line in lines if line.startswith(("SUMMARY", "NAME")))
        yield from ((name, None, text) for name, text in said)


QUIET_META = {
    *("ColumnType", "robots", "referrer", "viewport", "color-scheme", "theme-color"),
    *("og:type", "og:locale"),
}
SILENT = {"style", "code", "pre", "id", "guid", "pubDate", "lastBuildDate", "generator", "docs"}


def _of_elements(root: Any) -> Iterator[Shown]:
    for element in root.iter():
        if not isinstance(element.tag, str) or lxml.etree.QName(element).localname in SILENT:
            continue
        if element.tag == "script":
            if element.get("type") == "application/ld+json":
                yield from _of_values("ld", json.loads(element.text))
            continue
        if (element.get("name") or element.get("property")) not in QUIET_META:
            for key in SHOWN:
                if element.get("http-equiv") is None and (said := element.get(key)):
                    told = (
                        " ".join(said for _, _, said in _of_values("", json.loads(said)))
                        if key == "data-texts"
                        else said
                    )
                    yield f"{element.tag}@{key}", element, told
        yield element.tag, element, element.text or ""
        if element.tail and element.getparent() is not None:
            yield element.getparent().tag, element.getparent(), element.tail


def spoken(element: Any) -> str:
    found = (one.get("lang") for one in (element, *element.iterancestors()))
    return next((one for one in found if one), "")


QUIET = {
    "query-input",
    "mime_type",
    "checksumValue",
    "format",
    "mediaType",
    "@context",
    "@id",
    "@type",
    "id",
    "_ledger",
    "url",
    "encodingFormat",
    "inLanguage",
}


def _of_values(key: str, value: Any) -> Iterator[Shown]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in QUIET:
                yield from _of_values(name, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_values(key, inner)
    elif isinstance(value, str) and not value.startswith(("http", "tag:", "application/")):
        yield f"json@{key}", None, value
