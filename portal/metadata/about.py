"""What a record is about, in a line: for search engines and for whoever is sent a link to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.feeds import telling
from portal.language import say
from portal.plain import Plain
from portal.sections import BY_NAME

# Search engines show about as much.
MOST = 200


def about(record: Plain) -> str:
    """Its summary and chief facts as feeds tell them, without a summary the facts and how its text begins.

    So records of a section are told apart; one with nothing but its title says what its section holds. Facts
    are whole or left out, texts are cut.
    """
    first, *facts = telling.published(record)
    begins = "" if first == record.title else first
    if record.summary:
        said = _cut(begins, MOST)
        return " ".join(filter(None, (said, _fitting(facts, MOST - len(said)))))
    told = _fitting(facts, MOST)
    text = " ".join(filter(None, (told, _cut(begins, MOST - len(told)))))
    return text or BY_NAME[record.section].about


def _fitting(facts: Iterable[str], room: int) -> str:
    return say("marks.semicolon").join(_first(facts, room))


def _first(facts: Iterable[str], room: int) -> Iterator[str]:
    for fact in facts:
        room -= len(fact)
        if room < 0:
            return
        yield fact


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return text[:room] + "…" if room > 0 else ""
