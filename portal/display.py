"""How a model's fields are shown: labels, kinds and targets, read from the model itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import SQLModel

from portal.fields import Kind, Ref
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.sections import BY_NAME

# Shown by every page in a place of their own.
_COMMON = frozenset(Record.model_fields)
_FIGURES = frozenset({"amount", "number", "percent", "count"})


@dataclass(frozen=True)
class Shown:
    """One field as pages show it.

    kind: text, markdown, day, amount, number, percent, count, year, yes, link or parts.
    section: where a link leads; parts: the columns of a list of parts.
    """

    name: str
    label: str
    kind: str
    section: str = ""
    parts: tuple[Shown, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, set to the right in tables and never broken."""
        return self.kind in _FIGURES


@cache
def fields(section: str) -> dict[str, Shown]:
    """The section's own fields in the model's order, by name."""
    model = BY_NAME[section].model
    return {one.name: one for one in _shape(model) if one.name not in _COMMON}


def _shape(model: type[SQLModel]) -> tuple[Shown, ...]:
    shape = []
    for name, field in model.model_fields.items():
        label = field.title or name
        if part := part_of(field.annotation):
            shape.append(Shown(name, label, "parts", parts=_shape(part)))
        else:
            kind, ref = mark_of(field, Kind), mark_of(field, Ref)
            shape.append(
                Shown(name, label, kind.name if kind else "text", ref.section if ref else "")
            )
    return tuple(shape)


def amount(fen: int) -> str:
    """«86,500.00 元» from an amount in 分; whole 元 without decimals."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}.{rest:02d} 元" if rest else f"{yuan:,} 元"


def wan(fen: int) -> str:
    """«8.65 万元» from an amount in 分, exactly: a 分 is the sixth decimal of a 万元."""
    whole, rest = divmod(fen, 1_000_000)
    return f"{whole:,}.{rest:06d}".rstrip("0").rstrip(".") + " 万元"


def in_wan(fen: int) -> str:
    """«（8.65 万元）» for an amount from 1 万元 up, "" below: what stands beside the 元."""
    return f"（{wan(fen)}）" if fen >= 1_000_000 else ""


def number(hundredths: int) -> str:
    """«95.5» from 9550."""
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def day(value: datetime.date) -> str:
    """«2026年3月2日»."""
    return f"{value.year}年{value.month}月{value.day}日"


def weekday(value: datetime.date) -> str:
    """«星期一»."""
    return "星期" + "一二三四五六日"[value.weekday()]


_AS_TEXT: dict[str, Any] = {
    "amount": amount,
    "number": number,
    "percent": lambda value: number(value) + "%",
    "count": lambda value: f"{value:,}",
    "day": day,
    "yes": lambda value: "是" if value else "否",
}


def as_text(kind: str, value: Any) -> str:
    """A single value of a kind as the page shows it; links stay ids."""
    return str(_AS_TEXT.get(kind, str)(value))
