"""Records → documents for the search engine: all that a reader sees on a record's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal import markup, reads
from portal.display import Shown, as_text, fields
from portal.plain import Plain
from portal.references import target
from portal.sections import BY_NAME, SECTIONS
from search.documents import Document


def documents() -> list[Document]:
    """Every record of every section."""
    return [document(one) for section in SECTIONS for one in reads.records(section.name)]


def document(one: Plain) -> Document:
    """One record: its title, and as body its summary, text and fields, a line each."""
    lines = [one.summary or "", markup.plain_text(one.html)]
    lines += _fields(one, fields(one.section).values())
    lines += [f"{attachment.title} {attachment.file}" for attachment in one.attachments]
    return Document(
        key=one.key,
        address=one.url,
        title=one.title,
        body="\n".join(line for line in lines if line),
        date=one.published.isoformat(),
        section=one.section,
        label=BY_NAME[one.section].title,
    )


def _fields(one: Plain, shown: Any) -> Iterator[str]:
    for field in shown:
        value = getattr(one, field.name)
        for item in value if isinstance(value, list) else [value]:
            if item is None:
                continue
            if field.kind == "parts":
                yield " ".join(_fields(item, field.parts))
            else:
                yield _text(field, item)


def _text(field: Shown, value: Any) -> str:
    if field.kind == "link":
        return target(field.section, value).words
    return as_text(field.kind, value)
