"""The references of a record that could not be made, as its file has them: so that all is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlmodel import SQLModel

from portal.fields import ID, Ref
from portal.load.parsed import Location
from portal.marks import mark_of, part_of

_ANY = re.compile(rf"({ID.pattern})/({ID.pattern})")
_PART = re.compile(rf"{ID.pattern}#.+")


def written(model: type[SQLModel], data: dict[str, Any]) -> Iterator[tuple[Location, Ref, str]]:
    """(location, what kind of target, value) of each reference that is one by its form.

    Those that are none are problems already, told where the fields are typed.
    """
    for location, ref, text in texts(model, data):
        if not ref.section and (read := _ANY.fullmatch(text)):
            yield location, Ref(read[1]), read[2]
        elif ref.section and (_PART if ref.part else ID).fullmatch(text):
            yield location, ref, text


def texts(
    model: type[SQLModel], data: dict[str, Any], at: Location = ()
) -> Iterator[tuple[Location, Ref, str]]:
    """(location, mark, text) of whatever stands in a field for references."""
    for name, field in model.model_fields.items():
        value = data.get(name)
        items = list(enumerate(value)) if isinstance(value, list) else []
        if part := part_of(field.annotation):
            for number, row in items:
                if isinstance(row, dict):
                    yield from texts(part, row, (*at, name, number))
        elif ref := mark_of(field, Ref):
            for number, item in items:
                if isinstance(item, str):
                    yield (*at, name, number), ref, item
            if isinstance(value, str):
                yield (*at, name), ref, value
