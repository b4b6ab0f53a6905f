"""Long tables divided: an oversight page shows how they begin, pages of their own hold all rows.

The first of these pages holds what is left over when all others, counted from the last row, hold SIZE
rows: a row that joins in front, as the newest do, changes no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from portal import reads
from portal.oversight.pages import BY_NAME
from portal.oversight.table import Table, apart

# So many rows stand on a page of a table's own, on its first page up to twice as many.
SIZE = 50
# An oversight page shows about so many rows in all, of one table no more and no fewer than these.
ROOM, MOST, LEAST = 200, 50, 5


class Part(NamedTuple):
    """A table as an oversight page shows it.

    rows: how many it has in all; address: of its own pages, "" where it is shown whole.
    """

    table: Table
    rows: int
    address: str


class Slice(NamedTuple):
    """What one page of a table shows of it.

    address: of the page; rows: how many it has in all, on its first page only, as any new row changes that.
    ways: (first, before, after or last; address) of the pages that one goes on to, each once.
    """

    address: str
    table: Table
    rows: int
    ways: tuple[tuple[str, str], ...]


@reads.read
def parts(name: str) -> list[Part]:
    """What an oversight page shows: each table but for those that stand apart."""
    tables = _tables(name)
    own = _divided(tables)
    most = _most(tables)
    return [
        Part(replace(one, rows=one.rows[:most]), len(one.rows), apart(name, one.id))
        if one.id in own
        else Part(one, len(one.rows), "")
        for one in tables
        if not one.apart
    ]


@reads.read
def divided(name: str) -> tuple[tuple[str, int], ...]:
    """The tables of an oversight page that have pages of their own, each with how many."""
    found = _divided(_tables(name)).items()
    return tuple((id, _pages(len(table.rows))) for id, table in found)


def addresses(name: str) -> Iterator[str]:
    """The root-relative addresses of these pages."""
    for id, number in divided(name):
        yield from (_address(name, id, one) for one in _order(number))


@reads.read
def slice_of(name: str, id: str, number: int) -> Slice | None:
    """One page of a table: its first, number 0, or another, counted from the last; None without it."""
    table = _divided(_tables(name)).get(id)
    total = len(table.rows) if table else 0
    pages = _pages(total)
    if table is None or number >= pages:
        return None
    stop = total - ((number or pages) - 1) * SIZE
    start = stop - SIZE if number else 0
    ways = tuple((way, _address(name, id, one)) for way, one in _ways(number, pages))
    shown = replace(table, rows=table.rows[start:stop])
    return Slice(_address(name, id, number), shown, 0 if number else total, ways)


def _pages(rows: int) -> int:
    return max(1, rows // SIZE)


def _order(pages: int) -> list[int]:
    """The numbers of a table's pages as one reads them: those after the first count down to the last, 1."""
    return [0, *range(pages - 1, 0, -1)]


def _ways(number: int, pages: int) -> Iterator[tuple[str, int]]:
    order = _order(pages)
    at = order.index(number)
    if at > 1:
        yield "first", order[0]
    if at > 0:
        yield "before", order[at - 1]
    if at < pages - 1:
        yield "after", order[at + 1]
    if at < pages - 2:
        yield "last", order[-1]


def _address(name: str, id: str, number: int) -> str:
    return f"{apart(name, id)}{number}/" if number else apart(name, id)


@reads.read
def _tables(name: str) -> list[Table]:
    return BY_NAME[name].tables()


def _divided(tables: list[Table]) -> dict[str, Table]:
    """Those that have pages of their own, by their ids."""
    most = _most(tables)
    return {one.id: one for one in tables if one.apart or (len(one.rows) > most and not one.whole)}


def _most(tables: list[Table]) -> int:
    """How many rows of a table stand on the oversight page."""
    shown = sum(not one.apart for one in tables)
    return max(LEAST, min(MOST, ROOM // max(1, shown)))
