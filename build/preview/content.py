"""The content of the moment as applications: one for today, one for what is not public yet, or its problems."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from flask import Flask

from portal import create_app, store
from portal.load import load
from portal.problems import ContentError, Problem, grouped
from portal.sections import BY_NAME
from portal.settings import Settings


@dataclass(frozen=True)
class Waiting:
    """A record that is not public yet."""

    address: str
    title: str
    section: str
    day: datetime.date


@dataclass(frozen=True)
class Moment:
    """What the content gives at one moment.

    problems: by file, and then there is no application; waiting: records whose day has not come,
    shown by the application `later`, for which it is the day when all of them are public;
    undeclared: what the ledger will refuse to publish.
    """

    app: Flask | None = None
    later: Flask | None = None
    waiting: tuple[Waiting, ...] = ()
    problems: tuple[tuple[Problem, ...], ...] = ()
    undeclared: tuple[Problem, ...] = field(default=())


def look(settings: Settings) -> Moment:
    """The content as it is now; never raises for what is wrong with it.

    Nothing is published from here, so nothing is signed, and a key that does not fit is no matter.
    """
    settings = replace(settings, ledger_key=None)
    try:
        app = create_app(settings)
        kept = store.of(app)
        undeclared = kept.book.problems if kept.book else ()
        if not kept.held:
            return Moment(app, undeclared=tuple(undeclared))
        held = set(kept.held)
        rows = [
            (section, row)
            for (section, _), row in load(settings.content, settings.state).rows.items()
            if row.path in held
        ]
        last = max(settings.today, *(row.published for _, row in rows))
        later = create_app(replace(settings, today=last))
    except ContentError as error:
        return Moment(problems=tuple(tuple(one) for one in grouped(error.problems)))
    waiting = [
        Waiting(f"/{section}/{row.id}/", row.title, BY_NAME[section].chinese, row.published)
        for section, row in rows
    ]
    ordered = sorted(waiting, key=lambda one: (one.day, one.address))
    return Moment(app, later, tuple(ordered), undeclared=tuple(undeclared))
