"""`--hold`: what has a problem keeps its last published form or stays away; everything else goes out.

In a second folder of the content (build.earlier), a record that has a problem is first replaced by
the version that the ledger keeps, and taken away when that will not do either. Whoever depends on a
record that is away has a problem of his own in the next round, so the rounds end.

What was changed or removed without a word comes first: a project whose file was lost is put back, and
does not take away all that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from build.earlier import View
from build.rows import LISTS, Rows
from build.trees.place import Place
from portal.fields import ID
from portal.ledger.declared import FILE as DECLARED
from portal.ledger.declared import read_declared
from portal.ledger.files import read_log, read_version
from portal.ledger.keeping import book_of
from portal.ledger.log import Log
from portal.load import load, readable
from portal.problems import ContentError, Problem
from portal.sections import BY_NAME, SECTIONS
from portal.settings import Settings
from portal.withheld import Cause, Withheld, concerned

FOLDER = "held"
_CHANGE = re.compile(r"changes\[(\d+)\]")
# As portal/ledger/judge.py says it.
_RENAMED = re.compile(r"像是 (\S+) 改名来的")


class Shown(StrEnum):
    """What of a held record is public."""

    EARLIER = "仍为上次公开的内容"
    AWAY = "暂不公开"
    IGNORED = "暂不采用"


@dataclass(frozen=True)
class Held:
    """Which records (or files that are none, or rows) are held, how, and why; `settings` has their content.

    declared: the record of each declaration in that content, in order. problems: in order, each once. withheld: what the
    public is told of them.
    """

    settings: Settings
    declared: tuple[str, ...] = ()
    shown: Mapping[str, Shown] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def report(self) -> str:
        """What was held and why, for the webmaster."""
        lines = [f"有 {len(self.shown)} 处暂缓，其余已发布："]
        lines += [f"{key}：{shown.value}" for key, shown in sorted(self.shown.items())]
        return "\n".join([*lines, *map(str, self.problems)])

    def forgives(self, problem: Problem) -> bool:
        """Whether the ledger's problem waits with a record that is held: its absence, its declaration.

        One that is taken away has not been renamed, however much of it a new one says.
        """
        renamed = _RENAMED.match(problem.reason)
        shown = self.shown.get(renamed[1] if renamed else _missing(problem.path) or "")
        return shown is Shown.AWAY or self._declaration(problem) in self.shown

    def waiting(self, problem: Problem) -> bool:
        """Whether it is one of a declaration that would be wrong without holding, too."""
        return self._declaration(problem) in self.shown and not problem.field.endswith(".act")

    def _declaration(self, problem: Problem) -> str:
        """The record of the declaration that a problem is of, or ""."""
        number = _CHANGE.match(problem.field) if problem.path == DECLARED else None
        return self.declared[int(number[1]) - 1] if number and self.declared else ""


def steps(
    problems: Mapping[str, list[Problem]], shown: Mapping[str, Shown], log: Log
) -> dict[str, Shown]:
    """What is to be held after a round: the earlier form first, then nothing.

    problems: those of each record, file that is none, or row; "" for those that are nobody's.
    Raises ContentError when nothing can be published.
    """
    if "" in problems or any(shown.get(key) is Shown.AWAY for key in problems):
        of_all = problems.get("") or [one for found in problems.values() for one in found]
        raise ContentError(of_all, "它们关系到整个网站，--hold 不能只暂缓一处")
    return {key: _next(key, shown, log) for key in problems}


def _next(key: str, shown: Mapping[str, Shown], log: Log) -> Shown:
    if key.partition(" ")[0] in LISTS:
        return Shown.IGNORED
    return Shown.EARLIER if key not in shown and log.public(key) else Shown.AWAY


def hold(settings: Settings) -> Held:
    """The content without what has problems; settings unchanged when nothing has."""
    log, damaged = read_log(settings.content)
    if damaged:
        raise ContentError(damaged)
    place = Place(settings.site)
    view = View(settings.state / FOLDER, (place.site, place.previous), settings.state)
    rows = Rows(view.folder)
    held = Held(settings, declared=_declared(settings))
    told: dict[str, Withheld] = {}
    named: Mapping[str, str] = {}
    at_first: frozenset[Problem] | None = None
    while True:
        cause, found, wrong = _problems(held)
        at_first = wrong if at_first is None else at_first
        problems = [one for one in found if not held.forgives(one)]
        if not problems:
            borne = (rows.told(one) for one in found if held.waiting(one))
            held = replace(held, problems=(*held.problems, *borne), withheld=_in_order(told))
            return _without_followers(held, named)
        if not held.shown:
            view.copy(settings.content)
            held = replace(held, settings=replace(settings, content=view.folder))
        owners = view.owners()
        named = named or owners
        of_each = _by_owner(problems, owners, rows)
        more = steps(of_each, held.shown, log)
        problems = [rows.told(one) for one in problems]
        rows.leave_out(more)
        waiting = held.shown.keys() | more.keys()
        shared = {path for path, named in view.claimants().items() if named - waiting}
        for key, shown in tuple(more.items()):
            if shown is Shown.IGNORED:
                continue
            view.take_away(key, owners)
            entry = log.public(key)
            earlier = entry if shown is Shown.EARLIER else None
            text = read_version(settings.content, earlier.n) if earlier else None
            back = text and view.put_back(key, text, owners, shared)
            if shown is Shown.EARLIER and not back:
                more[key] = Shown.AWAY
            if key not in owners:  # a record; a file that is none is nobody's loss
                fields, since = concerned(key, sorted(of_each[key])), entry.date if entry else ""
                why = Cause.CONTENT if at_first.intersection(of_each[key]) else cause
                new = Withheld(key, earlier=False, cause=why, fields=fields, since=since)
                told[key] = replace(told.get(key, new), earlier=more[key] is Shown.EARLIER)
        held = replace(
            held,
            declared=_declared(held.settings),
            shown={**held.shown, **more},
            problems=(*held.problems, *problems),
        )


def _without_followers(held: Held, named: Mapping[str, str]) -> Held:
    """Nothing is said of attachments that are away with the record that named them.

    named: each file → its record, as it was at first.
    """
    gone = {key for key in held.shown if named.get(key, key) != key and named[key] in held.shown}
    return replace(
        held,
        shown={key: shown for key, shown in held.shown.items() if key not in gone},
        problems=tuple(sorted({one for one in held.problems if one.path not in gone})),
    )


def _problems(held: Held) -> tuple[Cause, list[Problem], frozenset[Problem]]:
    """Problems of the content, else those of the ledger; of what is silent, the ledger's come first.

    What the content did not show at first comes from what was held back since, so its problems are given too.
    """
    settings = held.settings
    try:
        book = book_of(settings, load(settings.content, settings.state))
    except ContentError as error:
        wrong = frozenset(error.problems)
        silent = [one for one in _silent(settings) if not held.forgives(one)]
        if silent:
            return Cause.UNDECLARED, silent, wrong
        return Cause.RELATED, list(error.problems), wrong
    return Cause.UNDECLARED, list(book.problems if book else ()), frozenset()


def _silent(settings: Settings) -> list[Problem]:
    """What the ledger says of the records of a content that is not sound, as far as they can be read."""
    there = readable(settings.content, settings.state)
    try:
        book = book_of(settings, there) if there else None
    except ContentError:
        return []
    return [one for one in (book.problems if book else ()) if one.path != DECLARED]


def _declared(settings: Settings) -> tuple[str, ...]:
    """The record of each declaration; none where the file is wrong as a whole."""
    found = read_declared(settings.content)
    return () if isinstance(found, list) else tuple(one.record for one in found.said.changes)


def _by_owner(
    problems: Iterable[Problem], owners: Mapping[str, str], rows: Rows
) -> dict[str, list[Problem]]:
    """The problems of each record, file that is none, or row; "" for those that are nobody's."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        key = rows.named(one) or owners.get(one.path) or _missing(one.path) or ""
        found.setdefault(key, []).append(one)
    return found


def _missing(path: str) -> str | None:
    """The record whose file has the path that its id gives, as the ledger names one that is gone."""
    section, _, rest = path.partition("/")
    id = rest.removesuffix(".md").rpartition("/")[2]
    return f"{section}/{id}" if section in BY_NAME and ID.fullmatch(id) else None


def _in_order(told: Mapping[str, Withheld]) -> tuple[Withheld, ...]:
    """Records by section and id."""
    order = {section.name: number for number, section in enumerate(SECTIONS)}
    return tuple(
        told[key] for key in sorted(told, key=lambda one: (order[one.partition("/")[0]], one))
    )
