"""What code says to readers stands in every catalogue, also what the demonstration never shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import portal
from portal import language

PORTAL = Path(portal.__file__).parent
# What is said to webmasters, stands in files of data, or is looked for in texts, rather than said to readers.
OTHERS = {
    *("load", "markdown", "models", "ocds", "personal"),
    *(
        "causes.py",
        "colours.py",
        "fields.py",
        "omissions.py",
        "problems.py",
        "processes.py",
        "settings.py",
    ),
    *("headers.py", "patterns.py", "templating/lang.py", "uscc.py", "window.py", "glossary.py"),
    *("data/columns.py", "data/schema.py", "data/tables.py", "data/workbook.py"),
    *(
        f"ledger/{name}.py"
        for name in (
            "declared",
            "difference",
            "files",
            "judge",
            "keeping",
            "log",
            "note",
            "verifier",
        )
    ),
}
SPOKEN = [
    path
    for path in PORTAL.rglob("*.py")
    if OTHERS.isdisjoint({path.relative_to(PORTAL).parts[0], path.relative_to(PORTAL).as_posix()})
]
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("path", sorted(SPOKEN), ids=lambda path: str(path.relative_to(PORTAL)))
def test_chinese_in_code_is_a_message_of_every_catalogue(path: Path) -> None:
    texts = set(chinese(ast.parse(path.read_text(encoding="utf-8"))))
    for name in language.found():
        # A word that means something else in one place is known there only.
        known = {message.rpartition("\x04")[2] for message in language.language(name).texts}
        assert texts - known == set(), name


def chinese(tree: ast.AST) -> Iterator[str]:
    """The Chinese texts of a module but for its docstrings; the pieces of an f-string are texts."""
    said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        text = one.value if isinstance(one, ast.Constant) and id(one) not in said else ""
        if isinstance(text, str) and CHINESE.search(text):
            yield text


def test_english_is_said_without_chinese_words_or_marks() -> None:
    assert [text for text in language.language("en").texts.values() if CHINESE.search(text)] == []
