"""What a record is about, in a line: for search engines and for whoever is sent a link to it."""

from __future__ import annotations

from portal.feeds import telling
from portal.language import say
from portal.plain import Plain
from portal.sections import BY_NAME

# Search engines show about as much.
MOST = 200


def about(record: Plain) -> str:
    """Its summary and chief facts as feeds tell them, without a summary the facts and how its text begins.

    So records of a section are told apart; one with nothing but its title says what its section holds.
    """
    first, *facts = telling.published(record)
    told = say("marks.semicolon").join(facts)
    begins = "" if first == record.title else first
    both = (begins, told) if record.summary else (told, begins)
    text = " ".join(filter(None, both)) or BY_NAME[record.section].about
    return text if len(text) <= MOST else text[:MOST] + "…"
