"""What is asked: the words of a query, and the conditions beside it, as they stand in an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.analyzer import SPACE, SPEC, fold
from search.spelling import fen, is_whole, narrow, spaceless, spellings

DATE = "date"
"""The other order of hits; the usual one, by relevance, has no name."""

FACETS: tuple[str, ...] = tuple(SPEC["facets"])

_MINUS: str = SPEC["query"]["minus"]
_QUOTES: dict[str, str] = dict(SPEC["query"]["quotes"])
_AMOUNT = re.compile(SPEC["query"]["amount"])
_MOST: int = SPEC["read"]["joined"]
_DIGITS = frozenset("0123456789")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Query(NamedTuple):
    """The distinct terms that must occur, and those that must not.

    A term is a squashed run of characters, or a day or an amount as it was typed, narrowed:
    `search.spelling.spellings` says as which runs it may occur.
    """

    terms: tuple[str, ...]
    excluded: tuple[str, ...]


def parse(query: str) -> Query:
    """Read `query`, of which what exceeds the limit is cut off, as the package says."""
    words = list(_words(query[: SPEC["query_limit"]]))
    terms: list[str] = []
    excluded: list[str] = []
    at = 0
    while at < len(words):
        size = _joined(words[at : at + _MOST])
        out, word = words[at].out, "".join(one.text for one in words[at : at + size])
        at += size
        term = narrow(word)
        if len(spellings(term)) == 1:
            term = fold(_AMOUNT.sub(r"\1", word))
        kept = excluded if out else terms
        if term and term not in kept:
            kept.append(term)
    return Query(tuple(terms), tuple(excluded))


class _Word(NamedTuple):
    """A word or quoted words, and whether it must not occur."""

    text: str
    out: bool
    quoted: bool


def _words(text: str) -> Iterator[_Word]:
    at = 0
    while at < len(text):
        if text[at] in SPACE:
            at += 1
            continue
        out = text[at] in _MINUS and at + 1 < len(text) and text[at + 1] not in SPACE
        word, at, quoted = _word(text, at + out)
        yield _Word(word, out, quoted)


def _word(text: str, start: int) -> tuple[str, int, bool]:
    """Return the word or the quoted words at `start`, where it ends, and whether it was quoted."""
    closing = _QUOTES.get(text[start])
    for end in range(start + 1, len(text)):
        if text[end] == closing and (end + 1 == len(text) or text[end + 1] in SPACE):
            return text[start + 1 : end], end + 1, True
    end = next((at for at in range(start, len(text)) if text[at] in SPACE), len(text))
    return text[start:end], end, False


def _joined(words: Sequence[_Word]) -> int:
    """Return how many of these words, from the first on, are one day or amount («3 月 2 日», «12 万元»)."""
    for size in range(len(words), 1, -1):
        texts = [narrow(one.text) for one in words[:size]]
        apart = any(one.quoted for one in words[:size]) or any(one.out for one in words[1:size])
        if not apart and not any(map(_counts_on, texts, texts[1:])) and is_whole("".join(texts)):
            return size
    return 1


def _counts_on(one: str, other: str) -> bool:
    """Whether digits would meet, which were two numbers."""
    return one[-1:] in _DIGITS and other[:1] in _DIGITS


@dataclass(frozen=True)
class Question:
    """A query, the conditions that hits have to meet, their order and the one-based page.

    facets: name → chosen values, any of which will do. since, until: "YYYY-MM-DD" or "", both days
    included. least, most: amounts in 分 (1/100 元), included; a document without one fails both.
    unread: "least" or "most" → what was typed there and is no amount.
    """

    query: str = ""
    page: int = 1
    sort: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    least: int | None = None
    most: int | None = None
    unread: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, arguments: Mapping[str, Sequence[str]]) -> Question:
        """Read the parameters of an address; what has no meaning is left out."""

        def one(name: str) -> str:
            return next(iter(arguments.get(name, ())), "")

        chosen = {
            name: tuple(dict.fromkeys(filter(None, arguments.get(name, ())))) for name in FACETS
        }
        return cls(
            query=one("q"),
            page=int(one("page")) if re.fullmatch("[0-9]{1,6}", one("page")) else 1,
            sort=DATE if one("sort") == DATE else "",
            facets={name: values for name, values in chosen.items() if values},
            since=one("from") if _DAY.fullmatch(one("from")) else "",
            until=one("to") if _DAY.fullmatch(one("to")) else "",
            least=fen(one("least")),
            most=fen(one("most")),
            unread={
                name: one(name)
                for name in ("least", "most")
                if spaceless(one(name)) and fen(one(name)) is None
            },
        )

    def arguments(self, **changes: object) -> list[tuple[str, str]]:
        """Return the parameters for an address, those with `changes` made; page 1 is not named."""
        asked = Question(**{**self.__dict__, **changes})
        pairs = [
            ("q", asked.query),
            *((name, value) for name in FACETS for value in asked.facets.get(name, ())),
            ("from", asked.since),
            ("to", asked.until),
            ("least", yuan(asked.least) or asked.unread.get("least", "")),
            ("most", yuan(asked.most) or asked.unread.get("most", "")),
            ("sort", asked.sort),
            ("page", str(asked.page) if asked.page > 1 else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    @property
    def filtered(self) -> bool:
        """Whether there are conditions beside the query."""
        return bool(self.facets or self.since or self.until or self.bounded)

    @property
    def bounded(self) -> bool:
        """Whether there is a condition on the amount."""
        return self.least is not None or self.most is not None


def yuan(amount: int | None) -> str:
    """Return an amount in 分 as it is typed in 元, without needless decimals."""
    if amount is None:
        return ""
    whole, rest = divmod(amount, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
