"""Which entries each feed holds, in the order in which they came.

What a record belongs to follows from what it names, from what its project names, and from the suppliers
of the records that it names (a correction belongs to the supplier of the contract it corrects). A record
that was withdrawn stays where it stood: its entries are part of archives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from portal import reads
from portal.feeds.entry import UNTIL
from portal.feeds.feed import ALL, FACETS
from portal.feeds.past import Version, gone, past
from portal.feeds.seal import arrivals, later
from portal.sections import SECTIONS, Section

# As many entries as a feed shows, and as an archive page holds.
MOST = 50
# Sections of records that are shown for some days, to be objected to.
WINDOWS = ("publicity", "single-sources")
PARTIES = ("purchasers/", "suppliers/", "agencies/")


Order = tuple[str | int, ...]


class Event(NamedTuple):
    """What becomes an entry.

    day: YYYY-MM-DD; name: «section/id» for a record's publication, «section/id/until» for the end of
    its public window, «section/id/7» for its declared change, withdrawal or return by entry 7 of the
    ledger. changed: a later day on which the record came or last changed, else day. number: of the
    record's first entry in the ledger, or that of the change; -1 without.
    """

    day: str
    name: str
    changed: str
    number: int = -1


@reads.read
def latest(feed: str) -> tuple[tuple[Event, ...], int]:
    """The events of the feed's own document, newest first, and how many archive pages there are."""
    events = _events().get(feed, ())
    return _newest_first(events[-MOST:]), len(events) // MOST


@reads.read
def archive(feed: str, page: int) -> tuple[Event, ...]:
    """The events of an archive page, newest first; page 1 is the oldest, and none but full ones are."""
    return _newest_first(_events().get(feed, ())[(page - 1) * MOST : page * MOST])


@reads.read
def news() -> dict[str, str]:
    """The day on which each feed that has any events last got one, or one of them changed."""
    return {feed: max(one.changed for one in events) for feed, events in _events().items()}


def _newest_first(events: tuple[Event, ...]) -> tuple[Event, ...]:
    latest_first = events[::-1]
    return tuple(sorted(latest_first, key=lambda event: event.day, reverse=True))


@reads.read
def _events() -> dict[str, tuple[Event, ...]]:
    """The events of every feed that has any, in the order in which they came.

    The ledger knows that order, so that nothing ever moves in an archive; without one, records come
    in the order of their days.
    """
    belongs = _Belongs()
    found: dict[str, list[tuple[Order, Event]]] = defaultdict(list)
    today = reads.today().isoformat()
    came, again = arrivals(), later()
    for place, section in enumerate(SECTIONS):
        general = {section.name, ALL} if section.dated else {section.name}
        for id, stated, until in (*_stored(section), *_withdrawn(section)):
            name = f"{section.name}/{id}"
            feeds = general | belongs.to(name, own=section.name in FACETS)
            day, number = came.get(name, (stated, -1))
            changes = again.get(name, ())
            published = stated or day
            changed = max(published, day, changes[-1].date if changes else "")
            order: Order = (day, 1, number, place, id)
            happened: list[tuple[Order, Event]] = [(order, Event(published, name, changed, number))]
            if until and until <= today:
                first = Version(number, day, "", published, until)
                versions = (past(name) if changes else ()) or (first,)
                was = next((one for one in versions if one.over(today)), first)
                end = Event(until, f"{name}/{UNTIL}", max(until, changed), number)
                happened.append((_over(was, place, id), end))
            for one in changes:
                news = Event(one.date, f"{name}/{one.n}", one.date, one.n)
                happened.append(((one.date, 1, one.n, place, id), news))
            for feed in feeds:
                found[feed] += happened
    return {feed: tuple(event for _, event in sorted(rows)) for feed, rows in found.items()}


def _over(was: Version, place: int, id: str) -> Order:
    """Where the end of a window came, which the first version said of those whose window is over.

    Before the records of that day: it is there from the first build of the day. A window that was over
    when it was published ends right after its publication.
    """
    if was.until > was.since:
        return was.until, 0, was.number, place, id
    return was.since, 1, was.number, place, id, UNTIL


Row = tuple[str, str, str | None]
"""A record's id, the day of its publication or "", and the last one of its public window or None."""


def _stored(section: Section) -> Iterator[Row]:
    if section.name in WINDOWS:
        yield from reads.stored(section.name, "id", "published", UNTIL)
    else:
        yield from ((*row, None) for row in reads.stored(section.name, "id", "published"))


def _withdrawn(section: Section) -> Iterator[Row]:
    """As the last version that is kept says; of one without, the ledger's day is known."""
    for id in gone().get(section.name, ()):
        versions = past(f"{section.name}/{id}")
        last = versions[-1] if versions else None
        over = last is not None and section.name in WINDOWS and last.over("")
        yield id, last.published if last else "", last.until if last and over else None


class _Belongs:
    """What records belong to, worked out from all links at once."""

    def __init__(self) -> None:
        withdrawn = [f"{section}/{id}" for section, ids in gone().items() for id in ids]
        last = {key: past(key)[-1:] for key in withdrawn}
        self._links = reads.named() | {key: it.links for key, kept in last.items() for it in kept}
        self._above = {
            f"{scheme.key}/{row.code}": f"{scheme.key}/{row.parent}"
            for scheme in reads.records("schemes")
            for row in scheme.categories
            if row.parent
        }

    def to(self, key: str, *, own: bool) -> set[str]:
        """The feeds of projects, parties, regions and categories that the record belongs to.

        own: whether it has a feed itself.
        """
        named = self._named(key)
        parties = {target for target in named if target.startswith(PARTIES)}
        projects = {target for target in named if target.startswith("projects/")}
        places = self._places(key)
        for project in projects:
            parties |= {one for one in self._named(project) if one.startswith(PARTIES)}
            places |= self._places(project)
        for target in named - projects - parties:
            parties |= {one for one in self._named(target) if one.startswith("suppliers/")}
        places |= self._regions(parties) if not any(map(_is_region, places)) else set()
        return parties | projects | places | self._wider(places) | ({key} if own else set())

    def _named(self, key: str) -> set[str]:
        return {target for _, target, _ in self._links.get(key, ())}

    def _places(self, key: str) -> set[str]:
        """The region and the category that a record states itself."""
        return {
            f"{target}/{code}" if field == "category" else target
            for field, target, code in self._links.get(key, ())
            if field in ("region", "category")
        }

    def _regions(self, parties: set[str]) -> set[str]:
        """Where the purchasers are, else where the other parties are."""
        buying = {one for one in parties if one.startswith("purchasers/")}
        return {place for one in buying or parties for place in self._places(one)}

    def _wider(self, places: set[str]) -> set[str]:
        """The categories above those of the record."""
        found = set()
        for place in places:
            above = self._above.get(place)
            while above:
                found.add(above)
                above = self._above.get(above)
        return found


def _is_region(place: str) -> bool:
    return place.startswith("regions/")
