"""Charts as plain values: bars with their words and lengths, drawn as inline SVG by components/chart.html.

pygal and leather were considered: the first brings style elements and scripts that the strict policy
forbids, the second fixed fonts and colours. A bar needs only its length; the rest is a table, which
is what screen readers, print and narrow screens need anyway.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.data.tables import neutral
from portal.display import amount, grouped, in_wan
from portal.language import say

# Lengths are given in thousandths of the longest bar's.
FULL = 1000


@dataclass(frozen=True)
class Bar:
    """One value. words: as people read it; number: as programs do, without unit and separators.

    address: root-relative, of what is behind the value, or ""; length: 0 to FULL.
    tone: "" usual, else open, soon, done or bad as tags have them.
    """

    label: str
    value: int
    words: str
    number: str
    address: str = ""
    tone: str = ""
    length: int = 0


@dataclass(frozen=True)
class Chart:
    """One chart with its table. id: its anchor and the name of its CSV file; about: how it is computed."""

    id: str
    title: str
    about: str
    head: tuple[str, str]
    bars: tuple[Bar, ...]

    @property
    def told(self) -> str:
        """What the picture shows, in a sentence for those who do not see it."""
        return say("marks.semicolon").join(f"{one.label} {one.words}" for one in self.bars)


def chart(
    id: str, title: str, about: str, head: tuple[str, str], bars: Iterable[Bar], *, full: int = 0
) -> Chart:
    """The chart, its bars measured against the longest, or against `full` where there is a whole."""
    found = tuple(bars)
    longest = full or max((one.value for one in found), default=0) or 1
    return Chart(id, title, about, head, tuple(_measured(one, longest) for one in found))


def _measured(one: Bar, longest: int) -> Bar:
    length = min(FULL, (one.value * FULL + longest // 2) // longest)
    return replace(one, length=length)


def money(label: str, fen: int, address: str = "", tone: str = "") -> Bar:
    """A bar of an amount in 分."""
    words = amount(fen) + in_wan(fen)
    return Bar(label, fen, words, f"{fen // 100}.{fen % 100:02d}", address, tone)


def count(label: str, number: int, unit: str, address: str = "", tone: str = "") -> Bar:
    """A bar of a whole number; unit: a message that says it with its unit, such as «{number} 次»."""
    return Bar(label, number, say(unit, number=grouped(number)), str(number), address, tone)


def share(label: str, part: int, whole: int, unit: str) -> Bar:
    """A bar of part ÷ whole in percent, rounded down; unit: as for `count`, of «part/whole»."""
    percent = part * 100 // whole
    number = say(unit, number=f"{part}/{whole}")
    words = say("{name}（{words}）", name=f"{percent}%", words=number)
    return Bar(label, percent, words, str(percent), tone="open" if part == whole else "soon")


def as_csv(one: Chart) -> str:
    """The chart's table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(one.head)
    writer.writerows((neutral(bar.label), bar.number) for bar in one.bars)
    return "\ufeff" + text.getvalue()
