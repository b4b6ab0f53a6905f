"""Which parts of a page are in another language than the page: WCAG 2.2, 3.1.2 (language of parts).

Records are Chinese whatever the language of the interface. Where that has no Chinese characters of its
own, text that has some was taken from a record, so that it can be marked when the page is whole, and no
template has to think of it.
"""

from __future__ import annotations

import re

from flask import Flask, Response

from portal import language

TAG = "zh-Hans"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# With the punctuation and digits between them; Latin words between them are no Chinese.
_RUN = re.compile(f"[《“「【（]?[{_HAN}](?:[^A-Za-z<>&]*[{_HAN}])?[》”」】）。，！？]?")
_LATIN = re.compile("[A-Za-z]")
# The end of a tag and the text behind it up to the next one, if that is Chinese.
_TEXT = re.compile(f">([^<>{_HAN}]*[{_HAN}][^<>]*)<")
_NAME = re.compile("[a-z0-9]+")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
# They hold text and nothing else.
_BARE = frozenset({"title", "desc", "text", "option"})
# Data (JSON in pages has no < of its own).
_DATA = frozenset({"script", "style"})
# What the template has marked as a whole.
_PROSE = f'<div class="prose" lang="{TAG}">'


def marked(html: str) -> str:
    """The page with lang="zh-Hans" on every element or run of text that is Chinese."""
    before, prose, rest = html.partition(_PROSE)
    body, end, after = rest.partition("</div>")
    return f"{_marked(before)}{prose}{body}{end}{_marked(after)}"


def _marked(html: str) -> str:
    pieces: list[str] = []
    done = 0
    for found in _TEXT.finditer(html):
        start, stop = found.start(), found.end() - 1
        tag = html.rfind("<", 0, start) + 1
        opens = _NAME.match(html, tag)
        pieces += html[done:start], _mark(opens[0] if opens else "", found[1], html[stop + 1])
        done = stop
    return "".join([*pieces, html[done:]])


def _mark(name: str, text: str, following: str) -> str:
    """A text with the end of the tag before it. name: of the element that begins there, or ""."""
    if name in _DATA:
        return f">{text}"
    if name and name not in _VOID and following == "/":
        if not _LATIN.search(text):
            return f' lang="{TAG}">{text}'
        if name in _BARE:
            return f">{text}"
    return ">" + _RUN.sub(rf'<span lang="{TAG}">\g<0></span>', text)


def attach(app: Flask) -> None:
    """Mark the pages of an application whose interface is not in Chinese."""
    chosen = language.of(app)
    foreign = not any(re.search(f"[{_HAN}]", text) for text in chosen.texts.values())
    app.jinja_env.globals["written"] = TAG if foreign else ""
    if foreign:
        app.after_request(_with_marks)


def _with_marks(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.direct_passthrough:
        response.set_data(marked(response.get_data(as_text=True)))
    return response
