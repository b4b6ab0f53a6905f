"""`--hold`: what has a problem keeps its last published form or stays away; everything else goes out.

The content is looked at as a second folder of links, in which a record that has a problem is first
replaced by the version that the ledger keeps, and taken away when that will not do either. Whoever
depends on a record that is away has a problem of his own in the next round, so the rounds end.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import yaml

from portal.canonical import Values
from portal.fields import ID
from portal.ledger.declared import FILE as DECLARED
from portal.ledger.files import read_log, read_version
from portal.ledger.keeping import book_of
from portal.ledger.log import Log
from portal.load import load
from portal.load.walk import walk
from portal.problems import ContentError, Problem
from portal.sections import BY_NAME
from portal.settings import Settings

FOLDER = "held"
_OF_BYTES = frozenset({"sha256", "size"})


class Shown(StrEnum):
    """What of a held record is public."""

    EARLIER = "仍为上次公开的内容"
    AWAY = "暂不公开"


@dataclass(frozen=True)
class Held:
    """Which records (or files that are none) are held, how, and why; `settings` has their content."""

    settings: Settings
    shown: Mapping[str, Shown] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def report(self) -> str:
        """What was held and why, for the webmaster."""
        lines = [f"有 {len(self.shown)} 处暂缓，其余已发布："]
        lines += [f"{key}：{shown.value}" for key, shown in sorted(self.shown.items())]
        return "\n".join([*lines, *map(str, sorted(set(self.problems)))])

    def forgives(self, problem: Problem) -> bool:
        """Whether the ledger's problem comes from holding: a record away, a declaration unused yet."""
        shown = self.shown.get(_missing(problem.path) or "")
        return shown is Shown.AWAY or (bool(self.shown) and problem.path == DECLARED)


def steps(
    problems: Iterable[Problem], owners: Mapping[str, str], shown: Mapping[str, Shown], log: Log
) -> dict[str, Shown]:
    """What is to be held after a round: the earlier form first, then nothing.

    owners: path of each file → its record, or the path itself for a file that belongs to none.
    Raises ContentError when a problem is nobody's: then nothing can be published.
    """
    more: dict[str, Shown] = {}
    for problem in problems:
        key = owners.get(problem.path) or _missing(problem.path)
        if key is None or shown.get(key) is Shown.AWAY:
            raise ContentError(list(problems))
        kept = key not in shown and log.public(key) is not None
        more[key] = Shown.EARLIER if kept else Shown.AWAY
    return more


def hold(settings: Settings) -> Held:
    """The content without what has problems; settings unchanged when nothing has."""
    log, damaged = read_log(settings.content)
    if damaged:
        raise ContentError(damaged)
    view = settings.state / FOLDER
    held = Held(settings)
    while problems := _problems(held):
        if not held.shown:
            _link(settings.content, view)
            held = Held(replace(settings, content=view))
        owners = _owners(view)
        more = steps(problems, owners, held.shown, log)
        for key, shown in more.items():
            _take_away(view, key, owners)
            entry = log.public(key)
            text = read_version(settings.content, entry.n) if entry else None
            if shown is Shown.EARLIER and text:
                _put_back(view, key, text, owners)
        held = replace(held, shown={**held.shown, **more}, problems=(*held.problems, *problems))
    return held


def _problems(held: Held) -> list[Problem]:
    """Problems of the content, else those of the ledger but for records that are away."""
    try:
        loaded = load(held.settings.content, held.settings.state)
        book = book_of(held.settings, loaded)
    except ContentError as error:
        return list(error.problems)
    found = book.problems if book else ()
    return [one for one in found if not held.forgives(one)]


def _missing(path: str) -> str | None:
    """The record whose file has the path that its id gives, as the ledger names one that is gone."""
    section, _, rest = path.partition("/")
    id = rest.removesuffix(".md").rpartition("/")[2]
    return f"{section}/{id}" if section in BY_NAME and ID.fullmatch(id) else None


def _owners(view: Path) -> dict[str, str]:
    """Each file → its record; a table or an attachment belongs to the record that names it."""
    found = walk(view)
    owners = {source.path: f"{source.section}/{source.id}" for source in found.sources}
    texts = {path: (view / path).read_bytes() for path in owners}
    for other in sorted(found.others):
        folder, _, name = other.rpartition("/")
        naming = [
            key
            for path, key in owners.items()
            if path.rpartition("/")[0] == folder and name.encode() in texts.get(path, b"")
        ]
        owners[other] = naming[0] if naming else other
    return owners


def _link(content: Path, view: Path) -> None:
    """The content again, without copying it; a file that is changed there is a new one."""
    shutil.rmtree(view, ignore_errors=True)
    view.parent.mkdir(parents=True, exist_ok=True)

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    shutil.copytree(content, view, copy_function=link)


def _file(view: Path, key: str, owners: Mapping[str, str]) -> Path:
    """The file of a record, where it lies or would; a file that belongs to none is its own."""
    named = [path for path, owner in owners.items() if owner == key and path.endswith(".md")]
    return view / (named[0] if named else key if key in owners else f"{key}.md")


def _take_away(view: Path, key: str, owners: Mapping[str, str]) -> None:
    _file(view, key, owners).unlink(missing_ok=True)


def _put_back(view: Path, key: str, text: bytes, owners: Mapping[str, str]) -> None:
    file = _file(view, key, owners)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_file(json.loads(text)), encoding="utf-8")


def as_file(said: Values) -> str:
    """The file of a record that says these values."""
    fields = {
        name: _written(value)
        for name, value in said.items()
        if name not in ("section", "id", "body")
    }
    head = yaml.safe_dump(fields, allow_unicode=True, default_style='"', sort_keys=False)
    return f"---\n{head}---\n{said.get('body', '')}\n"


def _written(value: object) -> object:
    if isinstance(value, list):
        return [_written(one) for one in value]
    if isinstance(value, dict):
        return {name: _written(one) for name, one in value.items() if name not in _OF_BYTES}
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
