"""Representative pages of the demonstration, kept as text that a person can read.

After a change that is meant, write them anew with PORTAL_GOLDEN=write in the environment, and read
the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

import pytest
from flask import Flask

from portal.settings import CHECKOUT
from tests.reading import page

FOLDER = CHECKOUT / "tests" / "golden"
# Name of the file → address of the page and what of it is kept. One page is kept whole.
PAGES = {
    "home": ("/", "html"),
    "list": ("/announcements/", "main"),
    "project": ("/projects/jz-2025-002/", "main"),
    "publicity-four-days": ("/publicity/jz-2025-002/", "main"),
    "publicity-across-holidays": ("/publicity/lc-2026-004/", "main"),
    "catalogue-changed": ("/catalogues/lc-2026/", "main"),
    "policy": ("/policies/nm-zbf-2014-80/", "main"),
    "missing": ("/404.html", "main"),
}
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
MARKS = {**HEADINGS, "title": "% ", "li": "- ", "dt": "", "dd": ": ", "tr": "|"}
BLOCKS = {
    *MARKS, "article", "body", "caption", "div", "dl", "footer", "form", "header", "html", "main",
    "nav", "noscript", "ol", "p", "section", "table", "tbody", "tfoot", "thead", "ul",
}  # fmt: skip
SKIPPED = {"style", "script", "meta"}


def readable(element: Any) -> str:
    """Headings, links and words of a page, a line each block."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(pieces(element)).split("\f"))
    return "\n".join(line for line in lines if line.strip("-:| ")) + "\n"


def pieces(element: Any) -> Iterator[str]:
    """The text of an element with marks for what it is, a form feed where a block begins or ends."""
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED:
        return
    block = "\f" if tag in BLOCKS else ""
    inner = (element.text or "") + "".join(
        piece for child in element for piece in (*pieces(child), child.tail or "")
    )
    yield block + MARKS.get(tag, "")
    if tag == "a":
        yield f"[{inner.strip()}]({element.get('href')})"
    elif tag == "link":
        yield f"\f<{element.get('rel')} {element.get('href')} {element.get('title', '')}>\f"
    elif tag == "input":
        yield f"[{element.get('placeholder')}]"
    elif tag == "br":
        yield "\f"
    elif tag in ("td", "th"):
        yield f" {inner.strip()} |"
    else:
        yield inner
    yield block


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_as_it_did(demo: Flask, name: str) -> None:
    address, part = PAGES[name]
    text = readable(page(demo, address).xpath(f"//{part}")[0])
    kept = FOLDER / f"{name}.txt"
    if os.environ.get("PORTAL_GOLDEN") == "write":
        kept.write_text(text, encoding="utf-8", newline="\n")

    before = kept.read_text(encoding="utf-8")
    difference = unified_diff(before.splitlines(), text.splitlines(), str(kept.name), address)

    assert text == before, "\n".join(difference)


def test_nothing_is_kept_that_no_test_reads() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PAGES)
