"""What an entry says: one publication, the end of one public window, or one revision, whole and for ever."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from portal import reads
from portal.display import fields
from portal.feeds import telling
from portal.feeds.seal import Seal, of_entry, seal
from portal.language import say
from portal.ledger.questions import versions
from portal.personal.kinds import media
from portal.plain import Plain
from portal.references import Target, target
from portal.sections import BY_NAME
from portal.settings import ZONE

# What stands behind a record's key in the name of the end of its public window.
UNTIL = "until"


@dataclass(frozen=True)
class File:
    """An attachment: root-relative address, title, media type, size in bytes."""

    address: str
    title: str
    type: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One entry of the feeds.

    id: permanent (RFC 4151); label: what kind of news; lines: the summary and the chief facts, a
    line each; changes: the records it corrects, ends or amends; address: root-relative.
    """

    id: str
    section: str
    label: str
    title: str
    day: datetime.date
    address: str
    lines: tuple[str, ...]
    changes: tuple[Target, ...]
    files: tuple[File, ...]
    seal: Seal | None = None

    @property
    def moment(self) -> datetime.datetime:
        """Midnight in China of its day: the only time of day that records know."""
        return moment(self.day)

    @property
    def updated(self) -> datetime.datetime:
        """Midnight in China of the day it was published, or last revised by declaration."""
        revised = self.seal is not None and self.seal.revised
        return moment(max(self.day, self.seal.date)) if self.seal and revised else self.moment


def moment(day: datetime.date) -> datetime.datetime:
    """Midnight of the day in China."""
    return datetime.datetime.combine(day, datetime.time(), ZONE)


def tag(name: str) -> str:
    """The permanent id of a feed or an entry: a tag URI, which survives a change of host."""
    return f"tag:{reads.site().feed_authority}:{name}"


@reads.read
def entry(name: str) -> Entry:
    """The entry of an event (index.Event): a record, the end of its window, or one of its revisions."""
    section, id, *what = name.split("/")
    one = reads.record(section, id)
    if one is None:
        raise LookupError(name)
    if what and what[0] != UNTIL:
        return _revision(one, int(what[0]))
    label = say(_ENDED.get(section, "")) if what else ""
    label = label or BY_NAME[section].title
    day_of = one.until if what else one.published
    sealed = seal(one.key)
    return Entry(
        id=tag(name),
        section=section,
        label=label,
        title=_title(one, one.title, label, day_of),
        day=day_of,
        address=one.url,
        lines=_told(telling.ended(one) if what else telling.published(one), sealed),
        changes=tuple(_changes(one)),
        files=() if what else tuple(files(one)),
        seal=sealed,
    )


# On that day objections may still be raised, until 24:00.
_ENDED = {"publicity": "公示最后一天", "single-sources": "单一来源公示最后一天"}


def _revision(one: Plain, number: int) -> Entry:
    """The entry of a declared change; it says what that version said, also when others follow."""
    found = [it for it in versions(one.section, one.id) if it.entry.n == number]
    if not found:
        raise LookupError(f"{one.key}/{number}")
    (version,) = found
    title = version.record.title if version.record else one.title
    label, day_of = say("公开后更正"), datetime.date.fromisoformat(version.entry.date)
    sealed = of_entry(version.entry)
    compared = Target(say("ledger.versions_of", record=title), telling.versions_address(one.key))
    explained = version.entry.see
    see = [target("", explained)] if explained and reads.record(*explained.split("/")) else []
    return Entry(
        id=tag(f"{one.key}/{number}"),
        section=one.section,
        label=label,
        title=_title(one, title, label, day_of),
        day=day_of,
        address=one.url,
        lines=_told(telling.revised(one, version), sealed),
        changes=(compared, *see),
        files=(),
        seal=sealed,
    )


def _told(lines: Iterator[str], sealed: Seal | None) -> tuple[str, ...]:
    return (*lines, sealed.words) if sealed else tuple(lines)


def _title(one: Plain, title: str, label: str, day_of: datetime.date) -> str:
    """Stage, title, project where the title does not name it, and the day."""
    project = _project(one)
    if project and project not in title:
        title = say("{title}（{project}）", title=title, project=project)
    return say("【{label}】{title} {day}", label=label, title=title, day=day_of.isoformat())


def _project(one: Plain) -> str:
    named = getattr(one, "project", None)
    return reads.title("projects", named) if named else ""


def _changes(one: Plain) -> Iterator[Target]:
    field = telling.CHANGES.get(one.section, "")
    if value := getattr(one, field, None):
        yield target(fields(one.section)[field].section, value)


def files(one: Plain) -> Iterator[File]:
    """A record's attachments as feeds name them."""
    for file in one.attachments:
        print_ = reads.fingerprint(one.url + file.file)
        size = print_.size if print_ else 0
        yield File(one.url + quote(file.file), file.title, media(file.file), size)
