"""Judged by the standard: no error, no field that nobody defined, no code that does not exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from ocdsmerge import Merger

from portal.ocds import packages
from portal.ocds.codes import EXTENSIONS
from portal.ocds.merge import compiled
from portal.ocds.releases import releases
from tests.factories import Content
from tests.portal.ocds.conftest import Ask
from tests.portal.ocds.standard import faults, needs_standard, read, release_schema

pytestmark = needs_standard


def every(app: Flask) -> Iterator[tuple[str, Any]]:
    """(kind, package) of every package of the portal."""
    with app.app_context():
        for kind in packages.KINDS:
            for year, number in packages.pages(kind):
                yield kind.removesuffix("s"), json.loads(packages.page(kind, year, number) or "")
        for id in packages.processes():
            yield "record", json.loads(packages.of_project(id) or "")


@pytest.fixture(scope="module")
def found(demo: Flask) -> list[tuple[str, Any]]:
    return list(every(demo))


def test_the_demonstration_has_no_fault(found: list[tuple[str, Any]]) -> None:
    assert len(found) > 20
    for kind, package in found:
        assert faults(kind, package) == [], package["uri"]


def inner(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        yield from inner(item)


def test_every_organisation_that_is_named_is_a_party(found: list[tuple[str, Any]]) -> None:
    """What the reference validator does not see."""
    for kind, package in found:
        if kind == "release":
            for release in package["releases"]:
                named = {one["id"] for one in inner(release) if one.keys() == {"id", "name"}}
                assert named <= {party["id"] for party in release["parties"]}, release["id"]


def test_no_two_objects_of_a_list_have_the_same_id(found: list[tuple[str, Any]]) -> None:
    for _, package in found:
        for one in inner(package):
            for name, value in one.items():
                if isinstance(value, list) and name not in ("releases", "records"):
                    ids = [item["id"] for item in value if isinstance(item, dict) and "id" in item]
                    assert len(set(ids)) == len(ids), name


def test_open_codes_are_of_the_standard_or_say_that_they_are_ours(
    found: list[tuple[str, Any]],
) -> None:
    types = codes("documentType.csv")
    roles = codes("partyRole.csv")
    for _, package in found:
        for one in inner(package):
            if "documentType" in one:
                assert one["documentType"] in types or one["documentType"].startswith("x_")
            for role in one.get("roles", ()):
                assert role in roles or role.startswith("x_")


def codes(name: str) -> set[str]:
    return {row["Code"] for row in read(f"codelists/{name}")}


def test_the_packages_declare_the_extensions_they_use(found: list[tuple[str, Any]]) -> None:
    for _, package in found:
        assert package["extensions"] == list(EXTENSIONS)
        assert all(one.endswith("/extension.json") for one in package["extensions"])


WRONG = [
    ("an unknown field", {"colour": "red"}),
    ("a code that does not exist", {"tag": ["invented"]}),
    ("a moment without a zone", {"date": "2026-03-02T00:00:00"}),
    ("an empty text", {"language": ""}),
    ("an extension's unknown field", {"bids": {"details": [{"id": "1", "score": 3}]}}),
]


@pytest.mark.parametrize(("fault", "change"), WRONG, ids=[name for name, _ in WRONG])
def test_the_judge_sees(purchase: Content, ask: Ask, fault: str, change: dict[str, Any]) -> None:
    package = json.loads(ask(packages.page, "releases", 2026, 1))
    assert faults("release", package) == []
    package["releases"][0] |= change
    assert faults("release", package) != []


def test_merging_agrees_with_the_reference(demo: Flask) -> None:
    merger = Merger(release_schema())
    with demo.app_context():
        for id in packages.processes():
            made = compiled(releases(id))
            assert made == merger.create_compiled_release(list(releases(id)))
            assert compiled(releases(id)) == made, "merging changed what it merged"


def test_merging_a_whole_purchase_agrees_too(purchase: Content, ask: Ask) -> None:
    purchase.add("corrections", "c", published="2026-06-25", corrects="contracts/contract")
    purchase.add("acceptances", "a", published="2027-02-10", accepted="2027-02-08")
    found = ask(releases, "project", today="2027-03-01")
    assert compiled(found) == Merger(release_schema()).create_compiled_release(list(found))
