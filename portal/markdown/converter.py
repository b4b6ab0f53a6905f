"""Markdown → raw HTML by Python-Markdown, without those of its parts that a body cannot need.

Python-Markdown asks each of its processors about each block and each of its fifteen patterns about each
piece of text, which takes two thirds of its time; most bodies have only a few of the signs with which
anything begins. So a converter is made for each set of signs that occurs: the same HTML by fewer parts.
"""

from __future__ import annotations

import re
import threading
from typing import Any

import markdown
from markdown.extensions.toc import slugify_unicode

# What leads back from a footnote; the page says it in the language of the site.
BACK = "返回正文"
_EXTENSIONS = ["tables", "fenced_code", "footnotes", "def_list", "sane_lists", "toc"]
_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": slugify_unicode},
    "footnotes": {"BACKLINK_TITLE": BACK},
}
# Raw HTML, and what Python-Markdown takes away or replaces before it looks for signs: either may put
# signs together that the body has not, so then nothing is left out.
_MIXED = re.compile("[<\x00-\x09\x0b-\x1f]")
# A sign without which a part has nothing to do → registry and names of these parts. Some say more than
# the part needs: they only have to be there whenever it does anything.
_PARTS = {
    "`": (("inlinePatterns", "backtick"),),
    r"\\": (("inlinePatterns", "escape"),),
    r"\[": (
        ("inlinePatterns", "footnote"),
        ("inlinePatterns", "reference"),
        ("inlinePatterns", "link"),
        ("inlinePatterns", "image_link"),
        ("inlinePatterns", "image_reference"),
        ("inlinePatterns", "short_reference"),
        ("inlinePatterns", "short_image_ref"),
        ("blockprocessors", "footnote"),
        ("blockprocessors", "reference"),
        ("treeprocessors", "footnote"),
        ("treeprocessors", "footnote-duplicate"),
        ("postprocessors", "footnote"),
    ),
    "<": (
        ("inlinePatterns", "autolink"),
        ("inlinePatterns", "automail"),
        ("inlinePatterns", "html"),
    ),
    "&": (("inlinePatterns", "entity"), ("preprocessors", "html_block")),
    "  \n": (("inlinePatterns", "linebreak"),),
    "[*_]": (("inlinePatterns", "em_strong"),),
    "```|~~~": (("preprocessors", "fenced_code_block"),),
    # The body has an inline sign at all.
    r"[`\\\[&*_]|  \n": (("treeprocessors", "inline"), ("treeprocessors", "unescape")),
    # A heading, or the mark «[TOC]».
    r"[#\[]|(?m:[=-] *$)": (("treeprocessors", "toc"),),
    "#": (("blockprocessors", "hashheader"),),
    "(?m:[=-] *$)": (("blockprocessors", "setextheader"),),
    "(?m:[-_*] *$)": (("blockprocessors", "hr"),),
    r"\|": (("blockprocessors", "table"),),
    ": ": (("blockprocessors", "deflist"), ("blockprocessors", "defindent")),
    ">": (("blockprocessors", "quote"),),
    r"\d\. ": (("blockprocessors", "olist"),),
    "[*+-] ": (("blockprocessors", "ulist"),),
    "    ": (("blockprocessors", "code"), ("blockprocessors", "indent")),
}
_SIGNS = tuple((re.compile(sign).search, parts) for sign, parts in _PARTS.items())
# To make a converter takes longer than to use it, so each thread keeps some.
_MOST = 100
_local = threading.local()

Parts = frozenset[tuple[str, str]]


def convert(body: str) -> str:
    """What Python-Markdown with all our extensions makes of the body; raises RecursionError."""
    idle = _idle(body)
    converters: dict[Parts, markdown.Markdown] = vars(_local).setdefault("converters", {})
    # One that raises is left in the middle of something, and not used again.
    converter = converters.pop(idle, None) or _without(idle)
    html = converter.reset().convert(body)
    if len(converters) >= _MOST:
        converters.clear()
    converters[idle] = converter
    return html


def _idle(body: str) -> Parts:
    """The parts that have nothing to do in this body."""
    if _MIXED.search(body):
        return frozenset()
    # Each body ends with line ends, which may be part of a sign.
    ended = body + "\n"
    return frozenset(part for search, parts in _SIGNS if not search(ended) for part in parts)


def _without(idle: Parts) -> markdown.Markdown:
    """A converter that lacks these parts."""
    made = markdown.Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIGS)
    for registry, name in idle:
        owner = made.parser if registry == "blockprocessors" else made
        getattr(owner, registry).deregister(name)
    return made
