"""What is left of a sentence in English when the texts that records hold are taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from portal import reads
from portal.display import Shown, fields
from portal.sections import SECTIONS

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def chinese(said: str) -> bool:
    """Whether there are Chinese words or marks in it that no record of the open content has."""
    for text in sorted(set(_held()), key=len, reverse=True):
        said = said.replace(text, "")
    return bool(CHINESE.search(said))


def _held() -> Iterator[str]:
    for section in SECTIONS:
        for one in reads.records(section.name):
            yield one.title
            yield from (file.title for file in one.attachments)
            for shown in fields(section.name).values():
                yield from _texts(shown, getattr(one, shown.name))


def _texts(shown: Shown, value: Any) -> Iterator[str]:
    """The texts of a field; names of the record format are none, they are said in English."""
    for one in value if isinstance(value, list) else [value]:
        if one is not None and shown.kind == "parts":
            for part in shown.parts:
                yield from _texts(part, getattr(one, part.name))
        elif isinstance(one, str) and one and shown.kind != "link" and not shown.coded:
            yield one
