"""What of a field differs between two versions of a record, so that a person finds the place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from portal.canonical import OF_BYTES, label
from portal.fields import apart, shown
from portal.marks import part_of
from portal.sections import BY_NAME


def difference(section: str, name: str, before: Any, after: Any) -> str:
    """One difference in words.

    before, after: the field's canonical values (texts, numbers, lists, None), not equal.
    """
    where = f"「{label(section, name)}」"
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return f"{where}原有 {len(before)} 项，现有 {len(after)} 项"
        pairs = zip(count(1), before, after)
        number, before, after = next(one for one in pairs if one[1] != one[2])
        where += f"第 {number} 项"
        if isinstance(before, dict) and isinstance(after, dict):
            names = [one for one in {**after, **before} if before.get(one) != after.get(one)]
            if set(names) <= OF_BYTES:
                return f"{where}{shown(after.get('file', ''))}的内容变了"
            part = names[0]
            where += f"的「{_part_label(section, name, part)}」"
            before, after = before.get(part), after.get(part)
    texts = apart(*("" if one is None else _text(one) for one in (before, after)))
    first, second = (f"「{one}」" if one else "（没有）" for one in texts)
    return f"{where}原为{first}，现为{second}"


def _part_label(section: str, name: str, part: str) -> str:
    field = BY_NAME[section].model.model_fields.get(name)
    model = part_of(field.annotation) if field else None
    fields: Mapping[str, Any] = model.model_fields if model else {}
    return (fields[part].title if part in fields else None) or part


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
