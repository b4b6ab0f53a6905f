"""Bodies: Markdown rendered once, its links turned into addresses, those that lead nowhere named."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Set
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from portal import standing
from portal.anchors import ROWS
from portal.fields import shown
from portal.load.drafts import FINISHED, drafts, finished
from portal.load.gather import Gathered
from portal.load.parsed import Key
from portal.load.shelf import Shelf
from portal.markdown import markup
from portal.models.base import Record
from portal.problems import Problem

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Anchors that our templates make; any other anchor in a body is one of its own headings.
_ANCHORS = tuple(rows.anchor for rows in ROWS.values())
FIELD = "正文"
_NONE = markup.Draft()


def render(gathered: Gathered, state: Path | None = None, *, ledger: bool) -> list[Problem]:
    """Fill `html` of every row from its body; gives the problems of its links.

    state: the folder where what Markdown made is kept. ledger: whether its pages can be linked.
    """
    drafted = drafts((row.body for row in gathered.rows.values() if row.body), state)
    addresses = {path: f"/{section}/{id}/" for (section, id), path in gathered.paths.items()}
    pages = {*standing.addresses(ledger=ledger), *addresses.values()}
    problems: list[Problem] = []
    resolvers: list[_Resolver] = []
    with Shelf(state / FINISHED if state else None) as shelf:
        for key, row in gathered.rows.items():
            body = vars(row)["body"]
            draft = drafted[body] if body else _NONE
            if draft.lost:
                reason = f"正文里的{shown(draft.lost)}会被当作网页代码，不会显示"
                remedy = "是文字：尖括号改用〈〉或《》，网址写全 https://；是网页代码：删掉"
                line = gathered.parsed[key].body_line
                problems.append(_problem(row, line, draft.lost, reason, remedy))
            if not (draft.html or draft.fault):
                vars(row)["html"] = draft.clean
                continue
            resolver = _Resolver(key, row, gathered.parsed[key].body_line, addresses, pages)
            try:
                vars(row)["html"] = finished(draft, resolver, shelf)
            except markup.TooComplex as error:
                line = resolver.line + body.count("\n", 0, error.place)
                problems.append(Problem(row.path, line, FIELD, error.reason, error.remedy))
            resolvers.append(resolver)
    records = {
        address: key for key, address in zip(gathered.paths, addresses.values(), strict=True)
    }
    anchors = cache(lambda address: _anchors(gathered, records.get(address)))
    for resolver in resolvers:
        resolver.judge_anchors(anchors)
        problems += resolver.problems
    return problems


def _problem(row: Record, line: int, written: str, reason: str, remedy: str) -> Problem:
    """A problem at what is written in a body whose first line is `line`.

    What Markdown has changed is not found as it stands: then it is told at that first line.
    """
    body = row.body or ""
    line += body.count("\n", 0, max(0, body.find(written)))
    return Problem(row.path, line, FIELD, reason, remedy)


def _anchors(gathered: Gathered, key: Key | None) -> Set[str] | None:
    """The anchors of a sound record's page that a body can lead to: its headings and its rows."""
    row = gathered.rows.get(key) if key else None
    if key is None or row is None:
        return None
    found = set(re.findall(r' id="([^"]*)"', row.html))
    if rows := ROWS.get(key[0]):
        found |= {rows.anchor + getattr(one, rows.code) for one in getattr(row, rows.part)}
    return found


class _Resolver:
    """Turns the links of one body into addresses, and keeps the problems of those it cannot."""

    def __init__(
        self, key: Key, row: Record, line: int, addresses: Mapping[str, str], pages: Set[str]
    ) -> None:
        self.own = f"/{key[0]}/{key[1]}/"
        self.row = row
        self.line = line
        self.addresses = addresses
        self.pages = pages
        self.problems: list[Problem] = []
        self.anchored: list[tuple[str, str, str]] = []

    def __call__(self, attribute: str, href: str) -> str | None:
        if scheme := _SCHEME.match(href):
            if attribute == "src":
                reason = f"图片{shown(href)}不是本站的文件"
                self._refuse(href, reason, "把图片放在记录旁边，列入 attachments")
                return None
            if scheme[0][:-1].lower() in markup.SCHEMES:
                return href
            reason = f"链接{shown(href)}的开头不允许"
            self._refuse(href, reason, "只用 https、http、mailto、tel")
            return None
        target, mark, anchor = href.partition("#")
        if anchor and not anchor.startswith(_ANCHORS):
            anchor = markup.PREFIX + anchor
        if address := self._address(unquote(target)) if target or not mark else self.own:
            if anchor:
                self.anchored.append((href, address, unescape(unquote(anchor))))
            return (address if target else "") + mark + anchor
        reason = f"链接{shown(href)}没有指向任何记录或附件"
        self._refuse(href, reason, "核对文件名，或把文件列入 attachments")
        return None

    def judge_anchors(self, anchors: Callable[[str], Set[str] | None]) -> None:
        """Refuse the links whose anchor is not on the page; pages of broken records are not judged.

        anchors: those of a page, None of one that is no sound record's.
        """
        for href, address, anchor in self.anchored:
            found = anchors(address)
            if found is not None and anchor not in found:
                reason = f"链接{shown(href)}指向的位置不存在"
                self._refuse(href, reason, "核对 # 后面的标题或条款编号")

    def _address(self, target: str) -> str | None:
        """The root-relative address of an attachment, a record's file or a page."""
        if target in {attachment.file for attachment in self.row.attachments}:
            return self.own + quote(target)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.row.path), target))
        if path in self.addresses:
            return self.addresses[path]
        return target if target in self.pages else None

    def _refuse(self, href: str, reason: str, remedy: str) -> None:
        self.problems.append(_problem(self.row, self.line, href, reason, remedy))
