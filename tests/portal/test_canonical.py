"""A record has one canonical form, from which the same record can be made again."""

from __future__ import annotations

import datetime
import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from portal import columns
from portal.canonical import Fingerprint, canonical, digest, fingerprint, values, written
from portal.fields import HIDDEN, Kind, Ref
from portal.marks import mark_of, part_of
from portal.models.base import Record
from portal.sections import BY_NAME, SECTIONS
from tests.factories import DEFAULTS, Content

each_section = pytest.mark.parametrize("section", [one.name for one in SECTIONS])


def make(section: str, **fields: Any) -> Record:
    data = {
        "id": "one",
        "path": f"{section}/one.md",
        "title": "一条记录",
        "published": "2026-03-02",
        **DEFAULTS[section],
        **fields,
    }
    return BY_NAME[section].model.model_validate(data)


def test_values_are_exact_and_say_only_what_the_record_says() -> None:
    row = make(
        "evaluations", score="92.5", indicators=[{"name": "户数", "weight": "40", "score": "38.25"}]
    )

    found = values("evaluations", row)

    assert found == {
        "section": "evaluations",
        "id": "one",
        "title": "一条记录",
        "published": "2026-03-02",
        "project": "project",
        "supplier": "supplier",
        "stage": "中期评估",
        "evaluated": "2026-06-20",
        "score": "92.50",
        "rating": "优秀",
        "indicators": [{"name": "户数", "weight": "40.00", "score": "38.25"}],
    }


@pytest.mark.parametrize(
    ("written", "expected"), [("86500", "86500.00"), ("0.05", "0.05"), ("1" * 13, "1" * 13 + ".00")]
)
def test_amounts_are_in_yuan_with_two_decimals(written: str, expected: str) -> None:
    assert values("projects", make("projects", budget=written))["budget"] == expected


def test_attachments_have_the_digest_of_their_bytes(content: Content) -> None:
    file = content.write("x.pdf", b"abc")
    row = make("projects", attachments=[{"file": "x.pdf", "title": "合同"}])

    found = values("projects", row, {"x.pdf": fingerprint(file)})["attachments"]

    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found == [{"file": "x.pdf", "title": "合同", "sha256": known, "size": 3}]


def test_the_page_is_no_part_of_it_but_every_other_field_is() -> None:
    row = make("projects", body="正文")
    before = canonical(values("projects", row))

    row.html = "<p>另一种样子</p>"
    row.path = "projects/2026/one.md"
    assert canonical(values("projects", row)) == before

    row.body = "正文。"
    assert canonical(values("projects", row)) != before


def test_bytes_are_sorted_compact_utf8() -> None:
    assert canonical({"b": "“公开”\n", "a": [1, True], "c": "\x7f"}) == (
        '{"a":[1,true],"b":"“公开”\\n","c":"\x7f"}'.encode()
    )
    assert digest(b"abc").startswith("ba7816bf")


@each_section
def test_fields_of_records_do_not_hide_the_section(section: str) -> None:
    assert "section" not in BY_NAME[section].model.model_fields


CHARACTERS = st.characters(exclude_categories=("Cs", "Cn", "Co")).filter(
    lambda character: not HIDDEN.search(character)
)
LINES = (
    st.text(CHARACTERS, min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda text: text and "\n" not in text)
)
DECIMALS = st.decimals("0", "9999999999999", places=2).map(str)
BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": LINES,
    "markdown": st.lists(LINES, min_size=1).map("\n\n".join),
    "day": st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)).map(str),
    "amount": DECIMALS,
    "number": DECIMALS,
    "percent": st.decimals("0", "100", places=2).map(str),
    "count": st.integers(0, 999_999_999_999).map(str),
    "year": st.integers(1900, 2100).map(str),
    "yes": st.sampled_from(["是", "否"]),
}


def written_field(field: FieldInfo) -> st.SearchStrategy[Any]:
    """What a file may say in this field, as text."""
    if part := part_of(field.annotation):
        return st.lists(written_part(part), max_size=2)
    kind, ref = mark_of(field, Kind), mark_of(field, Ref)
    if ref:
        one = st.sampled_from(["a-1", "b"] if ref.section else ["projects/a-1"])
        one = one.map(lambda id: f"{id}#x") if ref.part else one
    elif words := word_class(field.annotation):
        one = st.sampled_from([word.value for word in words])
    else:
        one = BY_KIND[kind.name if kind else "text"]
    return st.lists(one, min_size=1, max_size=2) if "list[" in repr(field.annotation) else one


def word_class(annotation: Any) -> type[StrEnum] | None:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    return next(filter(None, map(word_class, getattr(annotation, "__args__", ()))), None)


def written_part(part: type[SQLModel]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: written_field(field) for name, field in part.model_fields.items()}
    needed = {
        name: fields.pop(name) for name, one in part.model_fields.items() if one.is_required()
    }
    return st.fixed_dictionaries(needed, optional=fields)


def is_sound(section: str, data: dict[str, Any]) -> bool:
    try:
        make(section, **data)
    except ValidationError:
        return False
    return True


@settings(deadline=None)
@given(
    st.sampled_from([one.name for one in SECTIONS]).flatmap(
        lambda section: st.fixed_dictionaries(
            {},
            optional={
                name: written_field(field)
                for name, field in BY_NAME[section].model.model_fields.items()
                if name not in ("id", "path", "html")
            },
        ).map(lambda data: (section, data))
    )
)
def test_the_same_record_can_be_made_from_its_canonical_form(case: tuple[str, Any]) -> None:
    section, data = case
    # What one field may not say beside another is left to the defaults.
    while not is_sound(section, data):
        data.popitem()
    row = make(section, **data)
    files = {one.file: Fingerprint("ab" * 32, 3) for one in row.attachments}
    said = values(section, row, files)

    again = BY_NAME[section].model.model_validate(written(json.loads(canonical(said)), row.path))

    assert again == row
    assert values(section, again, files) == said
    assert values(section, columns.given(section, type(row), columns.kept(row)), files) == said
