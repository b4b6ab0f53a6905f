"""Who noted the deadlines of a record, or copied a purchase's data, learns that it was withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from build.pages import pages
from portal import deadlines, reads
from portal.ledger import files
from portal.ocds import packages
from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office
from tests.portal.ocds.standard import faults, needs_standard

FIRST, LATER = "2026-06-30", "2026-07-02"
PROJECT = ("contracts/contract", "publicity/publicity", "announcements/notice", "projects/gone")
EVERYWHERE = (
    "/calendar.ics",
    "/projects/gone/calendar.ics",
    "/purchasers/purchaser/calendar.ics",
    "/suppliers/supplier/calendar.ics",
    "/regions/990100/calendar.ics",
)


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    office = Office(world, tmp_path / "state")
    world.add("projects", "gone", title="走访", number="JS-2026-009")
    world.add("announcements", "notice", project="gone")
    world.add("corrections", "first", corrects="announcements/notice", project="gone")
    world.add("publicity", "publicity", project="gone")
    world.add("contracts", "contract", project="gone")
    office.publish(FIRST)
    return office


def withdraw(office: Office, *records: str) -> None:
    log = office.look(FIRST).log
    for record in records:
        (office.content.folder / f"{record}.md").unlink()
        office.declare(record, log.newest[record], "撤回", date=LATER)
    office.publish(LATER)


def events(app: Flask, address: str) -> dict[str, Any]:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    found = Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")
    return {str(one["uid"]).partition("@")[0]: one for one in found}


def test_the_deadlines_of_a_withdrawn_project_are_called_off_in_every_calendar(
    office: Office, make_app: MakeApp
) -> None:
    before = events(make_app(FIRST), "/projects/gone/calendar.ics")
    withdraw(office, "corrections/first", *PROJECT)
    app = make_app(LATER)

    for address in EVERYWHERE:
        found = events(app, address)
        wanted = {"ends-contracts-contract"}
        if "supplier" not in address:
            wanted |= {"closes-announcements-notice", "until-publicity-publicity"}
        assert wanted <= found.keys(), address
        for uid in wanted:
            one = found[uid]
            assert one["status"] == "CANCELLED"
            assert one["dtstart"].dt == before[uid]["dtstart"].dt
            assert int(one["sequence"]) > int(before[uid].get("sequence", 0))
    one = events(app, "/projects/gone/calendar.ics")["closes-announcements-notice"]
    assert str(one["summary"]) == "申报截止：走访（已撤回）"
    assert "由甲市总工会撤回。原因：金额写错" in str(one["description"])
    assert str(one["url"]) == "https://test.example.org/gk/announcements/notice/"


def test_one_record_that_was_withdrawn_leaves_the_others_as_they_are(
    office: Office, make_app: MakeApp
) -> None:
    withdraw(office, "corrections/first", "announcements/notice")

    found = events(make_app(LATER), "/projects/gone/calendar.ics")

    assert found["closes-announcements-notice"]["status"] == "CANCELLED"
    assert "status" not in found["ends-contracts-contract"]


def test_a_record_that_came_again_is_newer_than_its_withdrawal(
    office: Office, make_app: MakeApp
) -> None:
    withdraw(office, "corrections/first", "announcements/notice")
    gone = events(make_app(LATER), "/projects/gone/calendar.ics")["closes-announcements-notice"]
    office.content.add("announcements", "notice", project="gone", published="2026-07-03")
    office.publish("2026-07-03")

    back = events(make_app("2026-07-03"), "/calendar.ics")["closes-announcements-notice"]

    assert "status" not in back
    assert int(back["sequence"]) > int(gone["sequence"])


def release(app: Flask) -> dict[str, Any]:
    (record,) = json.loads(app.test_client().get("/projects/gone/ocds.json").text)["records"]
    (found,) = record["releases"]
    assert record["compiledRelease"]["tender"]["status"] == "withdrawn"
    return dict(found)


def test_the_data_of_a_withdrawn_project_say_so(office: Office, make_app: MakeApp) -> None:
    ocid = json.loads(make_app(FIRST).test_client().get("/projects/gone/ocds.json").text)
    withdraw(office, "corrections/first", *PROJECT)
    app = make_app(LATER)

    found = release(app)

    assert found["ocid"] == ocid["records"][0]["ocid"]
    assert found["date"] == f"{LATER}T00:00:00+08:00"
    assert found["tender"]["description"] == "由甲市总工会撤回。原因：金额写错"
    assert "走访" not in json.dumps(found, ensure_ascii=False)
    for kind in packages.KINDS:
        (held,) = [one for one in _packages(app, kind) if found["ocid"] in one]
        assert f'"id": "{found["id"]}"' in held or f"#{found['id']}" in held


@needs_standard
def test_they_keep_to_the_standard(office: Office, make_app: MakeApp) -> None:
    withdraw(office, "corrections/first", *PROJECT)
    app = make_app(LATER)
    with app.app_context():
        assert faults("record", json.loads(packages.of_project("gone") or "")) == []
    for kind in packages.KINDS:
        for text in _packages(app, kind):
            assert faults(kind.removesuffix("s"), json.loads(text)) == []


def _packages(app: Flask, kind: str) -> list[str]:
    with app.app_context():
        return [packages.page(kind, *it) or "" for it in packages.pages(kind)]


def test_every_address_is_frozen(office: Office, make_app: MakeApp) -> None:
    withdraw(office, "corrections/first", *PROJECT)
    app = make_app(LATER)
    with app.test_request_context():
        listed = [(endpoint, values.get("id")) for endpoint, values in pages(app)]
        for section in deadlines.GROUPS:
            made = [id for id in reads.keys(section) if deadlines.of_group(section, id)]
            assert list(deadlines.having(section)) == made
            assert made
    for endpoint in ("ics.project", "ocds.project"):
        assert listed.count((endpoint, "gone")) == 1


def test_of_a_text_that_was_removed_by_law_only_the_withdrawal_is_told(
    office: Office, make_app: MakeApp
) -> None:
    withdraw(office, "corrections/first", *PROJECT)
    log, _ = files.read_log(office.content.folder)
    said = [one.n for one in log.entries if one.sha256 and one.record in PROJECT]
    files.remove(office.content.folder, said)
    app = make_app(LATER)

    assert app.test_client().get("/projects/gone/calendar.ics").status_code == 404
    assert release(app)["tender"]["status"] == "withdrawn"
