"""Files → text with line numbers: strict UTF-8, front matter, YAML in which everything is text.

The usual YAML loaders turn 0012 into 10, 12:30 into 750 and no into False, let the second of two
equal keys win, and follow aliases without end. Here scalars stay text, and equal keys, aliases,
anchors and tags are refused. Events are read instead of nodes, so that depth is bounded by us.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from portal.problems import Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 8
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Location = tuple[str | int, ...]
Place = tuple[str, int]


class Unreadable(Exception):
    """The file cannot be read any further; carries why."""

    def __init__(self, path: str, line: int, reason: str, remedy: str, field: str = "") -> None:
        self.problem = Problem(path, line, field, reason, remedy)
        super().__init__(str(self.problem))


@dataclass
class Parsed:
    """A file's values (all texts, lists and mappings) and where each of them stands."""

    path: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 0
    places: dict[Location, Place] = field(default_factory=dict)

    def place(self, location: Location) -> Place:
        """File and line of the value at `location`, or of the nearest value around it."""
        for end in range(len(location), 0, -1):
            if found := self.places.get(location[:end]):
                return found
        return self.path, 0


def read_text(file: Path, path: str) -> str:
    """The file's text with \\n line ends; raises Unreadable, naming it as `path`."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise Unreadable(path, 0, f"读不出这个文件（{error.strerror}）", "检查文件权限") from None
    if size > MAX_BYTES:
        raise Unreadable(path, 0, f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}", "把长文作为附件发布")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            path, line, f"第 {error.start + 1} 个字节不是 UTF-8 编码", "用编辑器另存为 UTF-8 编码"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_record(file: Path, path: str) -> Parsed:
    """Front matter and Markdown body of a record's file; raises Unreadable."""
    text = read_text(file, path)
    if not text.startswith("---\n"):
        raise Unreadable(path, 1, "文件开头没有字段区", "第一行写 ---，字段写完后再写一行 ---")
    end = text.find("\n---\n", 3)
    if end < 0:
        end = len(text) - 4 if text.endswith("\n---") else -1
    if end < 0:
        raise Unreadable(path, 1, "字段区没有结束", "在字段之后单独写一行 ---")
    head = text[4 : end + 1]
    parsed = parse_yaml(head, path, first_line=2)
    body = text[end + 5 :]
    parsed.body_line = head.count("\n") + 3 + len(body) - len(body.lstrip("\n"))
    parsed.body = body.strip()
    return parsed


def parse_yaml(text: str, path: str, first_line: int = 1) -> Parsed:
    """A YAML mapping whose scalars all stay text; raises Unreadable at the first fault."""
    parsed = Parsed(path, {})
    try:
        root = _build(text, parsed, first_line)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise Unreadable(path, line + first_line, *_explain(str(error.problem))) from None
    except yaml.YAMLError as error:
        line = text[: getattr(error, "position", 0) or 0].count("\n")
        raise Unreadable(
            path, line + first_line, "含有不允许的控制字符", "删掉这个字符，或重新输入这一行"
        ) from None
    if not isinstance(root, dict):
        raise Unreadable(path, first_line, "字段区里没有字段", "每行写一个「字段: 内容」")
    parsed.data = root
    return parsed


def _build(text: str, parsed: Parsed, first_line: int) -> Any:
    """Values from YAML events, with a stack of our own."""
    root: Any = None
    stack: list[tuple[Location, dict[str, Any] | list[Any]]] = []
    key: str | None = None

    def refuse(line: int, reason: str, remedy: str) -> None:
        raise Unreadable(parsed.path, line, reason, remedy)

    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + first_line
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            refuse(line, "字段区里又出现了 ---", "一个文件只写一组字段")
        if not isinstance(event, yaml.NodeEvent):
            continue
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            refuse(line, "用了 YAML 的锚点或别名（& 或 *）", "直接写出内容；文字以 & 或 * 开头时加引号")
        if getattr(event, "tag", None):
            refuse(line, f"用了 YAML 的标签 {event.tag}", "去掉标签；文字以 ! 开头时加引号")
        location, parent = stack[-1] if stack else ((), None)
        if isinstance(parent, dict) and key is None:
            if not isinstance(event, yaml.ScalarEvent):
                refuse(line, "字段名不是文字", "写成「字段: 内容」")
            key = event.value
            if key in parent:
                refuse(line, f"字段 {key} 写了两次", "只留一个")
            parsed.places[(*location, key)] = (parsed.path, line)
            continue
        value: Any = event.value if isinstance(event, yaml.ScalarEvent) else None
        if isinstance(event, yaml.MappingStartEvent):
            value = {}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
        if isinstance(parent, dict):
            assert key is not None
            location, parent[key], key = (*location, key), value, None
        elif isinstance(parent, list):
            location = (*location, len(parent))
            parsed.places[location] = (parsed.path, line)
            parent.append(value)
        else:
            root = value
        if isinstance(value, (dict, list)):
            stack.append((location, value))
            if len(stack) > MAX_DEPTH:
                refuse(line, f"内容嵌套超过 {MAX_DEPTH} 层", "减少缩进的层次；方括号开头的文字加引号")
    return root


def _explain(problem: str) -> tuple[str, str]:
    """What a fault of the YAML parser means to a person, and what to do."""
    for fragment, reason, remedy in (
        ("could not find expected ':'", "这一行缺少冒号，或冒号后缺少空格", "写成「字段: 内容」"),
        ("cannot start any token", "这一行用了制表符，或文字以特殊符号开头", "缩进用空格，文字加引号"),
        ("mapping values are not allowed", "文字里有「冒号加空格」", "给整段文字加上英文双引号"),
        ("did not find expected key", "缩进不齐，或引号后面还有文字", "同级字段左对齐，引号成对"),
        ("unexpected end of stream", "引号没有成对", "补上另一个引号"),
    ):
        if fragment in problem:
            return reason, remedy
    return f"YAML 的写法有误（{problem}）", "检查缩进、冒号后的空格和成对的引号"
