"""Each purchaser year by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal import reads
from portal.language import in_year, say
from portal.oversight import figures
from portal.oversight.figures import Figure, Measure
from portal.oversight.table import (
    Cell,
    Row,
    Table,
    apart,
    count,
    heads,
    listed,
    money,
    named,
    score,
    several,
    text,
)


def years() -> list[Table]:
    """Projects, 分, 人次, mean score and satisfaction a year, for all together and for each.

    Change = this year less the year before, in the unit of the figure.
    """
    found = [of(id) for id in ("", *reads.keys("purchasers"))]
    rows = tuple(row for rows, _ in found for row in rows)
    columns = heads("购买主体", "年度", *(title for title, _, _ in _MEASURES))
    behind = (table for _, tables in found for table in tables)
    return [Table("years", say("年度对比"), columns, rows, say(_FORMULA)), *behind]


@reads.kept
def of(purchaser: str) -> tuple[tuple[Row, ...], tuple[Table, ...]]:
    """A row for each year of a purchaser, of all for "", and the records behind each."""
    name = named("purchasers", purchaser) if purchaser else text(say("全部合计"))
    rows, behind = [], []
    measured = {
        year: [measure(purchaser, figures.year(year)) for _, measure, _ in _MEASURES]
        for year in {told - back for told in _years() for back in (0, 1)}
    }
    for year in _years():
        found, before = measured[year], measured[year - 1]
        records = {one.key: one for figure in found for one in figure.rows}
        if not records:
            continue
        id = f"{purchaser}-{year}" if purchaser else str(year)
        cells = [
            _compared(now, then, show, _CHANGES.get(title, show), apart("years", id))
            for now, then, (title, _, show) in zip(found, before, _MEASURES, strict=True)
        ]
        rows.append(Row((name, Cell(in_year(year), figure=True), *cells)))
        title = say("{name}，{span}的记录", name=name.words, span=in_year(year))
        behind.append(listed(id, title, records.values()))
    return tuple(rows), tuple(behind)


Show = Callable[[int | None], Cell]
_MEASURES: tuple[tuple[str, Measure, Show], ...] = (
    ("新签项目", figures.bought, lambda value: count(value, "{number} 个")),
    ("合同金额", figures.contracted, money),
    ("支付金额", figures.paid, money),
    ("服务人次", figures.served, lambda value: count(value, "{number} 人次")),
    ("末期评价平均分", figures.mean_score, score),
    ("平均满意度", figures.mean_satisfaction, lambda value: score(value, "{number}%")),
)
# The change of a rate is no rate, but points of one.
_CHANGES: dict[str, Show] = {"平均满意度": lambda value: score(value, "{number} 个百分点")}
_FORMULA = (
    "新签项目＝首份合同在当年签订的项目；合同金额＝当年签订的合同和变更；支付金额＝当年的支付；"
    "服务人次＝当年各次评价公布的人次，减去以前已公布的；平均分和满意度取当年的末期评价。"
    "「比上年」是与上一年之差。联合购买由列在首位的购买主体统计，所以各单位相加等于合计。"
)


@reads.read
def _years() -> list[int]:
    """The years of which records tell, the newest first."""
    days = (day for table in _DAYS for (day,) in reads.stored(*table))
    return sorted({int(day[:4]) for day in days}, reverse=True)


_DAYS = (("contracts", "signed"), ("evaluations", "evaluated"), ("payments", "paid"))


def _compared(now: Figure, then: Figure, show: Show, changed: Show, address: str) -> Cell:
    """The figure as a link to its records, and below it the change to the year before."""
    shown = show(now.value)
    if not now.rows:
        return shown
    linked = replace(shown, address=address)
    if not then.rows or now.value is None or then.value is None:
        return linked
    change = now.value - then.value
    sign = "+" if change > 0 else "−" if change else ""
    words = say("比上年 {change}", change=f"{sign}{changed(abs(change)).words}")
    # «个百分点» is too long for one line of the last column.
    return several((linked, Cell(words, figure=changed is show)))
