"""The JSON Schema of each section says what its records are, no more and no less."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from portal import reads
from portal.data.schema import DRAFT, schema
from portal.models.base import Record
from portal.sections import BY_NAME, SECTIONS
from tests.factories import DEFAULTS, Content
from tests.portal.data.conftest import Ask


def validator(text: str) -> Draft202012Validator:
    made = json.loads(text)
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("section", [one.name for one in SECTIONS])
def test_every_record_of_the_demonstration_is_valid(demo: Flask, section: str) -> None:
    with demo.app_context():
        judge = validator(schema(section))
        for one in reads.records(section):
            assert [
                fault.message for fault in judge.iter_errors(reads.values(section, one.id))
            ] == []


CASES: list[tuple[str, Any]] = [
    ("amount", 48000),
    ("amount", "48000.5"),
    ("signed", "2026-02-30"),
    ("reasons", ["别的理由"]),
    ("reasons", "连续性强"),
    ("section", "payments"),
    ("unknown", "x"),
    ("number", None),
]


@pytest.mark.parametrize(("name", "wrong"), CASES)
def test_what_is_not_such_a_record_is_refused(
    purchase: Content, ask: Ask, name: str, wrong: Any
) -> None:
    said = ask(reads.values, "contracts", "contract")
    judge = validator(ask(schema, "contracts"))

    assert judge.is_valid(said)
    assert not judge.is_valid({**said, name: wrong})


def test_what_must_be_there_is_required(purchase: Content, ask: Ask) -> None:
    judge = validator(ask(schema, "contracts"))
    said = ask(reads.values, "contracts", "contract")
    for name in ("id", "title", "published", "project", "supplier", "amount"):
        assert not judge.is_valid({key: value for key, value in said.items() if key != name})


def test_it_speaks_chinese_and_has_an_address(content: Content, ask: Ask) -> None:
    made = json.loads(ask(schema, "contracts"))

    assert made["$schema"] == DRAFT
    assert made["$id"] == "https://test.example.org/gk/data/contracts/schema.json"
    assert made["properties"]["amount"]["title"] == "合同金额"
    assert "元" in made["properties"]["amount"]["description"]
    assert made["properties"]["project"]["description"] == "购买项目（projects）的编号"


@pytest.mark.parametrize("section", sorted(DEFAULTS))
def test_every_field_of_the_model_is_described(content: Content, ask: Ask, section: str) -> None:
    own = set(BY_NAME[section].model.model_fields) - {"path", "html"}

    made = json.loads(ask(schema, section))

    assert set(made["properties"]) == own | {"section"}
    assert all("title" in one for one in made["properties"].values())
    assert set(Record.model_fields) - {"path", "html"} <= own
