"""The scripts of the client, as one file: a page waits for one request instead of eight."""

from __future__ import annotations

import json
from pathlib import Path

from search.analyzer import SPEC, VERSION

NAME = "search.js"
PARTS = (
    "packing.js",
    "analyzer.js",
    "query.js",
    "snippets.js",
    "parts.js",
    "terms.js",
    "engine.js",
    "help.js",
    "painting.js",
    "conditions.js",
    "client.js",
)
"""In the order in which they build on each other."""

_CLIENT = Path(__file__).with_name("client")


def client_files() -> dict[str, str]:
    """Return file name -> text of the client: the spec, without its remarks, then all parts."""
    spec = json.dumps(
        {**SPEC, "version": VERSION, "about": []}, ensure_ascii=False, separators=(",", ":")
    )
    parts = [(_CLIENT / name).read_text(encoding="utf-8") for name in PARTS]
    head = f'"use strict";\nwindow.portalSearch = {{ spec: {spec} }};\n'
    return {NAME: head + "".join(parts)}
