"""How a model's fields are shown: labels, kinds and targets, read from the model itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import SQLModel

from portal.fields import Kind, Ref
from portal.language import current, say
from portal.marks import enum_of, mark_of, part_of
from portal.models.base import Record
from portal.sections import BY_NAME

# Shown by every page in a place of their own.
_COMMON = frozenset(Record.model_fields)
_FIGURES = frozenset({"amount", "number", "percent", "count"})


@dataclass(frozen=True)
class Shown:
    """One field as pages show it.

    chinese: its name in the record format; `label` is the same in the language of the site.
    coded: whether its values are names of the record format, too, and so are said in that language.
    kind: text, markdown, day, amount, number, percent, count, year, yes, link or parts.
    section: where a link leads; parts: the columns of a list of parts. dialled: whether it is a
    telephone number.
    """

    name: str
    chinese: str
    kind: str
    section: str = ""
    parts: tuple[Shown, ...] = ()
    coded: bool = False
    dialled: bool = False

    @property
    def label(self) -> str:
        return say(self.chinese)

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, set to the right in tables and never broken."""
        return self.kind in _FIGURES

    def text(self, value: Any) -> str:
        """A single value as the page shows it; links stay ids."""
        return say(str(value)) if self.coded else as_text(self.kind, value)


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
            leads = ref.section if ref else ""
            coded = enum_of(field.annotation) is not None
            kind = kind or Kind("text")
            shape.append(Shown(name, label, kind.name, leads, coded=coded, dialled=kind.dialled))
    return tuple(shape)


def amount(fen: int) -> str:
    """«86,500.00 元» from an amount in 分; whole 元 without decimals."""
    yuan, rest = divmod(fen, 100)
    return say("money.plain", number=figures(f"{yuan:,}.{rest:02d}" if rest else f"{yuan:,}"))


def wan(fen: int) -> str:
    """«8.65 万元» from an amount in 分, exactly; the language says by which power of ten it counts."""
    power = 2 + int(say("money.power"))
    whole, rest = divmod(fen, 10**power)
    written = f"{whole:,}.{rest:0{power}d}".rstrip("0").rstrip(".")
    return say("money.large", number=figures(written))


def in_wan(fen: int) -> str:
    """«（8.65 万元）» for an amount from 1 万元 up, "" below: what stands beside the 元."""
    power = 2 + int(say("money.power"))
    return say("money.beside", large=wan(fen)) if fen >= 10**power else ""


def number(hundredths: int) -> str:
    """«95.5» from 9550."""
    return figures(f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip("."))


def percent(part: int, whole: int) -> str:
    """«62.5» from 5 and 8: part ÷ whole in percent with one decimal, half up; whole is not 0."""
    tenths = (part * 2000 + whole) // (2 * whole)
    return figures(f"{tenths // 10}.{tenths % 10}")


def grouped(number: int) -> str:
    """«1,234»."""
    return figures(f"{number:,}")


def figures(text: str) -> str:
    """A number that is written «1,234.5», as the language of the site writes it."""
    return current().figures(text)


def size(count: int) -> str:
    """How large a file is: «953 字节», «12.3 KB», «4.0 MB», by thousands."""
    if count < 1000:
        return say("size.bytes", number=count)
    power, unit = next(one for one in _SIZES if round(count / one[0], 1) < 1000)
    return f"{figures(f'{count / power:,.1f}')} {unit}"


_SIZES = ((10**3, "KB"), (10**6, "MB"), (10**9, "GB"), (10**12, "TB"))


def day(value: datetime.date) -> str:
    """«2026年3月2日»."""
    return current().day(value, say("format.day"))


def weekday(value: datetime.date) -> str:
    """«星期一»."""
    return current().day(value, "EEEE")


_AS_TEXT: dict[str, Any] = {
    "amount": amount,
    "number": number,
    "percent": lambda value: number(value) + "%",
    "count": grouped,
    "day": day,
    "yes": lambda value: say("是" if value else "否"),
}


def as_text(kind: str, value: Any) -> str:
    """A single value of a kind as the page shows it; links stay ids."""
    return str(_AS_TEXT.get(kind, str)(value))
