"""Amounts that an import converts, or that are larger or smaller than is likely, said in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from build.forms.shape import Column, columns
from build.importing.filed import Filed

# In 元: what one purchase of services rarely reaches, and a wrong unit soon does.
UNLIKELY = 100_000_000
# In 元: less is a price in 万元 under a heading that does not say so («8.65»).
LITTLE = 100
_LARGE = ((100_000_000, "亿元"), (10_000, "万元"))


def amount_words(yuan: Decimal) -> str:
    """«500,000,000 元（5 亿元）»; below 1 万元 without brackets."""
    plain = f"{_plain(yuan)} 元"
    beside = next((f"（{_plain(yuan / by)} {unit}）" for by, unit in _LARGE if yuan >= by), "")
    return plain + beside


def amount_remarks(one: Filed) -> Iterator[str]:
    """A line for each amount of the draft that changes the record, was converted or is unlikely."""
    changed = set(one.changed)
    for column in columns(one.draft.section):
        if column.name not in changed:
            continue
        for place, label, text in _amounts(column, one.draft.values.get(column.name)):
            written = one.draft.converted.get(place)
            try:
                yuan = Decimal(text)
            except InvalidOperation:
                continue
            doubt = "，超过 1 亿元，请核对单位" if yuan > UNLIKELY else ""
            doubt = doubt or f"，不到 {LITTLE} 元，请核对单位" * (0 < yuan < LITTLE)
            if written or doubt:
                lead = f"表里写 {written}，记为 " if written else ""
                yield f"{label}：{lead}{amount_words(yuan)}{doubt}"


def _amounts(column: Column, value: Any) -> Iterator[tuple[str, str, str]]:
    """(place as in Draft.places, label, text) of the amounts of a field."""
    if column.kind == "amount" and isinstance(value, str):
        yield column.name, column.label, value
    for number, row in enumerate(value if column.parts and isinstance(value, list) else (), 1):
        for part in column.parts:
            text = row.get(part.name) if isinstance(row, dict) else None
            if part.kind == "amount" and isinstance(text, str):
                label = f"{column.label}第 {number} 项的{part.label}"
                yield f"{column.name}[{number}].{part.name}", label, text


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
