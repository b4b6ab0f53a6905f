"""The scripts of the client, as one file: a page waits for one request instead of eight."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from search.analyzer import SPEC, VERSION

NAME = "search.js"
PARTS = (
    "packing.js",
    "analyzer.js",
    "spelling.js",
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

_LONG = 200
_CLIENT = Path(__file__).with_name("client")
_REMARK = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)\s*$", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"\n\s+")


def client_files() -> dict[str, str]:
    """Return file name -> text of the client: the spec, then all parts, without their remarks."""
    spec = json.dumps(_spec(), ensure_ascii=False, separators=(",", ":"))
    parts = "".join((_CLIENT / name).read_text(encoding="utf-8") for name in PARTS)
    code = _INDENT.sub("\n", _REMARK.sub("", parts))
    return {NAME: f'"use strict";\nwindow.portalSearch = {{ spec: {spec} }};\n{code}'}


def _spec() -> dict[str, Any]:
    """Return the spec as the client reads it: without remarks, and without long runs that it knows.

    `normal` are their ranges. Normalisation is stable by Unicode's policy for characters that have
    been assigned, so no browser may differ; the tests ask one about every character.
    """
    known = [row for row in SPEC["runs"] if len(row[1]) > _LONG and _is_normal(*row)]
    rest = [row for row in SPEC["runs"] if row not in known]
    normal = [[first, f"{int(first, 16) + len(run) - 1:X}"] for first, run, *_ in known]
    bare = {name: [row[:2] for row in SPEC[name]] for name in ("pack", "keep")}
    bare |= {"runs": [row[:2] for row in rest], "shifts": [row[:3] for row in SPEC["shifts"]]}
    return {**SPEC, **bare, "version": VERSION, "about": [], "normal": normal}


def _is_normal(first: str, run: str, *_: str) -> bool:
    return all(
        unicodedata.normalize("NFKC", chr(code)) == target
        for code, target in enumerate(run, int(first, 16))
    )
