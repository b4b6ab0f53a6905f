"""The shape of the house: which module may know which, how long, how honest about time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

import build
from portal.settings import CHECKOUT

PACKAGES = ("portal", "search", "build")
MAY_IMPORT = {
    "search": {"search"},
    "portal": {"portal", "search"},
    "build": {"build", "portal", "search"},
}
# Made by tools, or by nobody's hand.
NOT_OURS = {".git", ".venv", "__pycache__", "node_modules"}
MADE = {"build/site", "build/state"}
CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime", "monotonic", "fromtimestamp"}  # fmt: skip


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(
            path
            for path in (CHECKOUT / folder).rglob("*.py")
            if not any(path.is_relative_to(CHECKOUT / one) for one in MADE)
        )


def name_of(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


SOURCES = {name_of(path): path for path in modules(*PACKAGES)}


def imported(path: Path) -> set[str]:
    """The modules of ours that a module imports, by their full names."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            inner = names & SOURCES.keys()
            found |= inner or {node.module or ""}
    return found & SOURCES.keys()


each_module = pytest.mark.parametrize("name", SOURCES)


def test_there_are_modules_to_look_at() -> None:
    assert len(SOURCES) > 50
    assert imported(SOURCES["portal.views"]) >= {"portal.reads", "portal.steps", "portal.sections"}


@each_module
def test_packages_know_only_those_below_them(name: str) -> None:
    allowed = MAY_IMPORT[name.partition(".")[0]]
    roots = {
        root
        for node in ast.walk(tree_of(SOURCES[name]))
        for root in roots_of(node)
        if root in {*PACKAGES, "tests", "run"}
    }

    assert roots <= allowed


def roots_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def test_no_module_comes_back_to_itself() -> None:
    waiting = {name: imported(path) - {name} for name, path in SOURCES.items()}
    while ready := {name for name, needs in waiting.items() if not needs}:
        waiting = {name: needs - ready for name, needs in waiting.items() if name not in ready}

    assert sorted(waiting) == [], "these import each other in a circle"


def test_no_part_of_the_build_comes_back_to_itself() -> None:
    """A folder of build/ is one part, a module beside them another."""
    waiting: dict[str, set[str]] = {}
    for name, path in SOURCES.items():
        if name.startswith("build."):
            part = name.split(".")[1]
            needs = {one.split(".")[1] for one in imported(path) if one.startswith("build.")}
            waiting.setdefault(part, set()).update(needs - {part})
    while ready := {name for name, needs in waiting.items() if not needs}:
        waiting = {name: needs - ready for name, needs in waiting.items() if name not in ready}

    assert waiting == {}, "these need each other"


@each_module
def test_imports_stand_at_the_top(name: str) -> None:
    inside = [
        f"line {node.lineno}"
        for function in ast.walk(tree_of(SOURCES[name]))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    assert inside == []


def test_build_is_ours() -> None:
    assert Path(build.__file__ or "").parent == CHECKOUT / "build"


def lengths(*folders: str) -> dict[str, int]:
    return {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*folders)
    }


def test_no_module_is_long_and_most_are_short() -> None:
    every = lengths(*PACKAGES, "tests")

    assert {name: lines for name, lines in every.items() if lines > 300} == {}
    assert median(lengths(*PACKAGES).values()) <= 120


@pytest.mark.parametrize(
    "path",
    [one for one in modules(*PACKAGES, "tests") if not one.name.startswith("test_")],
    ids=name_of,
)
def test_every_module_says_what_it_is(path: Path) -> None:
    """Modules of tests may leave it to the names of their tests."""
    assert ast.get_docstring(tree_of(path))


@each_module
def test_there_is_one_clock(name: str) -> None:
    asked = [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree_of(SOURCES[name]))
        if isinstance(node, ast.Call) and reads_clock(node.func)
    ]

    # The second asks whether there is anything to do, before the first is imported.
    assert len(asked) == (name in ("portal.settings", "build.trees.unchanged")), asked


def reads_clock(function: ast.expr) -> bool:
    """Whether this is date.today, datetime.now, time.time or one of their kin."""
    if not isinstance(function, ast.Attribute) or function.attr not in CLOCKS:
        return False
    owner = ast.unparse(function.value).rpartition(".")[2]
    # `datetime.time(…)` makes a time of day and reads no clock; `reads.today()` is our own.
    return owner in {"date", "datetime", "time"} and (owner, function.attr) != ("datetime", "time")


def on_the_map() -> Iterator[Path]:
    """What rows of «Where things are» are about; all places of a row lie in the same folder."""
    rows = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = rows.partition("## Where things are")[2].partition("\n## ")[0]
    for places in re.findall(r"^\| (`.+?) \| .+ \|$", rows, re.MULTILINE):
        first, *others = (Path(one) for one in re.findall(r"`([^`]+)`", places))
        yield first
        yield from (first.parent / one for one in others)


def test_the_map_shows_each_module_and_folder_that_is_there() -> None:
    shown = set(on_the_map())
    packages = [CHECKOUT / "portal", CHECKOUT / "build"]
    there = {
        path.relative_to(CHECKOUT)
        for package in packages
        for path in package.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.name[:2] != "__"
    }

    assert there - shown == set()
    assert {path for path in shown if not (CHECKOUT / path).exists()} == set()


def texts() -> Iterator[tuple[str, str]]:
    """(path, text) of every text file of the project."""
    for path in sorted(CHECKOUT.rglob("*")):
        shown = path.relative_to(CHECKOUT)
        skip = NOT_OURS & set(shown.parts) or any(one.endswith("_cache") for one in shown.parts)
        if skip or ".hypothesis" in shown.parts or shown.as_posix().startswith(tuple(MADE)):
            continue
        if path.is_file():
            try:
                yield shown.as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_names_a_path_of_a_machine_or_a_package_index() -> None:
    machine = re.compile(r"(?<![\w.<])/(?:work|root|home|Users|tmp)/|[A-Z]:\\Users")
    index = re.compile(r"--(?:extra-)?index-url|pypi\.|/simple/|pythonhosted")

    named = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        if path != "tests/test_architecture.py"
        for number, line in enumerate(text.splitlines(), 1)
        if machine.search(line) or index.search(line)
    ]

    assert named == []
