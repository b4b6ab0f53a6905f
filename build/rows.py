"""Rows of the site's own lists, each of which is about one record: redirections and declarations.

With `--hold` a wrong one is left out of the copy of the content, and stops nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from portal.ledger.declared import FILE as DECLARED
from portal.load.text import read_text
from portal.load.walk import SITE
from portal.load.yaml import parse_yaml
from portal.problems import Problem

LISTS = {SITE: "moved", DECLARED: "changes"}
_FIELD = re.compile(r"(\w+)\[(\d+)\]")


@dataclass(frozen=True)
class Rows:
    """Those of a copy of the content. gone: file → the numbers of what was left out, as the content has them."""

    folder: Path
    gone: dict[str, set[int]] = field(default_factory=dict)

    def named(self, problem: Problem) -> str:
        """What the row is called that a problem is of, «site.yaml moved[2]»; "" where it is of none."""
        found = _FIELD.match(problem.field)
        if not found or found[1] != LISTS.get(problem.path):
            return ""
        return f"{problem.path} {found[1]}[{self._at_first(problem.path, int(found[2]))}]"

    def told(self, problem: Problem) -> Problem:
        """A problem as the content numbers its rows; the lines of a file that was written anew say nothing."""
        name = self.named(problem)
        if not name or problem.path not in self.gone:
            return problem
        rest = problem.field[problem.field.index("]") + 1 :]
        return replace(problem, line=0, field=f"{name.partition(' ')[2]}{rest}")

    def leave_out(self, names: Iterable[str]) -> None:
        """Write the files anew without these rows; names of anything else are passed over."""
        of: dict[str, set[int]] = {}
        for path, _, row in (name.partition(" ") for name in names):
            if path in LISTS and (found := _FIELD.fullmatch(row)):
                of.setdefault(path, set()).add(int(found[2]))
        for path, numbers in of.items():
            file, name = self.folder / path, LISTS[path]
            data = parse_yaml(read_text(file, path), path).data
            there = enumerate(data[name], 1)
            data[name] = [row for n, row in there if self._at_first(path, n) not in numbers]
            self.gone.setdefault(path, set()).update(numbers)
            file.unlink()
            text = yaml.safe_dump(data, allow_unicode=True, default_style='"', sort_keys=False)
            file.write_text(text, encoding="utf-8")

    def _at_first(self, path: str, number: int) -> int:
        """The number in the content of the row that has this one in the copy."""
        for gone in sorted(self.gone.get(path, ())):
            number += gone <= number
        return number
