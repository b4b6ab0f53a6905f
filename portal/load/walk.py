"""The content folder → which file is which record; whatever belongs nowhere is a problem."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from portal.causes import said
from portal.fields import ID
from portal.load.names import id_fault
from portal.nearest import nearest
from portal.problems import Problem
from portal.sections import BY_NAME

SITE = "site.yaml"
# Written by builds; portal/ledger reads it.
LEDGER = "ledger/"
_ENTRIES = f"{LEDGER}entries/"
# Of the ledger, what people write.
DECLARED = f"{LEDGER}declared.yaml"
# What a folder may be called → the section's own.
_FOLDERS = {word: name for name, one in BY_NAME.items() for word in (name, one.chinese)}
# Left behind by editors and systems; never content.
_LITTER = ("~", ".swp", ".tmp", ".bak", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Source:
    """A record's own file: its section, its id, its path relative to the content folder."""

    section: str
    id: str
    path: str


@dataclass(frozen=True)
class Found:
    """What lies in the content folder: records, and the other files that records may claim.

    own: the files of the site itself, which belong to no record. ledger: whether one was begun.
    """

    sources: tuple[Source, ...]
    others: frozenset[str]
    own: tuple[str, ...]
    problems: tuple[Problem, ...]
    ledger: bool


def walk(content: Path) -> Found:
    """Look through the content folder; it is not read yet, and links are not followed."""
    sources: list[Source] = []
    others: set[str] = set()
    own: list[str] = []
    problems: list[Problem] = []
    begun = False
    for path in _files(content, problems):
        if path in (SITE, DECLARED):
            own.append(path)
            continue
        if path.startswith(LEDGER):
            begun = begun or path.startswith(_ENTRIES)
            continue
        section, _, rest = path.partition("/")
        if not path.isprintable():
            reason = "文件名含有看不见的字符，或不是 UTF-8 编码"
            problems.append(_problem(path, reason, "改掉文件名"))
        elif section not in BY_NAME or not rest:
            every = "、".join(f"{name}（{one.chinese}）" for name, one in BY_NAME.items())
            close = nearest(section, _FOLDERS) if rest else None
            meant = f"是不是 {_FOLDERS[close]}？" if close else ""
            remedy = f"{meant}移到 {every} 之一"
            problems.append(_problem(path, "不在任何栏目的文件夹里", remedy))
        elif path.endswith(".md"):
            name = _name(rest)
            if not ID.fullmatch(name) or len(name) > 80:
                remedy = "只用小写字母、数字和连字符，不超过 80 个字符，如 yc-2026-001.md"
                problems.append(_problem(path, "文件名不能作编号", remedy))
            elif fault := id_fault(name):
                problems.append(_problem(path, *fault))
            else:
                sources.append(Source(section, name, path))
        else:
            others.add(path)
    return Found(tuple(sources), frozenset(others), tuple(own), tuple(problems), begun)


def _name(rest: str) -> str:
    """What names the record in «x.md», «2026/x.md» and «x/index.md»."""
    folder = rest.removesuffix("/index.md")
    return (rest.removesuffix(".md") if folder == rest else folder).rpartition("/")[2]


def _problem(path: str, reason: str, remedy: str) -> Problem:
    """A problem of a whole file, whose name may hold what cannot be printed."""
    return Problem(printable(path), 0, "", reason, remedy)


def printable(path: str) -> str:
    """What can be shown of a path."""
    return "".join(character if character.isprintable() else "□" for character in path)


def _files(content: Path, problems: list[Problem]) -> list[str]:
    """Paths of the ordinary files, relative, with forward slashes, sorted."""
    paths: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(content / folder) as found:
                entries = sorted(found, key=lambda one: one.name)
            if entries:  # a folder may be listed by someone who may not enter it
                entries[0].stat(follow_symlinks=False)
        except OSError as error:
            problems.append(_closed(folder, error))
            continue
        for entry in entries:
            name = entry.name
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder and not name.startswith("."):
                    waiting.append(f"{folder}{name}/")
                if is_folder or name.startswith((".", "~$")) or name.endswith(_LITTER):
                    continue
                ordinary = entry.is_file(follow_symlinks=False)
            except OSError as error:
                problems.append(_closed(f"{folder}{name}", error))
                continue
            if ordinary:
                paths.append(folder + name)
            else:
                reason = "不是普通文件（链接、管道等不会发布）"
                problems.append(_problem(folder + name, reason, "换成文件本身，或删掉"))
    return sorted(paths)


def _closed(path: str, error: OSError) -> Problem:
    return _problem(path.rstrip("/") or ".", f"打不开（{said(error)}）", "检查文件夹权限")
