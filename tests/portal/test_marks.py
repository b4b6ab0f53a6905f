from __future__ import annotations

from typing import Annotated

import pytest
from sqlmodel import Field, SQLModel

from portal.fields import Kind, Ref
from portal.marks import classes, is_list, mark_of, part_of

Marked = Annotated[str, Kind("text"), Ref("regions")]


class Row(SQLModel):
    name: str


class Example(SQLModel):
    plain: str
    marked: Marked
    described: Marked = Field(title="标题")
    optional: Marked | None = None
    several: list[Marked] = []
    rows: list[Row] = []


@pytest.mark.parametrize("name", ["marked", "described", "optional", "several"])
def test_marks_are_found_wherever_the_annotation_holds_them(name: str) -> None:
    assert mark_of(Example.model_fields[name], Kind) == Kind("text")
    assert mark_of(Example.model_fields[name], Ref) == Ref("regions")


@pytest.mark.parametrize("name", ["plain", "rows"])
def test_a_field_without_marks_has_none(name: str) -> None:
    assert mark_of(Example.model_fields[name], Kind) is None


@pytest.mark.parametrize(("name", "part"), [("rows", Row), ("several", None), ("plain", None)])
def test_the_class_of_parts_is_found(name: str, part: type[SQLModel] | None) -> None:
    assert part_of(Example.model_fields[name].annotation) is part


@pytest.mark.parametrize(
    ("name", "found"),
    [("plain", [str]), ("optional", [str, type(None)]), ("several", [list]), ("rows", [list])],
)
def test_the_classes_of_a_field_are_found_and_a_list_is_one(name: str, found: list[type]) -> None:
    annotation = Example.model_fields[name].annotation
    assert list(classes(annotation)) == found
    assert is_list(annotation) == (found == [list])
