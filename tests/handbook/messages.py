"""Every message that a check of the content can give, read from the code: reason and remedy."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.settings import CHECKOUT

# Where messages are made → what they are about, in the order in which a check meets them.
CHAPTERS = {
    "portal/load/walk.py": "文件和文件夹",
    "portal/load/text.py": "文件的编码和分段",
    "portal/load/yaml": "字段区的写法",
    "portal/load/table.py": "记录旁边的表格",
    "portal/load/gather.py": "编号和表格",
    "portal/load/misplaced.py": "编号和表格",
    "portal/load/rows.py": "字段",
    "portal/fields.py": "字段的内容",
    "portal/models": "一条记录前后矛盾",
    "portal/load/links.py": "引用其他记录",
    "portal/load/files.py": "附件",
    "portal/load/names.py": "附件",
    "portal/load/prose.py": "正文",
    "portal/load/bounds.py": "一条记录前后矛盾",
    "portal/load/checks.py": "记录之间",
    "portal/load/agree.py": "记录之间",
    "portal/load/personal.py": "个人信息",
    "portal/load": "其他",
    "portal/personal": "附件的内容",
    "portal/ledger": "公开账本",
    "build/ledger.py": "公开账本",
}
# Put together from another problem, where no reader of code finds it.
EXTRA = {"记录之间": ("绕成了圈：…", "断开其中一处")}
_RAISERS = {"refuse", "Problem", "Unreadable", "_refuse", "_problem", "problem", "refuse_file"}
# They give back (reason, remedy), perhaps behind a line.
_TELLERS = {
    *("_fault", "_explain", "explain", "unfielded", "_glued", "id_fault", "file_fault"),
    *("_past", "_most", "_above", "_parts", "_unfilled"),
}


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
    for name in ("portal/fields.py", "build/ledger.py"):
        _collect(CHECKOUT / name, found)
    for heading, (reason, remedy) in EXTRA.items():
        found[heading][reason] = remedy
    for heading, told in found.items():
        yield heading, [Message(reason, remedy) for reason, remedy in told.items()]


def _collect(file: Path, found: dict[str, dict[str, str]]) -> None:
    path = file.relative_to(CHECKOUT).as_posix()
    told = found[next(CHAPTERS[start] for start in CHAPTERS if path.startswith(start))]
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = _constants(tree)
    pairs = [*_tables(tree, constants)]
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            pairs += [*_calls(function, constants), *_returns(function, constants)]
    for reason, remedy in pairs:
        told[reason] = told.get(reason) or remedy


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """The texts that a module gives names to."""
    return {name: texts for _, name, texts in _named(tree.body) if texts}


def _tables(tree: ast.Module, named: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Pairs (reason, remedy) and rows (sign, reason, remedy) of a table at the top of a module."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            for row in (statement.value, *statement.value.elts):
                if isinstance(row, ast.Tuple):
                    texts = [text for one in row.elts for text in _texts(one, named)]
                    if len(row.elts) == len(texts) in (2, 3) and all(map(_chinese, texts[-2:])):
                        yield texts[-2], texts[-1]


def _returns(function: ast.FunctionDef, named: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """What a function gives back as (reason, remedy); the remedy may depend."""
    if function.name not in _TELLERS:
        return
    meant = named | _meant(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
            reasons, remedies = (_texts(one, meant) for one in node.elts[-2:])
            for reason in filter(_chinese, reasons):
                yield reason, remedies[0] if remedies else ""


def _meant(function: ast.FunctionDef) -> dict[str, list[str]]:
    """Every text that a function may have put into a name."""
    meant: dict[str, list[str]] = {}
    for _, name, texts in _named(ast.walk(function)):
        meant.setdefault(name, []).extend(texts)
    return meant


def _calls(function: ast.FunctionDef, constants: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """What is said to those who raise or yield; names stand for what was last put into them."""
    named = sorted(_named(ast.walk(function)), key=lambda one: one[0])
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in {*_RAISERS, "Verdict"}
    ]
    before = 0
    for call in sorted(calls, key=lambda one: one.lineno):
        meant = dict(constants)
        fresh: dict[str, list[str]] = {}
        for line, name, texts in named:
            if line <= call.lineno:
                meant[name] = texts
            if before < line <= call.lineno:
                fresh.setdefault(name, []).extend(texts)
        meant |= fresh
        before = call.lineno
        verdict = [one.value for one in call.keywords if one.arg == "fault"]
        pair = verdict[0].elts if verdict and isinstance(verdict[0], ast.Tuple) else call.args
        yield from _said([_texts(one, meant) for one in pair])


def _said(arguments: list[list[str]]) -> Iterator[tuple[str, str]]:
    """The two Chinese texts of a call are reason and remedy; each reason with its own remedy."""
    said = [texts for texts in arguments if any(_chinese(text) for text in texts)]
    if len(said) < 2:
        return
    reasons, remedies = said[0], said[1]
    for number, reason in enumerate(reasons):
        yield reason, remedies[min(number, len(remedies) - 1)]


def _named(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str, list[str]]]:
    """(line, name, texts) of each text that is put into a name."""
    for node in nodes:
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
    if isinstance(node, ast.BinOp):  # what is added to it depends
        return _texts(node.left, named)
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
