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
# Data and scripts, and what the template has marked as a whole.
_WHOLE = re.compile(
    rf'(<script\b.*?</script>|<div class="prose" lang="{TAG}">.*?</div>)', re.DOTALL
)
# A tag and the text behind it up to the next one, if that is Chinese.
_TEXT = re.compile(f"<(/?)([a-z][a-z0-9]*)([^<>]*)>([^<>]*[{_HAN}][^<>]*)(?=<(/?))")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
# They hold text and nothing else.
_BARE = frozenset({"title", "desc", "text", "option"})


def marked(html: str) -> str:
    """The page with lang="zh-Hans" on every element or run of text that is Chinese."""
    parts = _WHOLE.split(html)
    parts[::2] = [_TEXT.sub(_mark, part) for part in parts[::2]]
    return "".join(parts)


def _mark(found: re.Match[str]) -> str:
    close, name, attributes, text, ends = found.groups()
    own = not close and name not in _VOID and ends
    if own and not _LATIN.search(text):
        return f'<{name}{attributes} lang="{TAG}">{text}'
    if own and name in _BARE:
        return found[0]
    return f"<{close}{name}{attributes}>" + _RUN.sub(rf'<span lang="{TAG}">\g<0></span>', text)


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
