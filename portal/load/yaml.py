"""YAML in which every scalar stays text, and nothing is merged, retyped or repeated in silence.

The usual loaders turn 0012 into 10, 12:30 into 750 and no into False, let the second of two equal
keys win, and follow aliases without end. Here equal keys, aliases, anchors and tags are refused.
Events are read instead of nodes, so that the depth is bounded by us and not by the stack.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml

from portal.fields import brief
from portal.load.parsed import Location, Parsed, Unreadable
from portal.load.yamlfaults import COMMENT, explain, unfielded

MAX_DEPTH = 8
# What YAML forbids, and what it counts as the end of a line though no editor does.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Value = yaml.ScalarEvent | yaml.CollectionStartEvent


def parse_yaml(text: str, path: str, first_line: int = 1) -> Parsed:
    """A YAML mapping whose scalars all stay text; raises Unreadable at the first fault."""
    builder = _Builder(path, first_line, text)
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + first_line
        reason = f"含有不允许的字符 U+{ord(found[0]):04X}"
        raise Unreadable(path, line, reason, "删掉这个字符，或重新输入这一行")
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if error.context in _FOUND_LATE else error.problem_mark
        line, reason, remedy = explain(str(error.problem), text, mark.line if mark else 0)
        raise Unreadable(path, line + first_line, reason, remedy) from None
    if not isinstance(builder.root, dict):
        line, reason, remedy = unfielded(text)
        raise Unreadable(path, line + first_line, reason, remedy)
    builder.parsed.data = builder.root
    return builder.parsed


class _Builder:
    """Values from events, with a stack of our own."""

    def __init__(self, path: str, first_line: int, text: str) -> None:
        self.parsed = Parsed(path, {})
        # Only where there is a # can anything be taken for a comment.
        self.lines = text.split("\n") if "#" in text else []
        self.first_line = first_line
        self.root: Any = None
        self.stack: list[tuple[Location, dict[str, Any] | list[Any]]] = []
        self.key: str | None = None

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = (mark.line if mark else 0) + self.first_line
        if isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._refuse(line, "字段区里又出现了 ---", "一个文件只写一组字段")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            remedy = "直接写出内容；文字以 & 或 * 开头时加引号"
            self._refuse(line, "用了 YAML 的锚点或别名（& 或 *）", remedy)
        elif isinstance(event, _Value):
            if event.tag:
                reason = f"用了 YAML 的标签 {brief(event.tag)}"
                self._refuse(line, reason, "去掉标签；文字以 ! 开头时加引号")
            if self.key is None and self.stack and isinstance(self.stack[-1][1], dict):
                self._take_key(event, line, self.stack[-1][1])
            else:
                self._take_value(event, line)

    def _take_key(self, event: _Value, line: int, parent: dict[str, Any]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(line, "字段名不是文字", "写成「字段: 内容」")
        if event.value in parent:
            self._refuse(line, f"字段 {brief(event.value)} 写了两次", "只留一个")
        self.key = event.value
        self.parsed.places[(*self.stack[-1][0], event.value)] = (self.parsed.path, line)

    def _take_value(self, event: _Value, line: int) -> None:
        value: Any = event.value if isinstance(event, yaml.ScalarEvent) else None
        if self.lines and isinstance(event, yaml.ScalarEvent) and not event.style:
            self._refuse_comment(event)
        if value is None:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        location: Location = ()
        if not self.stack:
            self.root = value
        else:
            location, parent = self.stack[-1]
            if isinstance(parent, list):
                location = (*location, len(parent))
                self.parsed.places[location] = (self.parsed.path, line)
                parent.append(value)
            elif self.key is not None:
                location, parent[self.key], self.key = (*location, self.key), value, None
        if not isinstance(value, str):
            self.stack.append((location, value))
            if len(self.stack) > MAX_DEPTH:
                remedy = "减少缩进的层次；方括号开头的文字加引号"
                self._refuse(line, f"内容嵌套超过 {MAX_DEPTH} 层", remedy)

    def _refuse_comment(self, event: yaml.ScalarEvent) -> None:
        """What looks like the rest of a text, as in «关于 #安康杯# 的通知», would be dropped in silence."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        if end and rest.lstrip().startswith("#"):
            self._refuse(end.line + self.first_line, *COMMENT)

    def _refuse(self, line: int, reason: str, remedy: str) -> NoReturn:
        raise Unreadable(self.parsed.path, line, reason, remedy)


# What is meant is where these began, not where the parser gave up.
_FOUND_LATE = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
)
