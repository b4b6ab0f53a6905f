"""Looking at pages of the portal as a reader does: words, links, parts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from flask import Flask

# Any host will do: pages must not care where they stand.
HOST = "http://host.example"


def page(app: Flask, address: str, status: int = 200) -> Any:
    """The page at the address as an element tree; its status must be as said."""
    response = app.test_client().get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return lxml.html.document_fromstring(response.text)


def words(element: Any) -> str:
    """All text of an element in one line."""
    return " ".join(element.text_content().split())


def links(tree: Any) -> list[str]:
    """All addresses on a page, as written."""
    return [
        str(value)
        for element in tree.iter()
        for name, value in element.attrib.items()
        if name in ("href", "src", "action")
    ]


def crawl(app: Flask) -> dict[str, Any]:
    """Every page that can be reached from the home page by links, by its address."""
    found: dict[str, Any] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = app.test_client().get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        if response.mimetype != "text/html":
            found[address] = None
            response.close()
            continue
        found[address] = lxml.html.document_fromstring(response.text)
        waiting += sorted(own(address, links(found[address])))
    return found


def own(address: str, hrefs: list[str]) -> set[str]:
    """The addresses on this host that the links of a page lead to, without ?query and #anchor."""
    targets = {urldefrag(urljoin(HOST + address, href))[0] for href in hrefs}
    return {urlsplit(target).path for target in targets if target.startswith(HOST + "/")}
