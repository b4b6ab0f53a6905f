"""Queries of every kind that citizens ask, cut out of the documents themselves; always the same."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from search.analyzer import fold
from search.documents import Document

Draw = Callable[[random.Random, Document], str]

_WIDE = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-,.",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ－，．",
)
_SUPPLIER = re.compile(r"承接主体 (.+)")
_NUMBER = re.compile(r"编号([A-Z]+-\d+-\d+)")
_AMOUNT = re.compile(r"金额 ([\d,.]+)")
_PAPER = re.compile(r"（(.+?〔\d+〕\d+号)）")


def _found(pattern: re.Pattern[str], one: Document) -> str:
    """What the pattern finds in the body, else the title."""
    found = pattern.search(one.body)
    return found[1] if found else one.title


def _run(length: int) -> Draw:
    """A run of so many characters, cut anywhere, words or not."""

    def draw(chance: random.Random, one: Document) -> str:
        text = fold(one.body) or fold(one.title)
        start = chance.randrange(max(1, len(text) - length))
        return text[start : start + length]

    return draw


def _across(chance: random.Random, one: Document) -> str:
    """Two halves of sentences and the punctuation between them."""
    ends = [found.start() for found in re.finditer("[，。]", one.body)]
    if not ends:
        return one.title
    end = chance.choice(ends)
    return one.body[max(0, end - 6) : end + 7]


def _part(text: str, chance: random.Random, length: int) -> str:
    start = chance.randrange(max(1, len(text) - length))
    return text[start : start + length]


KINDS: dict[str, Draw] = {
    "whole name": lambda _, one: _found(_SUPPLIER, one),
    "part of a name": lambda chance, one: _part(_found(_SUPPLIER, one), chance, 5),
    "title": lambda _, one: one.title,
    "number": lambda _, one: _found(_NUMBER, one),
    "tail of a number": lambda _, one: _found(_NUMBER, one)[-6:],
    "document number": lambda _, one: _found(_PAPER, one),
    "amount": lambda _, one: _found(_AMOUNT, one),
    "amount without separators": lambda _, one: _found(_AMOUNT, one).replace(",", ""),
    "full width": lambda _, one: _found(_NUMBER, one).translate(_WIDE),
    "one character": _run(1),
    "two characters": _run(2),
    "four characters": _run(4),
    "eight characters": _run(8),
    "sentence across punctuation": _across,
    "several words": lambda chance, one: (
        f"{one.label} {_run(2)(chance, one)} {_run(2)(chance, one)}"
    ),
    "frequent words": lambda chance, _: " ".join(
        chance.sample(
            ["服务", "职工", "工会", "购买", "项目", "心理服务", "公示期"], chance.choice((1, 1, 2))
        )
    ),
}


def queries(documents: Sequence[Document], each: int, seed: int = 4) -> list[tuple[str, str]]:
    """(kind, query): `each` of every kind, none empty."""
    chance = random.Random(f"{seed}/{len(documents)}")  # noqa: S311
    made = []
    for kind, draw in KINDS.items():
        drawn: dict[str, None] = {}
        for _ in range(each * 20):
            query = draw(chance, chance.choice(documents)).strip()
            if fold(query) and len(drawn) < each:
                drawn[query] = None
        made += [(kind, query) for query in drawn]
    return made
