"""How tests ask for feeds."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from lxml import etree

from tests.feed_rules import ATOM

BASE = "https://test.example.org/gk"
TYPES = {"xml": "application/xml", "json": "application/json", "opml": "text/x-opml"}


def read(app: Flask, address: str) -> bytes:
    response = app.test_client().get(address)
    assert response.status_code == 200
    assert response.mimetype == TYPES[address.rpartition(".")[2]]
    data: bytes = response.data
    return data


def entries(app: Flask, address: str = "/notices/atom.xml") -> list[Any]:
    return list(etree.fromstring(read(app, address)).iterfind(f"{ATOM}entry"))


def ids(app: Flask, address: str) -> list[str]:
    """The entries of an Atom feed without what stands before all of them, newest first."""
    return [entry.findtext(f"{ATOM}id").rpartition(":")[2] for entry in entries(app, address)]


def items(app: Flask, address: str) -> list[dict[str, Any]]:
    """The items of a JSON Feed."""
    found: list[dict[str, Any]] = json.loads(read(app, address))["items"]
    return found
