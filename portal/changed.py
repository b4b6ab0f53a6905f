"""When a record was last changed, which who copies pages and files must know: by its date, and by the ledger."""

from __future__ import annotations

from typing import NamedTuple

from portal import reads
from portal.feeds.past import gone, past
from portal.feeds.seal import arrivals, later


class Days(NamedTuple):
    """published: its own date; changed: that, or the later day on which it came, changed or went."""

    published: str
    changed: str


@reads.read
def days(section: str) -> dict[str, Days]:
    """The days (YYYY-MM-DD) of a section's records by id, withdrawn ones among them."""
    came, again = arrivals(), later()
    stated = dict(reads.stored(section, "id", "published"))
    for id in gone().get(section, ()):
        stated[id] = next((it.published for it in past(f"{section}/{id}")[::-1]), "")
    found = {}
    for id, day in stated.items():
        key = f"{section}/{id}"
        arrived = came[key][0] if key in came else day
        last = max((one.date for one in again.get(key, ())), default="")
        found[id] = Days(day or arrived, max(day, arrived, last))
    return found
