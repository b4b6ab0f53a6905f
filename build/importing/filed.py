"""Drafts → the text of content files, laid over what the files say now."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from build.forms.shape import columns
from build.forms.skeleton import place
from build.importing.current import Beside, Current, read_current
from build.importing.drafts import Draft
from build.importing.nested import same
from portal.load.walk import Source
from portal.sections import BY_NAME


@dataclass
class Filed:
    """A record's file as it is and as it will be.

    before: its values now, {} when there is no file; after: all texts, lists and dicts of texts;
    tables: the lists that stay in a CSV file beside it; comments: of the file as it is.
    """

    draft: Draft
    path: str
    before: dict[str, Any]
    after: dict[str, Any]
    new: bool
    tables: dict[str, Beside] = field(default_factory=dict)
    comments: tuple[str, ...] = ()

    @property
    def changed(self) -> list[str]:
        """The names of the fields that differ, in the order of the file."""
        every = {**self.after, **self.before}
        return [name for name in every if self.before.get(name) != self.after.get(name)]

    @property
    def text(self) -> str:
        """What the record's own file will be."""
        named = {name: PurePosixPath(one.path).name for name, one in self.tables.items()}
        return write_record({**self.after, **named})

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Path below the content folder → what will be there, of all files that change."""
        made = {}
        if self.new or any(name not in self.tables for name in self.changed):
            made[self.path] = self.text.encode()
        fields = {one.name: one for one in columns(self.draft.section)}
        for name in self.changed:
            if table := self.tables.get(name):
                known = [one.name for one in fields[name].parts]
                made[table.path] = table.text(self.after.get(name, []), known).encode()
        return made

    @property
    def lost(self) -> tuple[str, ...]:
        """The comments that go when the record's file is written anew."""
        return self.comments if self.path in self.files else ()


def file_draft(draft: Draft, content: Path, source: Source | None) -> Filed:
    """The draft laid over its file; fields that it does not name stay as they are.

    source: the record's file, None for a new record. Raises Unreadable.
    """
    current = read_current(content, source) if source else Current()
    before = current.values
    fields = {one.name: one for one in columns(draft.section)}
    said = dict(draft.values)
    if names := said.get("attachments"):
        said["attachments"] = _named_files(names, before.get("attachments"))
    news = {
        name: before.get(name) if same(fields.get(name), before.get(name), value) else value
        for name, value in said.items()
    }
    named = {**before, **news}
    order = [*(name for name in fields if name in named), *(named.keys() - fields.keys())]
    after = {name: named[name] for name in order if named[name] not in (None, [], "")}
    path = source.path if source else _place(draft, after)
    return Filed(draft, path, before, after, source is None, current.tables, current.comments)


def _named_files(rows: list[Any], before: Any) -> list[Any]:
    """Attachments; of those that are only a name, what the record says of it, or a title made of it."""
    known = {one.get("file"): one for one in before or () if isinstance(one, dict)}
    return [
        known.get(row, {"file": row, "title": PurePosixPath(row).stem})
        if isinstance(row, str)
        else row
        for row in rows
    ]


def _place(draft: Draft, after: dict[str, Any]) -> str:
    published = after.get("published")
    year = published[:4] if isinstance(published, str) and published[:4].isdigit() else "weiding"
    return place(BY_NAME[draft.section], draft.id, year)


class _Dumper(yaml.SafeDumper):
    """Texts only: nothing is quoted because YAML would take it for a number or a date."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name is PyYAML's

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """Rows of lists stand two spaces in, as in the files written by hand."""
        super().increase_indent(flow, False)  # noqa: FBT003


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write_record(values: dict[str, Any]) -> str:
    """The text of a record's file: front matter in the model's order, then the body."""
    fields = {name: value for name, value in values.items() if name != "body"}
    head = yaml.dump(
        fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    body = values.get("body")
    return f"---\n{head}---\n" + (f"\n{body}\n" if body else "")
