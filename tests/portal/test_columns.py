"""What a row is kept as is what its models say of themselves."""

from __future__ import annotations

import json

from portal.columns import columns, kept
from portal.load import load
from portal.marks import part_of
from portal.sections import SECTIONS
from portal.settings import CHECKOUT


def test_parts_are_kept_as_their_models_write_them() -> None:
    seen = 0
    for row in load(CHECKOUT / "content").rows.values():
        for column, value in zip(columns(type(row)), kept(row), strict=True):
            if part_of(type(row).model_fields[column.name].annotation):
                parts = [part.model_dump(mode="json") for part in vars(row)[column.name]]
                assert json.loads(value) == parts
                seen += len(parts)
    assert seen > 100


def test_a_part_has_no_parts() -> None:
    """Their days would not be kept as text."""
    for section in SECTIONS:
        for field in section.model.model_fields.values():
            if part := part_of(field.annotation):
                assert not any(part_of(one.annotation) for one in part.model_fields.values())
