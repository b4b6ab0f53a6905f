"""What a record's file says now: its values, the tables beside it, and the comments in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from portal.load.parsed import Parsed
from portal.load.table import read_table
from portal.load.text import read_record, read_text
from portal.load.walk import Source
from portal.marks import lists_of
from portal.sections import BY_NAME


@dataclass(frozen=True)
class Beside:
    """A CSV file that holds a list of the record: its path below the content folder, its heading."""

    path: str
    heading: tuple[str, ...]

    def text(self, rows: list[dict[str, Any]], known: list[str]) -> str:
        """The file with these rows: the columns that it has, then what else the rows say.

        known: the names of the fields of a row, in order.
        """
        said = {name for row in rows for name in row}
        names = [*self.heading, *(one for one in known if one in said - {*self.heading})]
        made = io.StringIO()
        table = csv.DictWriter(made, names, lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
        return made.getvalue()


@dataclass
class Current:
    """What was read of a record's file, and of the tables beside it.

    values: texts, lists and dicts of texts, the rows of tables among them; tables: by field;
    comments: as they stand in the front matter, each with its «#».
    """

    values: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Beside] = field(default_factory=dict)
    comments: tuple[str, ...] = ()


def read_current(content: Path, source: Source) -> Current:
    """What the file of this record says; raises Unreadable, also of the tables beside it."""
    parsed = read_record(content / source.path, source.path)
    found = Current({**parsed.data, **({"body": parsed.body} if parsed.body else {})})
    for name in lists_of(BY_NAME[source.section].model):
        value = parsed.data.get(name)
        path = str(PurePosixPath(source.path).parent / str(value))
        file = content / path
        # A name that leads to no file beside the record is a problem of the content: it is said there.
        if (
            isinstance(value, str)
            and "/" not in value
            and value.endswith(".csv")
            and file.is_file()
        ):
            found.values[name] = read_table(file, path, name, Parsed(path, {}))
            found.tables[name] = Beside(path, _heading(read_text(file, path)))
    head = read_text(content / source.path, source.path).partition("\n---\n")[0]
    if "#" in head:
        found.comments = tuple(_comments(head.removeprefix("---\n") + "\n"))
    return found


def _heading(text: str) -> tuple[str, ...]:
    lines = csv.reader(io.StringIO(text, newline=""))
    cells = ([cell.strip() for cell in line] for line in lines)
    return tuple(next((line for line in cells if any(line)), []))


def _comments(head: str) -> Iterator[str]:
    """What stands between the tokens of the YAML, and behind the sign of a text of several lines."""
    try:
        tokens = [*yaml.scan(head, Loader=yaml.BaseLoader)]
    except yaml.YAMLError:
        # The loader's parser is another one: what this one refuses is taken for a comment throughout.
        tokens = []
    end, between = 0, []
    for token in tokens:
        between.append(head[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            between.append(head[token.start_mark.index : end].partition("\n")[0])
    for line in "\n".join([*between, head[end:]]).splitlines():
        if "#" in line:
            yield line[line.index("#") :].strip()


def _cell(value: Any) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)
