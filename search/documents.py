"""What goes into a search engine (documents) and what comes out (answers)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from search.analyzer import SPEC

PAGE_SIZE: int = SPEC["answer"]["page_size"]

Segment = tuple[str, bool]
"""A piece of original text, and whether it is marked as a match."""

Counts = tuple[tuple[str, int], ...]
"""The values of a facet with their numbers of hits."""


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    `key` is "<section>/<id>" and unique, `address` a root-relative path such as
    "/announcements/x/", `date` "YYYY-MM-DD" or "", `label` the name of the section for people.
    `facets` are (name, value), the value for people, at most one of each name in `query.FACETS`;
    `amount` is in 分 (1/100 元). `number` is the document's own (文号, 合同编号): a term in it counts
    like one in the title. `named`: the title is the name of a body, which comes before what is only
    about it.
    """

    key: str
    address: str
    title: str
    body: str
    date: str
    label: str
    facets: tuple[tuple[str, str], ...] = ()
    amount: int | None = None
    number: str = ""
    named: bool = False

    @property
    def heading(self) -> str:
        """What counts as the title when hits are put in order: the title, and the number behind it."""
        return f"{self.title}\n{self.number}" if self.number else self.title


@dataclass(frozen=True)
class Hit:
    """A found document; `title` and `snippet` are its texts in segments."""

    key: str
    address: str
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    date: str
    label: str


@dataclass(frozen=True)
class Answer:
    """One page of hits; `total` counts the hits of all pages, `page` is one-based.

    facets: name → values with counts, for those facets that the documents have.
    """

    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[tuple[str, Counts], ...] = ()


@dataclass(frozen=True)
class Help:
    """What to ask instead of a query that found nothing.

    unfiltered: hits without the conditions beside the query. parts: what occurs of the query, with
    numbers of hits. near: runs that occur and differ from a term by one character.
    """

    unfiltered: int
    parts: Counts
    near: tuple[str, ...]


class Placed(Protocol):
    """What has the key and the date of a document, which say where it comes."""

    @property
    def key(self) -> str: ...

    @property
    def date(self) -> str: ...


Kind = TypeVar("Kind", bound=Placed)


def arrange(documents: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return the documents so that of two equally good ones the later is shown first.

    That is: undated first, then by date ascending, and for one date by key descending. New
    documents come last, so the numbers of old ones seldom change.

    Raises ValueError if a key occurs twice.
    """
    arranged = sorted(documents, key=lambda document: document.key, reverse=True)
    for one, other in pairwise(arranged):
        if one.key == other.key:
            raise ValueError(f"two documents have the key {one.key!r}")
    return tuple(sorted(arranged, key=lambda document: document.date))


def paginate(total: int, page: int) -> tuple[int, int]:
    """Return (page, pages), with `page` brought into 1..pages; without hits (1, 0)."""
    pages = -(-total // PAGE_SIZE)
    return max(1, min(page, pages)), pages
