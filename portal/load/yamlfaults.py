"""What a fault of YAML means to someone who only wrote a text: where it is, why, what to write instead."""

from __future__ import annotations

import re

Fault = tuple[int, str, str]
"""Line (from 0), reason and remedy."""
_QUOTE = "给整段文字加上英文双引号"
COMMENT = (
    "# 后面的文字会当作说明，不会发布",
    "# 是文字的一部分：给整段文字加上英文双引号；只是说明：移到单独的一行",
)
# A field whose colon is followed by something else than a blank, or is a Chinese one; no address.
_GLUED = re.compile(r"\s*(?:- +)?([A-Za-z_]+)(?:(：)|:(?!//)(?:(\u3000)|(?=\S)))\s*(.*)")
# The value of a line, or the line itself, that begins with what YAML reads for itself.
_SIGN = re.compile(r"\s*(?:- +)*(?:[^\s:#-][^:]*:\s+)?([*&@`%>|!,?\]}]|[\[{].*[\]}]\s*[^\s#])")
_CLOSED = re.compile(r"""\s*(?:- +)*(?:[^\s:#-][^:]*:\s+)?(?:"[^"]*"|'[^']*')\s*[^\s#]""")
_BY_SIGN = (
    "alphabetic",
    "comment or line break",
    "cannot start any token",
    "mapping keys are not allowed",
    "expected node content",
    "expected key",
)
# A fragment of what the parser says → what it means to a person, and what to do.
_MEANINGS = (
    ("expected ':'", "这一行缺少冒号，或冒号后缺少空格", "写成「字段: 内容」"),
    ("a tab character", "这一行用制表符缩进", "缩进用空格"),
    ("cannot start any token", "这一行用了制表符，或文字以特殊符号开头", "缩进用空格，文字加引号"),
    ("mapping values are not allowed", "文字里有「冒号加空格」", _QUOTE),
    ("sequence entries are not allowed", "「- 」不能写在这里", "列表另起一行"),
    ("expected key", "缩进不齐，或引号后面还有文字", "同级字段左对齐，引号成对"),
    ("expected '-'", "列表的缩进不齐", "同级的「- 」左对齐"),
    ("expected ','", "方括号或花括号没有成对", "补上另一半；以括号开头的文字加引号"),
    ("escape", "双引号里有反斜线", "改用单引号，或写两个反斜线"),
    ("unexpected end of stream", "引号没有成对", "补上另一个引号"),
)


def explain(problem: str, text: str, line: int) -> Fault:
    """What the parser's words mean, given the text and the line (from 0) that it stopped at.

    The parser takes a line that it does not understand for the text of the one before, and stops later.
    """
    lines = text.split("\n")
    here = lines[line] if line < len(lines) else ""
    before = next((n for n in range(line - 1, -1, -1) if _says(lines[n])), line)
    if any(
        fragment in problem for fragment in ("mapping values", "expected ':'", "document start")
    ):
        for number in (before, line):
            if fault := _glued(lines, _first(lines, number)):
                return fault
    if "expected key" in problem and " #" in lines[before] and before != line:
        return before, *COMMENT
    if any(fragment in problem for fragment in _BY_SIGN):
        if found := _SIGN.match(here):
            reason = f"文字以「{found[1][0]}」开头，YAML 会把它当作自己的记号"
            return line, reason, _QUOTE
        if _CLOSED.match(here):
            return line, "英文引号后面还有文字", "整段文字加上另一种英文引号，或里面改用中文引号"
    for fragment, reason, remedy in _MEANINGS:
        if fragment in problem:
            return line, reason, remedy
    return (
        line,
        "读不懂这一行的写法",
        "检查缩进、冒号后的空格和成对的引号；拿不准就给文字加上英文双引号",
    )


def unfielded(text: str) -> Fault:
    """Why a text that could be read holds no fields."""
    lines = text.split("\n")
    for number, one in enumerate(lines):
        if _says(one):
            return _glued(lines, number) or (0, "这里没有字段", "每行写一个「字段: 内容」")
    return 0, "这里没有字段", "每行写一个「字段: 内容」"


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _first(lines: list[str], number: int) -> int:
    """The first of the fields without «: » that end at this line, one below the other."""
    first = number
    for before in range(number - 1, -1, -1):
        if _says(lines[before]):
            if not _GLUED.match(lines[before]):
                break
            first = before
    return first if number < len(lines) and _GLUED.match(lines[number]) else number


def _glued(lines: list[str], number: int) -> Fault | None:
    """A field without «: » in this line; the parser stops at the first, so how many more there are is said."""
    found = _GLUED.match(lines[number]) if number < len(lines) else None
    if found is None:
        return None
    reason = "冒号后面没有空格"
    if found[2]:
        reason = "用了中文的冒号"
    elif found[3]:
        reason = "冒号后面是全角空格"
    more = sum(1 for line in lines[number + 1 :] if _says(line) and _GLUED.match(line))
    others = f"；后面还有 {more} 行也是这样，一起改" if more else ""
    return number, reason, f"用英文冒号，后面空一格：{found[1]}: {found[4][:20]}{others}"
