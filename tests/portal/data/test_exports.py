"""A section's files: every record once, whole while it is small, and by year."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask import Flask

from portal import reads, store
from portal.canonical import canonical, digest
from portal.data import parts as dividing
from portal.data.exports import export, files
from portal.data.parts import parts
from portal.data.schema import schema
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.data.conftest import Ask


@pytest.fixture
def years(content: Content) -> Content:
    """Five notices of three years, written in another order."""
    for id, day in [
        ("e", "2026-05-02"),
        ("a", "2024-03-01"),
        ("c", "2026-01-02"),
        ("b", "2024-12-31"),
    ]:
        content.add("notices", id, published=day)
    content.add("notices", "d", published="2025-06-01")
    return content


def test_a_small_section_is_whole_and_by_year(years: Content, ask: Ask) -> None:
    assert [(one.name, one.count) for one in ask(parts, "notices")] == [
        ("all", 5),
        ("2026", 2),
        ("2025", 1),
        ("2024", 2),
    ]


def test_a_large_one_is_by_year_only(
    years: Content, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dividing, "MOST", 4)
    assert [one.name for one in ask(parts, "notices")] == ["2026", "2025", "2024"]


def test_a_section_with_as_many_as_the_limit_is_whole(
    years: Content, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dividing, "MOST", 5)
    assert ask(parts, "notices")[0].name == "all"


def test_a_year_holds_its_own_records_oldest_first(years: Content, ask: Ask) -> None:
    found = json.loads(ask(export, "notices", "2024", "json"))

    assert [one["record"]["id"] for one in found["records"]] == ["a", "b"]
    assert (found["part"], found["count"], found["title"]) == ("2024", 2, "通知公告")


def test_a_section_without_records_has_no_file(content: Content, make_app: MakeApp) -> None:
    app = make_app()
    with app.app_context():
        assert files("notices") == []
    for name in ("all.json", "2026.csv"):
        assert app.test_client().get(f"/data/notices/{name}").status_code == 404


def test_every_format_holds_every_record_once(demo: Flask) -> None:
    with demo.app_context():
        for section in SECTIONS:
            ids = [one.id for one in reads.records(section.name)]
            if not ids:
                continue
            data = json.loads(export(section.name, "all", "json"))
            assert [one["record"]["id"] for one in data["records"]] == ids
            text = export(section.name, "all", "csv").decode("utf-8-sig")
            assert [row["编号"] for row in csv.DictReader(io.StringIO(text))] == ids


def test_what_a_project_says_stands_beside_its_records_not_in_them(
    purchase: Content, ask: Ask
) -> None:
    (one,) = json.loads(ask(export, "contracts", "all", "json"))["records"]

    assert one["derived"] == {
        "purchasers": [{"id": "purchaser", "title": "purchasers purchaser"}],
        "region": {"id": "990100", "title": "regions 990100"},
        "category": {"id": "scheme#care", "title": "schemes scheme · 困难帮扶"},
    }
    assert digest(canonical(one["record"])) == one["sha256"]
    described = json.loads(ask(schema, "contracts"))["$defs"]["derived"]["properties"]
    assert list(described) == list(one["derived"])
    (notice,) = json.loads(ask(export, "regions", "all", "json"))["records"]
    assert "derived" not in notice


def test_a_record_of_a_project_is_asked_about_with_its_project_once(
    purchase: Content, make_app: MakeApp
) -> None:
    for number in range(20):
        purchase.add("announcements", f"a{number}")
    app = make_app()
    with app.app_context():
        export("announcements", "all", "csv")
        asked = [name for name, *_ in store.of(app).answers if name.endswith("derived._said")]
    assert len(asked) == 1


def test_each_record_has_a_line_of_its_own(demo: Flask) -> None:
    with demo.app_context():
        lines = export("contracts", "all", "json").decode().splitlines()
        assert len(lines) == reads.count("contracts") + 2


def test_a_file_says_when_its_newest_record_was_published(years: Content, ask: Ask) -> None:
    found = {one.part: one.changed.isoformat() for one in ask(files, "notices")}
    assert found == {
        "all": "2026-05-02", "2026": "2026-05-02", "2025": "2025-06-01", "2024": "2024-12-31",
    }  # fmt: skip
