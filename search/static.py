"""The static index: files that a browser loads as classic scripts, from a server or from a folder.

Every file is one call, `portalSearch.receive("<name>", <JSON>)`, in UTF-8:

- `entry.js`: `version` of the spec, number of `documents`, `chunk` (documents per chunk), `shards`
  as [code point of the first character, name], ascending, `chunks` as names;
- `g-<hash>.js`, a shard: gram -> [document, [positions in title], [positions in body], document …].
  All grams that begin with one character are in one shard, so one character is one request;
- `d-<hash>.js`, a chunk: ten documents as [key, address, title, body, date, section, label].

A document is its number in `search.documents.arrange`, so that of two documents with equal scores
the one with the greater number comes first and the order needs no further data. Names hold the
hash of the content: a file of an older index is never taken for one of this.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from search.analyzer import SPEC, VERSION, grams
from search.documents import Document, arrange

CHUNK = 10
"""Documents per chunk."""

SHARD_BYTES = 32 * 1024
"""A shard is closed before it grows beyond this, unless one character alone needs more."""

SCRIPTS = ("spec.js", "analyzer.js", "snippets.js", "engine.js", "client.js")
"""The scripts of the client, in the order in which a page must load them."""

_CLIENT = Path(__file__).with_name("client")
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")

Postings = list[int | list[int]]


def files(documents: Iterable[Document]) -> dict[str, str]:
    """Return the index of `documents` as file name -> text, sorted by name.

    The order of `documents` does not matter. Raises ValueError if a key occurs twice.
    """
    arranged = arrange(documents)
    parts: dict[str, str] = {}

    def store(kind: str, data: object) -> str:
        text = _json(data)
        name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        parts[f"{name}.js"] = _script(name, text)
        return name

    shards = [[ord(min(shard)[0]), store("g", shard)] for shard in _shards(_postings(arranged))]
    chunks = [
        store("d", [_row(document) for document in arranged[start : start + CHUNK]])
        for start in range(0, len(arranged), CHUNK)
    ]
    entry = {
        "version": VERSION,
        "documents": len(arranged),
        "chunk": CHUNK,
        "shards": shards,
        "chunks": chunks,
    }
    parts["entry.js"] = _script("entry", _json(entry))
    return dict(sorted(parts.items()))


def client_files() -> dict[str, str]:
    """Return the scripts of the client as file name -> text, in the order of `SCRIPTS`."""
    spec = _json({**SPEC, "version": VERSION})
    generated = {"spec.js": f'"use strict";\nwindow.portalSearch = {{ spec: {spec} }};\n'}
    return {
        name: generated.get(name) or (_CLIENT / name).read_text(encoding="utf-8")
        for name in SCRIPTS
    }


def _postings(documents: Sequence[Document]) -> dict[str, Postings]:
    """Return gram -> flat postings, grams ascending by code point."""
    table: dict[str, Postings] = defaultdict(list)
    for number, document in enumerate(documents):
        positions: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for field, text in enumerate((document.title, document.body)):
            for position, gram in enumerate(grams(text)):
                positions[gram][field].append(position)
        for gram, (in_title, in_body) in positions.items():
            table[gram] += (number, in_title, in_body)
    return dict(sorted(table.items()))


def _shards(postings: Mapping[str, Postings]) -> Iterator[dict[str, Postings]]:
    """Part `postings` into shards, keeping the grams of one first character together."""
    shard: dict[str, Postings] = {}
    size = 0
    for _, group in groupby(postings, key=lambda gram: gram[0]):
        family = {gram: postings[gram] for gram in group}
        weight = len(_json(family).encode())
        if shard and size + weight > SHARD_BYTES:
            yield shard
            shard, size = {}, 0
        shard |= family
        size += weight
    if shard:
        yield shard


def _row(document: Document) -> list[str]:
    return [
        document.key,
        document.address,
        document.title,
        document.body,
        document.date,
        document.section,
        document.label,
    ]


def _json(data: object) -> str:
    """Return `data` as JSON that may stand in a script, also in one inside a page."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _script(name: str, text: str) -> str:
    return f'portalSearch.receive("{name}",{text});\n'
