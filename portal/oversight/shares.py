"""How much of the catalogues is used, and how much of the projects is inspected."""

from __future__ import annotations

from collections.abc import Iterator

from portal import reads
from portal.language import in_year, say
from portal.oversight.table import (
    FEW,
    Cell,
    Row,
    Table,
    apart,
    count,
    day,
    first_of,
    heads,
    listed,
    record,
    several,
    share,
    tag,
    text,
    to,
)
from portal.plain import Plain
from portal.status import status


def shares() -> list[Table]:
    """Use of a catalogue = items that a project cites ÷ items. Inspected = samples ÷ population."""
    catalogues = reads.records("catalogues")[::-1]
    inspections = reads.records("inspections")[::-1]
    return [
        Table(
            "catalogues",
            say("目录使用"),
            heads("目录", "状态", "目录项", "已购买", "使用率"),
            tuple(_catalogue(one) for one in catalogues),
            formula=say("使用率＝有项目购买的目录项÷全部目录项，每个版本分开计算。"),
        ),
        *(table for one in catalogues for table in _items(one)),
        Table(
            "inspections",
            say("监督抽查"),
            heads("抽查", "抽查日期", "范围内项目", "抽查项目", "抽查比例", "结论"),
            tuple(_inspection(one) for one in inspections),
            formula=say(
                "抽查比例＝抽查的项目数÷范围内项目数。文件要求按比例抽查，没有写明比例是多少。"
            ),
            empty=say("没有公开的监督抽查。"),
        ),
        _by_year(inspections),
    ]


def cited(catalogue: Plain, code: str) -> list[Plain]:
    """The projects that cite an item of a catalogue."""
    return reads.naming("catalogues", catalogue.id, "projects", "item", code)


def _catalogue(one: Plain) -> Row:
    now = status(one)
    used = [item for item in one.items if cited(one, item.code)]
    return Row(
        (
            record(one),
            tag(now.word, now.tone) if now else text(""),
            count(len(one.items), "{number} 项", apart("shares", f"items-{one.id}")),
            count(len(used), "{number} 项"),
            share(len(used), len(one.items)),
        )
    )


def _items(one: Plain) -> Iterator[Table]:
    """The items of a catalogue, and the projects of each that has more than its row lists."""
    cites = [(item, cited(one, item.code)) for item in one.items]
    rows = tuple(
        Row(
            (
                to(f"{item.code} {item.title}", f"{one.url}#item-{item.code}"),
                count(len(projects), "{number} 个"),
                first_of(
                    list(map(record, projects)),
                    "全部 {number} 个",
                    apart("shares", _item(one, item)),
                ),
            )
        )
        for item, projects in cites
    )
    columns = heads("目录项", "项目数", "项目")
    title = say("{catalogue}：各目录项", catalogue=one.title)
    yield Table(f"items-{one.id}", title, columns, rows, apart=True)
    for item, projects in cites:
        if len(projects) > FEW:
            yield listed(_item(one, item), f"{one.title} {item.code} {item.title}", projects)


def _item(one: Plain, item: Plain) -> str:
    return f"items-{one.id}.{item.code}"


def _inspection(one: Plain) -> Row:
    return Row(
        (
            record(one),
            day(one.inspected),
            count(one.population, "{number} 个"),
            count(len(one.samples), "{number} 个"),
            share(len(one.samples), one.population),
            several(_sample(row) for row in one.samples),
        )
    )


def _sample(row: Plain) -> Cell:
    project = reads.title("projects", row.project)
    words = say("{label}：{value}", label=project, value=say(row.finding))
    return to(words, f"/projects/{row.project}/")


def _by_year(inspections: list[Plain]) -> Table:
    rows = []
    for year in sorted({one.inspected.year for one in inspections}, reverse=True):
        found = [one for one in inspections if one.inspected.year == year]
        samples = sum(len(one.samples) for one in found)
        population = sum(one.population for one in found)
        head = (text(in_year(year)), several(record(one) for one in found))
        numbers = (count(population, "{number} 个"), count(samples, "{number} 个"))
        rows.append(Row((*head, *numbers, share(samples, population))))
    return Table(
        "inspected",
        say("各年抽查比例"),
        heads("年度", "抽查", "范围内项目", "抽查项目", "抽查比例"),
        tuple(rows),
        formula=say("各次抽查的项目数之和÷范围内项目数之和。"),
        empty=say("没有公开的监督抽查。"),
    )
