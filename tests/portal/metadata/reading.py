"""What the head of a page says to machines."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask

from tests.reading import page

BASE = "https://test.example.org/gk/"


def metas(app: Flask, address: str) -> dict[str, str]:
    """name or property → content of every meta element but the charset, the policy, and what differs by screen."""
    tree = page(app, address)
    found = [
        (one.get("name") or one.get("property"), one.get("content"))
        for one in tree.iter("meta")
        if not one.get("media")
    ]
    named = [(name, content) for name, content in found if name]
    assert len(dict(named)) == len(named), f"{address} repeats a name"
    return dict(named)


def graph(app: Flask, address: str) -> dict[str, dict[str, Any]]:
    """The nodes of the page's JSON-LD by their type."""
    tree = page(app, address)
    (block,) = tree.xpath("//head/script[@type='application/ld+json']/text()")
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    return {node["@type"]: node for node in said["@graph"]}
