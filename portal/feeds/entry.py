"""What an entry says: one publication, or the end of one public window, whole and for ever."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from portal import markup, reads
from portal.display import Shown, day, fields
from portal.feeds.seal import Seal, seal
from portal.language import listed, say
from portal.plain import Plain
from portal.references import Target, target
from portal.sections import BY_NAME
from portal.settings import ZONE

# How much of a text without a summary stands in an entry.
BEGINNING = 300
# The fields by which a record says which other it changes.
CHANGES = {"corrections": "corrects", "terminations": "ends", "amendments": "contract"}
# What web servers make of the endings that attachments may have.
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".zip": "application/zip",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


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
    """The entry «section/id», or «section/id/until» for the end of that record's window."""
    section, id, *until = name.split("/")
    one = reads.record(section, id)
    if one is None:
        raise LookupError(name)
    label = say(_ENDED.get(section, "")) if until else ""
    label = label or BY_NAME[section].title
    day_of = one.until if until else one.published
    sealed = seal(one.key)
    said = (sealed.words,) if sealed else ()
    return Entry(
        id=tag(name),
        section=section,
        label=label,
        title=_title(one, label, day_of),
        day=day_of,
        address=one.url,
        lines=(*(_ended(one) if until else _lines(one)), *said),
        changes=tuple(_changes(one)),
        files=() if until else tuple(files(one)),
        seal=sealed,
    )


# On that day objections may still be raised, until 24:00.
_ENDED = {"publicity": "公示最后一天", "single-sources": "单一来源公示最后一天"}


def _title(one: Plain, label: str, day_of: datetime.date) -> str:
    """Stage, title, project where the title does not name it, and the day."""
    project = _project(one)
    title = one.title
    if project and project not in title:
        title = say("{title}（{project}）", title=title, project=project)
    return say("【{label}】{title} {day}", label=label, title=title, day=day_of.isoformat())


def _project(one: Plain) -> str:
    named = getattr(one, "project", None)
    return reads.title("projects", named) if named else ""


def _lines(one: Plain) -> Iterator[str]:
    yield summary(one)
    changed = CHANGES.get(one.section)
    columns = BY_NAME[one.section].columns
    yield from _facts(one, (changed, *columns) if changed and changed not in columns else columns)
    for change in getattr(one, "changes", ()):
        before, after = _line(change.before), _line(change.after)
        yield say(
            "{item}：由「{before}」更正为「{after}」", item=change.item, before=before, after=after
        )
    for file in one.attachments:
        yield say("附件：{title}（{file}）", title=file.title, file=file.file)


def _ended(one: Plain) -> Iterator[str]:
    first, last = day(one.published), day(one.until)
    yield say("公示从{first}开始，到{last} 24:00 期满。", first=first, last=last)
    shown = ("project", "supplier", "amount", "channel", "contact", "phone")
    yield from _facts(one, shown)


def _facts(one: Plain, names: tuple[str, ...]) -> Iterator[str]:
    known = fields(one.section)
    for name in names:
        if name in known and (value := getattr(one, name)) not in (None, [], ""):
            items = value if isinstance(value, list) else [value]
            text = listed(_words(known[name], item) for item in items)
            yield say("{label}：{text}", label=known[name].label, text=text)


def _words(field: Shown, value: object) -> str:
    if field.kind == "link":
        return target(field.section, str(value)).words
    return _line(field.text(value))


def _changes(one: Plain) -> Iterator[Target]:
    field = CHANGES.get(one.section, "")
    if value := getattr(one, field, None):
        yield target(fields(one.section)[field].section, value)


def files(one: Plain) -> Iterator[File]:
    """A record's attachments as feeds name them."""
    for file in one.attachments:
        kind = MEDIA_TYPES[PurePosixPath(file.file).suffix]
        print_ = reads.fingerprint(one.url + file.file)
        size = print_.size if print_ else 0
        yield File(one.url + quote(file.file), file.title, kind, size)


def summary(one: Plain) -> str:
    """The record's summary, else the beginning of its text, else its title."""
    if one.summary:
        return _line(one.summary)
    # The first HTML is mostly enough, and much quicker than all of it.
    first = one.html[: BEGINNING * 2].rpartition("<")[0]
    text = _line(markup.plain_text(first))
    if len(text) <= BEGINNING:
        text = _line(markup.plain_text(one.html)) or one.title
    return text if len(text) <= BEGINNING else text[:BEGINNING] + "…"


def _line(text: str) -> str:
    return " ".join(text.split())
