"""Who copies pages and files learns by their days what to fetch again, whatever a record's own date says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import etree

from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office

BASE = "https://test.example.org/gk/"


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    """Published on the 2nd of March: what the world has, and notices of two years."""
    world.add("notices", "old", published="2025-06-01")
    world.add("notices", "new", published="2026-03-01")
    world.add("announcements", "a", published="2026-03-01")
    office = Office(world, tmp_path / "state")
    office.publish("2026-03-02")
    return office


def mapped(app: Flask, address: str) -> dict[str, str]:
    """Address → lastmod of a sitemap."""
    tree: Any = etree.fromstring(app.test_client().get(address).data)
    return {one[0].text.removeprefix(BASE): one[1].text for one in tree if len(one) > 1}


def modified(app: Flask, dataset: str) -> dict[str, str]:
    """dct:modified of a dataset («») and of its JSON files by their names."""
    catalog = json.loads(app.test_client().get("/data/catalog.jsonld").data)
    (found,) = [one for one in catalog["dataset"] if one["@id"].endswith(f"/{dataset}/#dataset")]
    files = {one["downloadURL"].rpartition("/")[2]: one for one in found["distribution"]}
    days = {name: one["modified"] for name, one in files.items() if name.endswith(".json")}
    return {"": found["modified"], **days}


def revise(office: Office, key: str, day: str, **fields: Any) -> None:
    office.declare(key, office.look(day).log.newest[key])
    section, id = key.split("/")
    office.content.add(section, id, **fields)
    office.publish(day)


def test_a_revision_dates_files_and_pages(office: Office, make_app: MakeApp) -> None:
    revise(office, "notices/old", "2026-04-01", title="改了", published="2025-06-01")
    app = make_app("2026-04-01")

    assert modified(app, "notices") == {
        "": "2026-04-01", "all.json": "2026-04-01", "2025.json": "2026-04-01",
        "2026.json": "2026-03-02",
    }  # fmt: skip
    found = mapped(app, "/sitemap-notices-1.xml")
    assert found == {
        "notices/": "2026-04-01", "notices/old/": "2026-04-01", "notices/new/": "2026-03-02",
    }  # fmt: skip
    assert mapped(app, "/sitemap-site-1.xml")["data/notices/"] == "2026-04-01"
    assert mapped(app, "/sitemap.xml")["sitemap-notices-1.xml"] == "2026-04-01"


def test_what_came_late_dates_them_by_the_day_on_which_it_came(
    office: Office, make_app: MakeApp
) -> None:
    office.content.add("notices", "late", published="2025-01-05")
    office.publish("2026-04-01")

    found = modified(make_app("2026-04-01"), "notices")

    assert (found["2025.json"], found["2026.json"]) == ("2026-04-01", "2026-03-02")


def test_open_contracting_packages_are_as_new_as_the_records_that_make_them(
    office: Office, make_app: MakeApp
) -> None:
    office.content.add("contracts", "late", published="2025-12-30", signed="2025-12-30")
    office.publish("2026-03-05")
    revise(office, "announcements/a", "2026-04-01", title="改了", published="2026-03-01")
    app = make_app("2026-04-01")
    package, older, one = (
        json.loads(app.test_client().get(address).data)
        for address in (
            "/data/ocds/releases/2026/1.json",
            "/data/ocds/releases/2025/1.json",
            "/projects/project/ocds.json",
        )
    )

    assert package["publishedDate"] == "2026-04-01T00:00:00+08:00"
    assert older["publishedDate"] == "2026-03-05T00:00:00+08:00"
    assert one["publishedDate"] == "2026-04-01T00:00:00+08:00"
    assert modified(app, "ocds")[""] == "2026-04-01"
    assert {release["date"][:4] for release in older["releases"]} == {"2025"}


def test_a_withdrawal_dates_what_the_record_is_missing_from(
    office: Office, make_app: MakeApp
) -> None:
    office.content.add("notices", "older", published="2025-05-01")
    office.publish("2026-03-03")
    office.declare("notices/old", office.look("2026-04-01").log.newest["notices/old"], "撤回")
    (office.content.folder / "notices" / "old.md").unlink()
    office.publish("2026-04-01")
    app = make_app("2026-04-01")

    assert modified(app, "notices")["2025.json"] == "2026-04-01"
    assert modified(app, "notices")["2026.json"] == "2026-03-02"
    assert mapped(app, "/sitemap-notices-1.xml")["notices/"] == "2026-04-01"


def test_the_page_of_a_project_and_of_a_party_is_as_new_as_what_it_shows(
    office: Office, make_app: MakeApp
) -> None:
    office.content.add("announcements", "b", published="2026-05-06")
    office.publish("2026-05-06")
    app = make_app("2026-05-06")

    assert mapped(app, "/sitemap-projects-1.xml")["projects/project/"] == "2026-05-06"
    assert mapped(app, "/sitemap-purchasers-1.xml")["purchasers/purchaser/"] == "2026-05-06"
    assert mapped(app, "/sitemap-announcements-1.xml")["announcements/a/"] == "2026-03-02"
    assert modified(app, "projects")["all.json"] == "2026-03-02", "its row says nothing new"


def test_a_page_says_since_when_it_is_as_it_is(office: Office, make_app: MakeApp) -> None:
    revise(office, "announcements/a", "2026-04-01", title="改了", published="2026-03-01")
    app = make_app("2026-04-01")
    revised = app.test_client().get("/announcements/a/").text
    other = app.test_client().get("/notices/new/").text

    told = '<meta property="article:modified_time" content="2026-04-01T00:00:00+08:00">'
    assert told in revised
    assert '"dateModified":"2026-04-01"' in revised
    assert "modified_time" not in other
    assert "dateModified" not in other


def test_a_page_is_as_new_as_the_correction_that_it_names(
    office: Office, make_app: MakeApp
) -> None:
    for name, day in (("fix", "2026-04-01"), ("again", "2026-04-05")):
        office.content.add("corrections", name, corrects="announcements/a", published=day)
    office.publish("2026-04-05")
    app = make_app("2026-04-05")

    assert mapped(app, "/sitemap-announcements-1.xml")["announcements/a/"] == "2026-04-05"
    assert '"dateModified":"2026-04-05"' in app.test_client().get("/announcements/a/").text


def test_who_uses_the_data_is_told_what_becomes_of_changed_records(
    office: Office, make_app: MakeApp
) -> None:
    told = make_app().test_client().get("/data/api/").text
    office.content.site(ledger="否")
    for file in sorted(office.folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    office.folder.rmdir()
    other = make_app().test_client().get("/data/api/").text

    assert "撤回的，文件里不再出现" in told
    assert "公开账本里都有" not in other


def test_without_a_ledger_a_record_is_as_old_as_it_says(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", published="2026-03-01")
    app = make_app()

    assert modified(app, "notices") == dict.fromkeys(("", "all.json", "2026.json"), "2026-03-01")
    assert mapped(app, "/sitemap-notices-1.xml")["notices/n/"] == "2026-03-01"
