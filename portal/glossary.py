"""The glossary: each of its terms has an anchor, and texts that use one lead there, the first time.

It is the record «pages/glossary»: what stands in the first column of its tables, or is defined in
its lists. Texts are those of our own pages and of policies; records stay as written elsewhere.
"""

from __future__ import annotations

import re
from html import escape, unescape

from markdown.extensions.toc import slugify_unicode

from portal import reads
from portal.plain import Plain

ID = "glossary"
ADDRESS = f"/pages/{ID}/"
_READ = ("pages", "policies")
# A term as nh3 writes it: the first cell of a row, or what a list defines.
_TERM = re.compile(r"(<tr>\s*<td|<dt)(>)([^<>]+)(?=</(?:td|dt)>)")
# What is no running text: tags, and all that stands in a heading, a link or code.
_APART = re.compile(r"<(h[1-6]|a|code|pre)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)


def marked(one: Plain) -> str:
    """The HTML of a record's body with the anchors or the links of the glossary."""
    html: str = one.html
    if one.section not in _READ:
        return html
    return anchored(html) if one.key == f"pages/{ID}" else linked(html, terms())


@reads.read
def terms() -> tuple[tuple[str, str], ...]:
    """(term as HTML, its anchor), the longest first; a cell may name several, «甲、乙»."""
    one = reads.record("pages", ID)
    found: dict[str, str] = {}
    for _, _, words in _TERM.findall(one.html if one else ""):
        for word in words.split("、"):
            found.setdefault(word.strip(), _anchor(words))
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def anchored(html: str) -> str:
    """The glossary itself: an anchor for each term, the first where two are the same."""
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        before, after, words = found.groups()
        anchor = _anchor(words)
        if anchor in seen:
            return found[0]
        seen.add(anchor)
        return f'{before} id="{anchor}"{after}{words}'

    return _TERM.sub(mark, html)


def linked(html: str, terms: tuple[tuple[str, str], ...]) -> str:
    """The first use of each term in running text as a link to its meaning."""
    waiting = {term: anchor for term, anchor in terms if term}
    pieces, at = [], 0
    for apart in _APART.finditer(html):
        pieces += [_linked(html[at : apart.start()], waiting), apart[0]]
        at = apart.end()
    return "".join([*pieces, _linked(html[at:], waiting)])


def _linked(text: str, waiting: dict[str, str]) -> str:
    if not waiting or not text.strip():
        return text

    def link(found: re.Match[str]) -> str:
        anchor = waiting.pop(found[0], None)
        return f'<a href="{ADDRESS}#{anchor}">{found[0]}</a>' if anchor else found[0]

    return re.sub("|".join(map(re.escape, waiting)), link, text)


def _anchor(words: str) -> str:
    return escape(f"term-{slugify_unicode(unescape(words), '-')}")
