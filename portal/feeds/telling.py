"""What entries tell in their lines: a record as published, the end of its window, what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from portal import reads
from portal.addresses import absolute
from portal.display import Shown, day, fields
from portal.language import listed, say
from portal.ledger.history import Version
from portal.ledger.log import Entry
from portal.markdown import markup
from portal.plain import Plain
from portal.references import target
from portal.sections import BY_NAME

# How much of a text without a summary stands in an entry.
BEGINNING = 300
# How much of a value before and after a revision; what is longer is compared on the page of versions.
BRIEF = 60
# The fields by which a record says which other it changes.
CHANGES = {"corrections": "corrects", "terminations": "ends", "amendments": "contract"}


def published(one: Plain) -> Iterator[str]:
    """The summary, the chief facts, what it changes, its attachments."""
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


def ended(one: Plain, end: Plain | None) -> Iterator[str]:
    """When the public window began and is over, and where objections go.

    end: the termination that had called it off before.
    """
    first, last = day(one.published), day(one.until)
    if end:
        off = day(end.terminated)
        yield say(
            "公示从{first}开始，{off}已终止，没有公示到{last}。", first=first, off=off, last=last
        )
        yield from _facts(end, ("project", "reason"))
        return
    yield say("公示从{first}开始，到{last} 24:00 期满。", first=first, last=last)
    shown = ("project", "supplier", "amount", "channel", "contact", "phone")
    yield from _facts(one, shown)


def revised(key: str, version: Version) -> Iterator[str]:
    """Who changed the record after it was published and why, what is different, where to compare."""
    said = version.entry
    yield say("这条记录公开后，由{by}更正。原因：{reason}", by=said.by, reason=said.reason)
    for item, before, after in version.changes:
        if max(len(before), len(after)) > BRIEF:
            yield say("{item}：有改动，见各版对照", item=item)
        else:
            was, now = (_line(text) or say("ledger.nothing") for text in (before, after))
            yield say("{item}：由「{before}」更正为「{after}」", item=item, before=was, after=now)
    yield _where(key)


def withdrawal(key: str, version: Version) -> Iterator[str]:
    """Who withdrew the record and why, and where what it said can be read."""
    return withdrawn(key, version.entry)


def withdrawn(key: str, said: Entry) -> Iterator[str]:
    """The same of the ledger's entry alone."""
    yield say("这条记录公开后，由{by}撤回。原因：{reason}", by=said.by, reason=said.reason)
    yield _where(key)


def returned(key: str, version: Version) -> Iterator[str]:
    """That the record stands again, and what is different from what it said before."""
    yield say("这条记录撤回以后，又重新公开。")
    yield from (say("{item}：有改动，见各版对照", item=item) for item, _, _ in version.changes)
    yield _where(key)


def _where(key: str) -> str:
    address = absolute(versions_address(key), reads.site().base_url)
    return say("各版对照：{address}", address=address)


def versions_address(key: str) -> str:
    """Root-relative address of the page with all versions of «section/id»."""
    return f"/ledger/records/{key}/"


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
