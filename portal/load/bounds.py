"""What one record says beyond what can be: events to come, scores above their whole, what was never filled in.

Not where its fields are read: a ledger may hold versions from before these bounds, which must stay
readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlmodel import SQLModel

from portal.fields import Kind, shown
from portal.load.gather import Gathered
from portal.load.parsed import Location
from portal.load.rows import field_name
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.models.delivery import Evaluation
from portal.models.money import Account
from portal.problems import Problem

# What stands in a skeleton for a text that is still to be written.
UNFILLED = "……"
# Weights that add up to this are shares of the full mark.
WHOLE = 100_00


def bounds(gathered: Gathered) -> Iterator[Problem]:
    """Days and scores that are out of bounds."""
    for key, row in gathered.rows.items():
        every = (*_past(row), *_most(row), *_above(row), *_parts(row), *_unfilled(row))
        for at, reason, remedy in every:
            place = gathered.parsed[key].place(at)
            yield Problem(*place, field_name(at), reason, remedy)


def _mark(hundredths: int) -> str:
    """«92.5» of 9250."""
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


Told = tuple[Location, str, str]
"""Where in a record, the reason and the remedy."""


def _past(row: Record) -> Iterator[Told]:
    """Events that are told before they happened."""
    model = type(row)
    for name in _days(model):
        day = vars(row)[name]  # as the ORM's way to it takes five times as long
        if day is not None and day > row.published:
            label = model.model_fields[name].title
            reason = f"「{label}」{day} 晚于公开日期 {row.published}"
            remedy = f"核对 {name} 和 published：还没有发生的事，发生以后再公开"
            yield (name,), reason, remedy


@cache
def _days(model: type[SQLModel]) -> tuple[str, ...]:
    """The fields that tell the day of an event that has happened."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if (kind := mark_of(field, Kind)) and kind.past
    )


def _most(row: SQLModel, at: Location = ()) -> Iterator[Told]:
    """Scores above a hundred, in the record and in its parts."""
    for name, most in _bounded(type(row)):
        value = vars(row)[name]
        if most is None:
            for place, part in enumerate(value):
                yield from _most(part, (*at, name, place))
        elif value is not None and value > most:
            reason = f"得分 {_mark(value)} 超过 {_mark(most)}"
            yield (*at, name), reason, f"满分按 {_mark(most)} 分计；别的满分换算以后再写"


@cache
def _bounded(model: type[SQLModel]) -> tuple[tuple[str, int | None], ...]:
    """The fields whose values have a bound, with None for a list of parts that have such."""
    found: list[tuple[str, int | None]] = []
    for name, field in model.model_fields.items():
        kind = mark_of(field, Kind)
        if part := part_of(field.annotation):
            found += [(name, None)] if _bounded(part) else []
        elif kind and kind.most is not None:
            found.append((name, kind.most))
    return tuple(found)


def _above(row: Record) -> Iterator[Told]:
    """Indicators above their weights, where these are the full marks that the total is added up of.

    A weight of 0 is that of a bonus, which has no full mark.
    """
    if not isinstance(row, Evaluation) or sum(one.weight for one in row.indicators) != WHOLE:
        return
    if sum(one.score for one in row.indicators) != row.score:
        return
    for place, one in enumerate(row.indicators):
        if 0 < one.weight < one.score:
            reason = f"「{one.name}」得 {_mark(one.score)} 分，超过权重 {_mark(one.weight)}"
            remedy = "各项得分之和等于总得分，得分就不能超过权重：核对 score 和 weight"
            yield ("indicators", place, "score"), reason, remedy


def _parts(row: Record) -> Iterator[Told]:
    """More for social organisations than there is in all; what is not told is not compared."""
    if isinstance(row, Account):
        whole, part = row.new_services, row.to_organisations
        if whole is not None and part is not None and part > whole:
            reason = "向社会组织购买的支出多于新增支出"
            yield ("to_organisations",), reason, "核对 new_services 和 to_organisations"


def _unfilled(row: SQLModel, at: Location = ()) -> Iterator[Told]:
    """What a skeleton has in place of a text, its mark taken away and nothing written."""
    for name, value in vars(row).items():
        if value == UNFILLED:
            yield (
                (*at, name),
                f"还是空表里的{shown(UNFILLED)}，没有填写",
                "写上内容；没有就删掉这一行",
            )
        elif isinstance(value, list):
            for place, part in enumerate(value):
                if isinstance(part, SQLModel):
                    yield from _unfilled(part, (*at, name, place))
