"""What is wrong with the content, said so that a webmaster can put it right."""

from __future__ import annotations

from dataclasses import dataclass

import click


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    path: file relative to the content folder, with forward slashes.
    line: 1-based line in that file, 0 when the whole file is meant.
    field: the field's English name, with the row of a list («criteria[2].weight»), or "".
    reason, remedy: Chinese sentences without a final full stop.
    """

    path: str
    line: int
    field: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = self.path + (f" 第 {self.line} 行" if self.line else "")
        field = f"，字段 {self.field}" if self.field else ""
        return f"{place}{field}：{self.reason}。改法：{self.remedy}。"


class ContentError(click.ClickException):
    """The content cannot be published; carries every problem of the run, sorted.

    A ClickException, so that `flask run` and `python -m build` print the text and exit with 1.
    """

    exit_code = 1

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        lines = [
            f"内容有 {len(self.problems)} 处问题，没有发布任何东西：",
            *map(str, self.problems),
        ]
        super().__init__("\n".join(lines))
