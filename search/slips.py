"""Slips: what an index has to know of all documents at once, while their texts lie elsewhere."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from search.documents import Document

SIZE = 16


class Slip(NamedTuple):
    """A document without its texts.

    digest: of all that is shown of a hit or searched, in SIZE bytes. The rest is as of `Document`.
    """

    key: str
    date: str
    digest: bytes
    facets: tuple[tuple[str, str], ...]
    amount: int | None
    named: bool


def slip(one: Document) -> Slip:
    """The slip of a document."""
    row = [one.key, one.address, one.title, one.body, one.date, one.label, one.number]
    digest = hashlib.sha256(json.dumps(row).encode()).digest()[:SIZE]
    return Slip(one.key, one.date, digest, one.facets, one.amount, one.named)
