"""Who serves in a purchase and for how much, as far as it has come: what the head of its page says."""

from __future__ import annotations

from collections.abc import Iterable

from portal import reads, rounds
from portal.display import fields
from portal.oversight.figures import whole
from portal.pieces import Fact, pieces
from portal.plain import Plain


@reads.read
def choice(project: Plain) -> list[Fact]:
    """Suppliers and amount of its contracts, with what amendments add.

    Before there is one, of the publicity of the newest round, before that the choice of its review; nothing of
    a purchase that was ended.
    """
    if contracts := _of(project, "contracts"):
        return [
            _named(contracts, "supplier"),
            _amount("contracts", sum(map(whole, contracts))),
        ]
    if rounds.ended(project):
        return []
    terminations = _of(project, "terminations")
    if publicity := rounds.newest(_of(project, "publicity"), terminations):
        # Several may be of several lots, or of one and the same.
        amounts = [_amount("publicity", one.amount) for one in publicity if len(publicity) == 1]
        return [_named(publicity, "supplier"), *amounts]
    reviews = [one for one in rounds.newest(_of(project, "reviews"), terminations) if one.chosen]
    return [_named(reviews, "chosen")] if reviews else []


def _of(project: Plain, section: str) -> list[Plain]:
    return reads.naming("projects", project.id, section, "project")


def _named(records: Iterable[Plain], name: str) -> Fact:
    """The parties that these records of one section name in a field, each once."""
    found = list(records)
    field = fields(found[0].section)[name]
    return Fact(field, pieces(field, list(dict.fromkeys(getattr(one, name) for one in found))))


def _amount(section: str, fen: int) -> Fact:
    field = fields(section)["amount"]
    return Fact(field, pieces(field, fen))
