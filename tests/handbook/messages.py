"""Every message that a check of the content can give, read from the code: reason and remedy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.settings import CHECKOUT

# Where messages are made → what they are about, in the order in which a check meets them.
CHAPTERS = {
    "portal/load/walk.py": "文件和文件夹",
    "portal/load/text.py": "文件的编码和分段",
    "portal/load/yaml.py": "字段区的写法",
    "portal/load/table.py": "记录旁边的表格",
    "portal/load/gather.py": "编号和表格",
    "portal/load/rows.py": "字段",
    "portal/fields.py": "字段的内容",
    "portal/models": "一条记录前后矛盾",
    "portal/load/links.py": "引用其他记录",
    "portal/load/files.py": "附件",
    "portal/load/prose.py": "正文",
    "portal/load/checks.py": "记录之间",
    "portal/load": "其他",
    "portal/personal": "个人信息",
    "portal/ledger": "公开账本",
}
# Put together from another problem, where no reader of code finds it.
EXTRA = {"记录之间": ("绕成了圈：…", "断开其中一处")}
_RAISERS = {"refuse", "Problem", "Unreadable", "_refuse", "_problem", "problem"}


@dataclass(frozen=True)
class Message:
    """Patterns with «…» for what is filled in; the remedy is "" where it depends."""

    reason: str
    remedy: str


def messages() -> Iterator[tuple[str, list[Message]]]:
    """(heading, messages) in order."""
    found: dict[str, dict[str, str]] = {heading: {} for heading in CHAPTERS.values()}
    for folder in ("portal/load", "portal/models", "portal/ledger", "portal/personal"):
        for file in sorted((CHECKOUT / folder).rglob("*.py")):
            _collect(file, found)
    _collect(CHECKOUT / "portal/fields.py", found)
    for heading, (reason, remedy) in EXTRA.items():
        found[heading][reason] = remedy
    for heading, told in found.items():
        yield heading, [Message(reason, remedy) for reason, remedy in told.items()]


def _collect(file: Path, found: dict[str, dict[str, str]]) -> None:
    path = file.relative_to(CHECKOUT).as_posix()
    told = found[next(CHAPTERS[start] for start in CHAPTERS if path.startswith(start))]
    tree = ast.parse(file.read_text(encoding="utf-8"))
    pairs = [*_tables(tree)]
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            pairs += [*_calls(function), *_returns(function)]
    for reason, remedy in pairs:
        told[reason] = told.get(reason) or remedy


def _tables(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Rows (sign, reason, remedy) of a table at the top of a module."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            for row in statement.value.elts:
                texts = _texts(row, {}) if not isinstance(row, ast.Tuple) else []
                if isinstance(row, ast.Tuple):
                    texts = [text for one in row.elts for text in _texts(one, {})]
                if len(texts) == 3 and _chinese(texts[1]) and _chinese(texts[2]):
                    yield texts[1], texts[2]


def _returns(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What a function gives back as (reason, remedy); the remedy may depend."""
    if function.name not in ("_fault", "_explain"):
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            reason, remedy = (_texts(one, {}) for one in node.value.elts)
            if reason and _chinese(reason[0]):
                yield reason[0], remedy[0] if remedy else ""


def _calls(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What is said to those who raise or yield; names stand for what was last put into them."""
    named = sorted(_named(function), key=lambda one: one[0])
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in _RAISERS
    ]
    before = 0
    for call in sorted(calls, key=lambda one: one.lineno):
        meant: dict[str, list[str]] = {}
        fresh: dict[str, list[str]] = {}
        for line, name, texts in named:
            if line <= call.lineno:
                meant[name] = texts
            if before < line <= call.lineno:
                fresh.setdefault(name, []).extend(texts)
        meant |= fresh
        before = call.lineno
        yield from _said([_texts(one, meant) for one in call.args])


def _said(arguments: list[list[str]]) -> Iterator[tuple[str, str]]:
    """The two Chinese texts of a call are reason and remedy; each reason with its own remedy."""
    said = [texts for texts in arguments if any(_chinese(text) for text in texts)]
    if len(said) < 2:
        return
    reasons, remedies = said[0], said[1]
    for number, reason in enumerate(reasons):
        yield reason, remedies[min(number, len(remedies) - 1)]


def _named(function: ast.FunctionDef) -> Iterator[tuple[int, str, list[str]]]:
    """(line, name, texts) of each text that is put into a name."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Name):
            yield node.lineno, target.id, _texts(node.value, {})
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            for one, value in zip(target.elts, node.value.elts, strict=False):
                if isinstance(one, ast.Name):
                    yield node.lineno, one.id, _texts(value, {})


def _texts(node: ast.expr, named: dict[str, list[str]]) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value else []
    if isinstance(node, ast.JoinedStr):
        pieces = [str(one.value) if isinstance(one, ast.Constant) else "…" for one in node.values]
        return ["".join(pieces)]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, named) + _texts(node.orelse, named)
    return named.get(node.id, []) if isinstance(node, ast.Name) else []


def _chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def chapter() -> str:
    """The handbook's chapter of messages."""
    lines = [
        "# 检查时的每一条消息",
        "",
        "`python -m build check` 的每条消息都写明文件、行、字段、原因和改法。本章列出全部消息，",
        "「…」处是当时的内容；改法一栏空着的，消息里会写出具体的改法。本章由程序列出，与程序一致。",
    ]
    for heading, told in messages():
        if told:
            lines += ["", f"## {heading}", "", "| 消息 | 改法 |", "|---|---|"]
            lines += [f"| {_cell(one.reason)} | {_cell(one.remedy)} |" for one in told]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("……", "…")
