"""What an entry says: one publication, the end of one public window, or what became of a record later.

It says so for ever: of a record that was withdrawn the entries stay, and say that it was.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from portal import reads
from portal.display import fields
from portal.feeds import telling
from portal.feeds.seal import Seal, arrivals, of_entry, seal
from portal.language import say
from portal.ledger.history import Version, versions
from portal.ledger.log import Act
from portal.ledger.log import Entry as LogEntry
from portal.ledger.questions import explained, titled, withdrawn
from portal.personal.kinds import media
from portal.plain import Plain
from portal.references import Target, target
from portal.sections import BY_NAME
from portal.settings import ZONE
from portal.status import called_off

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
        """Midnight in China of its day, or of a later one on which it came or was last revised."""
        return moment(max(self.day, self.seal.date)) if self.seal else self.moment


def moment(day: datetime.date) -> datetime.datetime:
    """Midnight of the day in China."""
    return datetime.datetime.combine(day, datetime.time(), ZONE)


def tag(name: str) -> str:
    """The permanent id of a feed or an entry: a tag URI, which survives a change of host."""
    return f"tag:{reads.site().feed_authority}:{name}"


@reads.read
def entry(name: str) -> Entry:
    """The entry of an event (index.Event): a record, the end of its window, or a later act upon it."""
    section, id, *what = name.split("/")
    if what and what[0] != UNTIL:
        return _later(section, id, int(what[0]))
    one, gone = reads.record(section, id), None
    if one is None:
        gone = withdrawn(section, id)
        if gone is None:
            raise LookupError(name)
        one = _last(section, id, versions(section, id))
    off = _called_off(one) if what else None
    label = say(_ENDED.get(section, "")) if what else ""
    label = say("公示已终止") if off else label or BY_NAME[section].title
    day_of = one.until if what else one.published
    sealed = seal(one.key)
    lines = telling.ended(one, off) if what else telling.published(one)
    changes = iter([target("", off.key)]) if off else _changes(one)
    if gone:
        lines, changes = telling.withdrawn(one.key, gone), _compared(one, gone)
    return Entry(
        id=tag(name),
        section=section,
        label=label,
        title=_title(one, label, day_of),
        day=day_of,
        address=one.url,
        lines=_told(lines, sealed),
        changes=tuple(changes),
        files=() if what or gone else tuple(files(one)),
        seal=sealed,
    )


def _called_off(one: Plain) -> Plain | None:
    """The termination that called a public window off, if that was known before the entry of its end.

    One that comes later has an entry of its own, and changes nothing that was said.
    """
    end = called_off(one, one.until)
    if end is None:
        return None
    came, _ = arrivals().get(end.key, (end.published.isoformat(), -1))
    return end if came < one.until.isoformat() else None


# On that day objections may still be raised, until 24:00.
_ENDED = {"publicity": "公示最后一天", "single-sources": "单一来源公示最后一天"}
# What became of a published record.
_LATER = {
    Act.REVISE: ("公开后更正", telling.revised),
    Act.WITHDRAW: ("公开后撤回", telling.withdrawal),
    Act.PUBLISH: ("撤回后重新公开", telling.returned),
}


def _later(section: str, id: str, number: int) -> Entry:
    """The entry of a declared change, of a withdrawal, or of a record that came again.

    It says what was said then, also when more follows.
    """
    found = versions(section, id)
    so_far = [it for it in found if it.entry.n <= number]
    if not so_far or so_far[-1].entry.n != number:
        raise LookupError(f"{section}/{id}/{number}")
    version, one = so_far[-1], _last(section, id, so_far)
    words, tell = _LATER[Act(version.entry.act)]
    label, day_of = say(words), datetime.date.fromisoformat(version.entry.date)
    sealed = of_entry(version.entry)
    return Entry(
        id=tag(f"{one.key}/{number}"),
        section=section,
        label=label,
        title=_title(one, label, day_of),
        day=day_of,
        address=one.url,
        lines=_told(tell(one.key, version), sealed),
        changes=tuple(_compared(one, version.entry)),
        files=(),
        seal=sealed,
    )


def _last(section: str, id: str, found: Sequence[Version]) -> Plain:
    """The newest of these versions that is kept; without one, what the ledger knows of the record."""
    kept = [it.record for it in found if it.record]
    if kept:
        return kept[-1]
    key, day = f"{section}/{id}", datetime.date.fromisoformat(found[0].entry.date)
    return Plain(section=section, id=id, key=key, url=f"/{key}/", title=key, published=day)


def _compared(one: Plain, said: LogEntry) -> Iterator[Target]:
    """Where all versions are compared, and the record that explains the act."""
    yield Target(say("ledger.versions_of", record=one.title), telling.versions_address(one.key))
    if see := explained(said.see):
        yield see


def _told(lines: Iterator[str], sealed: Seal | None) -> tuple[str, ...]:
    return (*lines, sealed.words) if sealed else tuple(lines)


def _title(one: Plain, label: str, day_of: datetime.date) -> str:
    """Stage, title, project where the title does not name it, and the day."""
    title, project = one.title, _project(one)
    if project and project not in title:
        title = say("{title}（{project}）", title=title, project=project)
    return say("【{label}】{title} {day}", label=label, title=title, day=day_of.isoformat())


def _project(one: Plain) -> str:
    named = getattr(one, "project", None)
    return titled("projects", named) if named else ""


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
