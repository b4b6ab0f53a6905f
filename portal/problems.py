"""What is wrong with the content, said so that a webmaster can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import click


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    path: file relative to the content folder, with forward slashes.
    line: 1-based line in that file, 0 when the whole file is meant.
    field: the field's English name, with the row of a list («criteria[2].weight»), or "".
    reason, remedy: Chinese sentences without a final full stop; a remedy may end with lines to paste.
    """

    path: str
    line: int
    field: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = self.path + (f" 第 {self.line} 行" if self.line else "")
        field = f"，字段 {self.field}" if self.field else ""
        return f"{place}{field}：{said(self.reason, self.remedy)}"


def said(reason: str, remedy: str) -> str:
    """Both as sentences; one that asks has its mark already, and a sample to paste stays as it is."""
    end = "" if remedy.endswith(("？", "\n")) else "。"
    return f"{reason}。改法：{remedy}{end}".rstrip("\n")


def weight(problem: Problem) -> tuple[int, Problem]:
    """How soon a problem is told: first what keeps others from being judged.

    The site itself, files that cannot be read at all, fields, and last the files that no record
    names, which often follow from the former.
    """
    of_record = problem.path.endswith(".md")
    if problem.path == "site.yaml":
        return 0, problem
    if of_record and not problem.field:
        return 1, problem
    return (2 if problem.field else 3), problem


def grouped(problems: Iterable[Problem]) -> list[list[Problem]]:
    """The problems by file, the most important file first, each file's by line."""
    ordered = sorted(sorted(set(problems)), key=lambda one: one.path)
    files = [list(group) for _, group in groupby(ordered, key=lambda one: one.path)]
    return sorted(files, key=lambda group: min(map(weight, group)))


class ContentError(click.ClickException):
    """The content cannot be published; carries every problem of the run, sorted. why: said of them.

    A ClickException, so that `flask run` and `python -m build` print the text and exit with 1.
    """

    exit_code = 1

    def __init__(self, problems: list[Problem], why: str = "") -> None:
        self.problems = tuple(sorted(set(problems)))
        files = ("\n".join(map(str, group)) for group in grouped(problems))
        head = f"内容有 {len(self.problems)} 处问题，没有发布任何东西{why and f'（{why}）'}："
        super().__init__(f"{head}\n" + "\n\n".join(files))
