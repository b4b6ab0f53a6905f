"""The shape of the data is a promise: nothing that programs rely on goes away unsaid."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.data.changes import CHANGES
from portal.data.columns import columns
from portal.data.formats import VERSION
from portal.data.schema import schema
from portal.sections import SECTIONS
from tests.factories import Content
from tests.portal.data.conftest import Ask
from tests.reading import page, words

# What was promised, a line each: section, field with its shape, heads of tables.
PROMISED = Path(__file__).with_name("shape.txt")


def shape(name: str, one: Any) -> Iterator[str]:
    yield f"{name}: {one.get('type') or one.get('const')}{one.get('pattern', '')}"
    for word in one.get("enum", ()):
        yield f"{name}: {word}"
    if one.get("type") == "array":
        yield from shape(f"{name}[]", one["items"])
    for field, inner in one.get("properties", {}).items():
        yield from shape(f"{name}.{field}", inner)


def promised(ask: Ask) -> Iterator[str]:
    for section in SECTIONS:
        yield from shape(section.name, json.loads(ask(schema, section.name)))
        for column in columns(section.name):
            yield f"{section.name} | {column.label}"


def test_nothing_that_was_promised_is_gone(content: Content, ask: Ask) -> None:
    """More may come at any time. For less: a new VERSION, a row in CHANGES, and then
    PORTAL_SHAPE=write."""
    now = list(promised(ask))
    if os.environ.get("PORTAL_SHAPE") == "write":
        PROMISED.write_text("\n".join([*now, ""]), encoding="utf-8")
    before = PROMISED.read_text(encoding="utf-8").splitlines()

    assert [line for line in before if line not in set(now)] == []


def test_every_version_has_its_row_and_the_newest_comes_first() -> None:
    assert CHANGES[0].version == VERSION
    assert [one.day for one in CHANGES] == sorted((one.day for one in CHANGES), reverse=True)
    assert {one.version for one in CHANGES} == {str(n) for n in range(1, int(VERSION) + 1)}


def test_the_page_lists_every_change(content: Content, make_app: Any) -> None:
    said = words(page(make_app(), "/data/changes/"))
    assert all(one.text in said for one in CHANGES)
    assert f"第 {VERSION} 版" in words(page(make_app(), "/data/api/"))
