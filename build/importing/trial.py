"""The import tried on a copy of the content: what the loader says of it, place by place."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build.forms.shape import column, columns
from build.importing.beside import Copy
from build.importing.faults import Fault, Place
from build.importing.filed import Filed
from build.trees.hardlinks import link_all
from portal.load import load
from portal.problems import ContentError, Problem

_ROW = re.compile(r"\[\d+\]")
# How a remedy begins that names an id.
_SUGGESTED = ("是不是 ", "写成 ")


def try_out(
    content: Path,
    filed: Sequence[Filed],
    copies: Sequence[Copy],
    table: Path,
    state: Path | None = None,
) -> list[Fault]:
    """Every problem that the content would have with these files in it; [] when it is sound.

    table: the file that is imported, beside which attachments are looked for. state: as in `load`, so that
    only what the import changes is read.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as work:
        trial = Path(work) / "content"
        link_all(content, trial)
        for one in filed:
            for path, data in one.files.items():
                _replace(trial / path, data)
        for copy in copies:
            _replace(trial / copy.path, copy.source.read_bytes())
        try:
            load(trial, state)
        except ContentError as error:
            owners = {path: one for one in filed for path in (one.path, *one.files)}
            return [_fault(problem, owners, table) for problem in error.problems]
    return []


def _replace(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # The former file is another name of the real one: it is left, not written into.
    file.unlink(missing_ok=True)
    file.write_bytes(data)


def _fault(problem: Problem, owners: dict[str, Filed], table: Path) -> Fault:
    """The problem, at the cell where the value stands, in the words of the table."""
    one = owners.get(problem.path)
    if one is None:
        line = f"第 {problem.line} 行" if problem.line else ""
        place = Place(f"content/{problem.path}", 0, line, problem.field)
        return Fault(place, problem.reason, problem.remedy)
    section = one.draft.section
    place = one.draft.place(problem.field)
    if problem.reason.startswith("找不到附件「"):
        remedy = f"把文件放在「{table.name}」旁边（同一个文件夹），核对文件名"
        return Fault(place, problem.reason, remedy)
    if not one.draft.labelled:
        return Fault(place, problem.reason, problem.remedy)
    known = column(section, _ROW.sub("", problem.field)) if problem.field else None
    # An id that is suggested for a reference may be spelt like a field.
    named = problem.remedy.startswith(_SUGGESTED)
    own = named and known is not None and known.ref is not None
    remedy = problem.remedy if own else _labelled(section, problem.remedy)
    if known and problem.reason.startswith("缺少「"):
        remedy = f"在「{known.label}」这一列填写"
    if known and place.label != known.label:
        place = Place(place.sheet, place.row, place.cell, known.label)
    return Fault(place, problem.reason, remedy)


def _labelled(section: str, words: str) -> str:
    """The words with the fields' Chinese labels in place of their names; what is to be copied stays."""
    words, line, copied = words.partition("\n")
    for one in columns(section):
        words = re.sub(rf"「?(?<![\w-]){one.name}(?![\w:-])」?", f"「{one.label}」", words)
    return re.sub(r" (?=「)|(?<=」) ", "", words) + line + copied
