"""Records → documents for the search engine: all that a reader sees on a record's page; and the site's places."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from portal import questions, reads, status
from portal.canonical import digest
from portal.choice import choice
from portal.display import Shown, fields
from portal.language import say
from portal.lists import facets
from portal.markdown import markup
from portal.places import places
from portal.plain import Plain
from portal.portions import over, portion, portions
from portal.references import target
from portal.sections import BY_NAME, SECTIONS
from search.analyzer import aside
from search.documents import Document
from search.slips import Slip, slip

NUMBERED = frozenset({"policies", "projects", "contracts", "replies"})
"""Sections whose records have a number of their own, by which they are asked for."""
BODIES = frozenset({"purchasers", "suppliers", "agencies", "regions"})
"""Sections whose titles are the names of bodies; other titles only contain them."""


def documents(keys: Container[str] | None = None) -> Iterator[Document]:
    """Every place and every record of every section, or those with these keys, by portions, each in its turn.

    No question, but for one to use: it rests on all of them, and `digests` says whether they changed.
    """
    yield from (one for one in places() if keys is None or one.key in keys)
    for section in SECTIONS:
        for after, ids in portions(section.name).items():
            if keys is None:
                yield from _portion(section.name, after)
            elif any(f"{section.name}/{id}" in keys for id in ids):
                yield from (one for one in _portion(section.name, after) if one.key in keys)
            questions.pause()


def slips() -> Iterator[Slip]:
    """What an index has to know of each of them, in the same way."""
    yield from map(slip, places())
    for section in SECTIONS:
        for found in over(section.name, _slips):
            yield from found


@reads.read
def digests() -> tuple[str, ...]:
    """What stands for the documents: another answer when any of them is another one."""
    own = digest(repr(tuple(map(slip, places()))).encode())
    return own, *(one for section in SECTIONS for one in over(section.name, digested))


@reads.kept
def digested(section: str, after: str) -> str:
    """What stands for a portion of them; the portion need not be made again from then on."""
    return digest(repr(_slips(section, after)).encode())


@reads.kept
def _slips(section: str, after: str) -> tuple[Slip, ...]:
    return tuple(map(slip, _portion(section, after)))


@reads.kept
def _portion(section: str, after: str) -> tuple[Document, ...]:
    """The records of a portion of a section."""
    found = (reads.record(section, id) for id in portion(section, after))
    return tuple(document(one) for one in found if one)


def document(one: Plain) -> Document:
    """One record: its title, and as body its summary, text and fields, a line each."""
    lines = [one.summary or "", markup.plain_text(one.html)]
    lines += _fields(one, fields(one.section).values())
    if one.section == "projects":
        lines += [_labelled(fact.field, it.words) for fact in choice(one) for it in fact.pieces]
    lines += [f"{attachment.title} {attachment.file}" for attachment in one.attachments]
    return Document(
        key=one.key,
        address=one.url,
        title=one.title,
        body="\n".join(line for line in lines if line),
        date=one.published.isoformat(),
        label=BY_NAME[one.section].title,
        facets=tuple(_facets(one)),
        amount=_amount(one),
        number=getattr(one, "number", None) or "" if one.section in NUMBERED else "",
        named=one.section in BODIES,
    )


def _facets(one: Plain) -> Iterator[tuple[str, str]]:
    """What the record can be filtered by; what it does not say itself, its project says.

    The year is that of publication; the status that of the portal's day.
    """
    now = status.status(one)
    region, category = _own(one, "region"), _own(one, "category")
    values = {
        "section": BY_NAME[one.section].title,
        "region": facets.title("region", region) if region else "",
        "category": facets.title("category", category.replace("#", ".")) if category else "",
        "method": say(_own(one, "method") or ""),
        "year": str(one.published.year),
        "status": now.word if now else "",
    }
    return ((name, value) for name, value in values.items() if value)


def _own(one: Plain, name: str) -> Any:
    """The record's own value, else its project's; a policy's or party's region is its own."""
    value = getattr(one, name, None)
    if value is None and (project := getattr(one, "project", None)):
        named = reads.record("projects", project)
        value = getattr(named, name, None)
    return value if isinstance(value, str) else None


def _amount(one: Plain) -> int | None:
    """The contract's or chosen supplier's amount, else the budget, in 分."""
    amount: int | None = getattr(one, "amount", None)
    return getattr(one, "budget", None) if amount is None else amount


def _fields(one: Plain, shown: Iterable[Shown]) -> Iterator[str]:
    """The values of fields, each behind its label, which is shown and not searched."""
    for field in shown:
        value = getattr(one, field.name)
        for item in value if isinstance(value, list) else [value]:
            if item is None:
                continue
            if field.kind == "parts":
                yield " ".join(_fields(item, field.parts))
            else:
                yield _labelled(field, _text(field, item))


def _labelled(field: Shown, text: str) -> str:
    return f"{aside(say('{label}：{text}', label=field.label, text=''))}{text}"


def _text(field: Shown, value: Any) -> str:
    if field.kind == "link":
        return target(field.section, value).words
    return field.text(value)
