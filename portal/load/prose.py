"""Bodies: Markdown rendered once, its links turned into addresses, those that lead nowhere named."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from portal import markup
from portal.load.text import Parsed
from portal.models.base import Record
from portal.problems import Problem
from portal.sections import BY_NAME

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Anchors that our templates make; any other anchor in a body is one of its own headings.
_ANCHORS = ("art-", "item-", "line-", "category-")
_PAGES = {"/", "/search/", "/feeds/"}


def render(section: str, row: Record, parsed: Parsed, addresses: Mapping[str, str]) -> list[Problem]:
    """Fill `row.html` from `row.body`; gives the problems of its links.

    addresses: path of each record's file → root-relative address of its page.
    """
    problems: list[Problem] = []
    own = f"/{section}/{row.id}/"
    files = {attachment.file for attachment in row.attachments}
    known = {*addresses.values(), *_PAGES, *(s.address for s in BY_NAME.values())}

    def refuse(href: str, reason: str, remedy: str) -> None:
        before = (row.body or "").partition(href)[0]
        line = parsed.body_line + before.count("\n")
        problems.append(Problem(row.path, line, "正文", reason, remedy))

    def resolve(href: str) -> str | None:
        if href.startswith("#"):
            return href if href[1:].startswith(_ANCHORS) else f"#{markup.PREFIX}{href[1:]}"
        if scheme := _SCHEME.match(href):
            if scheme[0][:-1].lower() in markup.SCHEMES:
                return href
            refuse(href, f"链接「{href[:40]}」的开头不允许", "只用 https、http、mailto、tel")
            return None
        target, mark, anchor = unquote(href).partition("#")
        if target in files:
            return own + target
        if target.endswith(".md"):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(row.path), target))
            if path in addresses:
                return addresses[path] + mark + anchor
        elif target.startswith("/") and not target.startswith("//") and target in known:
            return target + mark + anchor
        refuse(href, f"链接「{href[:60]}」没有指向任何记录或附件", "核对文件名，或把文件列入 attachments")
        return None

    try:
        row.html = markup.render(row.body or "", resolve)
    except markup.TooComplex:
        problems.append(
            Problem(row.path, parsed.body_line, "正文", "层次太深，无法排版", "减少列表和引用的嵌套")
        )
    return problems
