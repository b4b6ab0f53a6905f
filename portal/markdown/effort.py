"""How hard a Markdown body is to render, judged before anyone tries.

Python-Markdown looks for the end of each bracket and tag anew from every place where one may begin
(its issue 798): 20,000 «[» take it a minute. Nothing that runs within a process can stop it in a
thread, a forked worker and on Windows alike, and a time-out would make the site depend on the
machine; so the work is estimated from the text, and a body that needs too much is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_LENGTH = 500_000
MAX_EFFORT = 2_000_000
"""Characters looked at in search of ends; a million takes about half a second."""

# What costs more than its share when there is very much of it: name, pattern, how many may be.
_LIMITS = (
    ("标题", re.compile(r"^ {0,3}#|^ {0,3}(?:=+|-+) *$", re.MULTILINE), 2_000),
    ("行", re.compile("\n"), 50_000),
    ("脚注", re.compile(r"\[\^"), 500),
    ("列表项和引用", re.compile(r"^[ \t]*(?:[-*+:>]|\d+\.)", re.MULTILINE), 10_000),
    *((f"「{sign}」", re.compile(re.escape(sign)), 10_000) for sign in "<\\`&*_[!>"),
)
# A bracket ends with its block; tags and their like are sought in the whole document.
_BRACKET = re.compile(r"\]\(|[\[\]()]|\n[ \t]*\n")
_TAG = re.compile(r"<(!\[CDATA\[|!--|\?|[A-Za-z/!])")
_TAG_ENDS = {"![CDATA[": "]]>", "!--": "-->", "?": "?>"}


def fault(body: str) -> tuple[int, str, str] | None:
    """(place, reason, remedy) in Chinese of what makes a body too hard to render, or None."""
    if len(body) > MAX_LENGTH:
        reason = f"正文有 {len(body):,} 个字符，超过 {MAX_LENGTH:,}"
        return 0, reason, "分成几条记录，或把长文作为附件发布"
    openers = body.count("[") + body.count("](") + body.count("<")
    if openers * len(body) > MAX_EFFORT:
        effort = 0
        for place, distance in _distances(body):
            effort += distance
            if effort > MAX_EFFORT:
                reason = "方括号、圆括号或尖括号太多没有成对，无法排版"
                return place, reason, "补上另一半，或在括号前加反斜线"
    for name, pattern, most in _LIMITS:
        if len(body) > most and (found := sum(1 for _ in pattern.finditer(body))) > most:
            place = next(islice(pattern.finditer(body), most, None)).start()
            return place, f"{name}有 {found:,} 个，超过 {most:,}", "分成几条记录"
    return None


def _distances(body: str) -> Iterator[tuple[int, int]]:
    """(place, characters up to its end) of each opening bracket and tag."""
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    for found in _BRACKET.finditer(body):
        sign = found[0]
        if sign[0] == "\n":
            yield from _ended(waiting, found.start())
            continue
        if sign[0] == "]" and waiting["["]:
            yield _distance(waiting["["].pop(), found.start())
        if sign == ")" and waiting["("]:
            yield _distance(waiting["("].pop(), found.start())
        # A «(» alone is text; only that of a link is followed, and those inside it.
        if sign == "](" or (sign == "(" and waiting["("]):
            waiting["("].append(found.start())
        elif sign == "[":
            waiting["["].append(found.start())
    yield from _ended(waiting, len(body))
    for found in _TAG.finditer(body):
        end = body.find(_TAG_ENDS.get(found[1], ">"), found.end())
        yield _distance(found.start(), end if end >= 0 else len(body))


def _ended(waiting: dict[str, list[int]], end: int) -> Iterator[tuple[int, int]]:
    """Those that the end of a block leaves open."""
    for places in waiting.values():
        yield from (_distance(place, end) for place in places)
        places.clear()


def _distance(start: int, end: int) -> tuple[int, int]:
    return start, end - start
