"""What oversight pages are made of: tables of cells, all shown by one template."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from portal import display, reads
from portal.language import say
from portal.plain import Plain


@dataclass(frozen=True)
class Cell:
    """One value as a reader sees it.

    address: root-relative; "" for no link.
    tone: makes it a tag (templates/components/tag.html). figure: set in one line. number: a figure that is
    compared with those above and below it.
    day: for dates. meter: (value, owed) drawn as a bar. parts: cells one below the other.
    note: said in small print after the words.
    """

    words: str = ""
    address: str = ""
    tone: str = ""
    figure: bool = False
    number: bool = False
    day: datetime.date | None = None
    meter: tuple[int, int] | None = None
    parts: tuple[Cell, ...] = ()
    note: str = ""

    @property
    def text(self) -> str:
        """All words of the cell and its parts, parts divided by «；»."""
        own = self.words + self.note
        return say("marks.semicolon").join([own, *self._inner()] if own else self._inner())

    @property
    def is_number(self) -> bool:
        """Whether the cell begins with a number."""
        return self.parts[0].is_number if self.parts else self.number

    def _inner(self) -> list[str]:
        return [one.text for one in self.parts]


@dataclass(frozen=True)
class Row:
    """One row; its first cell heads it. id: the row's anchor on the oversight page, or ""."""

    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True)
class Table:
    """One table of a page.

    id: its anchor, and the name of its own pages; formula: how the numbers are computed, for the reader; empty: what is said
    instead of a table without rows; apart: stands on pages of its own only, which a number links to;
    whole: is never divided, as its rows are linked to or no more than policies have.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    formula: str = ""
    empty: str = field(default_factory=partial(say, "没有这样的记录。"))
    apart: bool = False
    whole: bool = False

    @property
    def numbers(self) -> frozenset[int]:
        """The places of columns of numbers, and words in the place of some, which end below each other."""
        columns = enumerate(zip(*(row.cells for row in self.rows), strict=True))
        return frozenset(
            place
            for place, cells in columns
            if any(cell.is_number for cell in cells)
            and all(cell.is_number or cell == text(cell.words) for cell in cells)
        )


HOME = "/oversight/"
EMPTY = Cell("—")
# A cell lists no more than so many records.
FEW = 5


def apart(page: str, id: str = "") -> str:
    """The address of the table of this id of an oversight page, on pages of its own; "": below which all are."""
    return f"{HOME}{page}/tables/{id}{id and '/'}"


def heads(*messages: str) -> tuple[str, ...]:
    """The heads of columns in the language of the site."""
    return tuple(map(say, messages))


def text(words: str | None, note: str = "") -> Cell:
    """Words; a dash for none."""
    return Cell(words, note=note) if words else EMPTY


def to(words: str, address: str) -> Cell:
    """A link."""
    return Cell(words, address)


def record(one: Plain | None, words: str = "") -> Cell:
    """A record's title (or other words) as a link to its page."""
    return Cell(words or one.title, one.url) if one else EMPTY


def named(section: str, id: str) -> Cell:
    """The same for the record of this id."""
    return record(reads.record(section, id))


def count(number: int | None, unit: str = "", address: str = "") -> Cell:
    """A whole number; unit: a message that says it with its unit, such as «{number} 件»."""
    if number is None:
        return EMPTY
    words = display.grouped(number)
    return Cell(say(unit, number=words) if unit else words, address, number=True)


def money(fen: int | None, address: str = "") -> Cell:
    """An amount in 分 as 元, with 万元 in small print from 1 万元 up; a dash for none."""
    if fen is None:
        return EMPTY
    return Cell(display.amount(fen), address, number=True, note=display.in_wan(fen))


def day(value: datetime.date | None) -> Cell:
    """A date; a dash for none."""
    return Cell(display.day(value), day=value) if value else EMPTY


def score(hundredths: int | None, unit: str = "") -> Cell:
    """A number of hundredths, such as a score or a percentage; unit: as for a count."""
    if hundredths is None:
        return EMPTY
    words = display.number(hundredths)
    return Cell(say(unit, number=words) if unit else words, number=True)


def share(part: int, whole: int) -> Cell:
    """Part ÷ whole in percent, with one decimal; a dash without a whole."""
    if not whole:
        return EMPTY
    return Cell(f"{display.percent(part, whole)}%", number=True)


def tag(words: str, tone: str) -> Cell:
    """A word in a colour."""
    return Cell(words, tone=tone)


def several(cells: Iterable[Cell]) -> Cell:
    """Cells one below the other; a dash for none."""
    parts = tuple(cells)
    return Cell(parts=parts) if parts else EMPTY


def first_of(cells: Sequence[Cell], whole: str, address: str) -> Cell:
    """As `several`, but of more than FEW the first ones, and a link to the table that lists all.

    whole: a message such as «全部 {number} 个».
    """
    if len(cells) <= FEW:
        return several(cells)
    return several((*cells[:FEW], to(say(whole, number=len(cells)), address)))


def listed(id: str, title: str, records: Iterable[Plain]) -> Table:
    """The records behind a number: title, and day of publication."""
    rows = tuple(Row((record(one), day(one.published))) for one in records)
    return Table(id, title, heads("记录", "公开日期"), rows, apart=True)
