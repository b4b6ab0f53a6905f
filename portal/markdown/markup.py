"""Markdown → safe HTML. The only place where text of the content becomes markup.

Python-Markdown passes raw HTML and any scheme of link through, so everything it makes goes through
nh3 with our own lists. Ids get the prefix «h-», so that no heading can shadow an element of a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

import nh3
from markupsafe import Markup

from portal.fields import HIDDEN
from portal.markdown import effort
from portal.markdown.converter import convert

SCHEMES = {"http", "https", "mailto", "tel"}
PREFIX = "h-"
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
# Elements that only shape what they hold: nh3 takes them away, and their words stay.
_SHAPES = {
    "address", "article", "aside", "bdi", "bdo", "big", "center", "cite", "col", "colgroup", "data",
    "details", "dfn", "div", "font", "footer", "h1", "header", "main", "nav", "o:p", "samp", "section",
    "span", "strike", "summary", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
# A tag as Python-Markdown lets it through.
_WRITTEN = re.compile(r"</?([a-zA-Z][^\s<>/]*)[^<>]*>")
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# What may be a link or a picture in raw HTML, however it is written.
_LINKS = re.compile("href|src", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*(?=:)")
# Without these signs, a body has no markup but Markdown.
_RAW = re.compile("[<&]")
# A link or picture as nh3 writes it, and one of its attributes.
_LINKED = re.compile(r'<(?:a|img)(?: [a-z]+="[^"]*")+>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
# The end of what stands in lines of its own, any tag, and what stands between two lines.
_ENDED = re.compile(r"</(?:p|li|h\d|td|th|tr|dt|dd|pre|blockquote)>|<br>")
_TAG = re.compile("<[^>]*>")
_BETWEEN = re.compile(r"\n\s*")

Resolve = Callable[[str, str], str | None]


class TooComplex(ValueError):
    """The Markdown cannot be rendered; place: where in it, reason and remedy: in Chinese."""

    def __init__(self, place: int, reason: str, remedy: str) -> None:
        self.place, self.reason, self.remedy = place, reason, remedy
        super().__init__(reason)


class Draft(NamedTuple):
    """What Markdown makes of a body: raw HTML, or why it cannot be rendered.

    clean: the finished HTML of a body without links and pictures, which rests on nothing else.
    asked: attribute and address of each link and picture of any other, as `finish` asks about them.
    lost: a tag of the body that goes with all it says («<A类>», a script); "" if there is none.
    """

    html: str = ""
    clean: str = ""
    fault: tuple[int, str, str] | None = None
    asked: tuple[tuple[str, str], ...] = ()
    lost: str = ""

    def packed(self) -> bytes:
        """The draft as bytes."""
        return json.dumps(self, ensure_ascii=False).encode(errors="surrogatepass")

    @classmethod
    def unpacked(cls, data: bytes) -> Draft:
        """The draft that was packed."""
        html, clean, fault, asked, lost = json.loads(data.decode(errors="surrogatepass"))
        return cls(html, clean, tuple(fault) if fault else None, tuple(map(tuple, asked)), lost)


def draft(body: str) -> Draft:
    """The draft of a Markdown body; rests on nothing but the body."""
    if fault := effort.fault(body):
        return Draft(fault=fault)
    try:
        html = _levelled(convert(body))
    except RecursionError:
        return Draft(fault=(0, "层次太深，无法排版", "减少列表和引用的嵌套"))
    lost = _lost(html) if "<" in body else ""
    if _LINKS.search(html):
        asked: list[tuple[str, str]] = []
        _finished(html, lambda attribute, address: asked.append((attribute, address)))
        return Draft(html, asked=tuple(asked), lost=lost)
    clean = _finished(html, _unlinked, raw=bool(_RAW.search(body)))
    return Draft(clean=clean, lost=lost)


def _lost(html: str) -> str:
    """The first tag that is no element of which the words stay; code has none, its «<» is a reference."""
    for tag in _WRITTEN.finditer(html):
        if tag[1].lower() not in _TAGS | _SHAPES:
            return tag[0]
    return ""


def finish(draft: Draft, resolve: Resolve) -> str:
    """Clean HTML of a draft.

    resolve: gets the attribute (href or src) and the address of each link or picture as written,
    and gives what to put in its place, or None to leave the attribute out. Raises TooComplex.
    """
    if draft.fault:
        raise TooComplex(*draft.fault)
    return _finished(draft.html, resolve) if draft.html else draft.clean


def _finished(html: str, resolve: Resolve, *, raw: bool = True) -> str:
    """Clean HTML. raw: whether there may be markup of the body's own in it, or links."""

    def change(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return PREFIX + value
        return resolve(attribute, value) if attribute in ("href", "src") else value

    # nh3 drops a forbidden scheme before `change` sees it, so that none could be reported: the
    # first pass lets those pass that are written, the second lets none, whatever `resolve` gave.
    # Between them go the hidden characters: the text has none, but a character reference such as &#8;
    # brings one, and no feed can hold it.
    written = set(_SCHEME.findall(unescape(html).lower())) if raw else set()
    changed = _clean(html, change, SCHEMES | written)
    bare = HIDDEN.sub("", changed)
    # What Python-Markdown made alone is as clean after the first pass as after the second.
    return bare if bare == changed and not raw else _clean(bare, _as_it_is)


def _as_it_is(_tag: str, _attribute: str, value: str) -> str:
    return value


def _unlinked(_attribute: str, _address: str) -> None:
    """There is no link to resolve."""


def _levelled(html: str) -> str:
    """The headings moved so that the highest is an h2, below the page's own h1."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    by = 2 - min(levels, default=2)
    return re.sub(r"(</?h)([1-6])", lambda tag: f"{tag[1]}{min(6, int(tag[2]) + by)}", html)


def rebase(html: str, link: Callable[[str], str]) -> Markup:
    """HTML made by `finish`, its root-relative addresses passed through `link`, for a template.

    nh3 writes every «<» of a text, and every angle and quote of a value as a reference, so that tags
    and attributes can be told apart by their marks alone: a page is not cleaned a third time.
    """

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        moved = link(value) if name in ("href", "src") and value.startswith("/") else value
        return f' {name}="{moved}"'

    moved = _LINKED.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)
    return Markup(moved)  # noqa: S704 - the one place; nh3 cleaned it when it was loaded


def plain_text(html: str) -> str:
    """The text of HTML made by `finish`, a blank line between its blocks, for search and feeds.

    Tags can be told by their marks alone (see `rebase`), also where the HTML is cut off before one.
    """
    text = unescape(_TAG.sub("", _ENDED.sub("\n", html)))
    return _BETWEEN.sub("\n", text).strip()


def _clean(
    html: str, change: Callable[[str, str, str], str | None], schemes: set[str] = SCHEMES
) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=change,
        url_schemes=schemes,
        link_rel="noopener noreferrer",
    )
