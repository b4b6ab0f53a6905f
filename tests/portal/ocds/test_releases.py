"""Each published record is one release, and a release stays what it was."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from portal import reads
from portal.ocds.mapping import MAPPING
from portal.ocds.packages import processes
from portal.ocds.releases import BUILDERS, moments, releases
from tests.factories import Content
from tests.portal.ocds.conftest import Ask

OCID = "ocds-000000-project"


def made(ask: Ask, today: str = "2026-06-30") -> list[Any]:
    return list(ask(releases, "project", today=today))


def one(found: list[Any], section: str) -> Any:
    (release,) = [it for it in found if it["id"].startswith(f"{OCID}-{section}-")]
    return release


def test_every_event_of_a_purchase_is_a_release_in_its_order(purchase: Content, ask: Ask) -> None:
    assert [
        (it["id"].removeprefix(f"{OCID}-"), it["date"][:10], it["tag"]) for it in made(ask)
    ] == [
        ("plans-plan", "2026-01-02", ["planning"]),
        ("projects-project", "2026-01-02", ["planningUpdate"]),
        ("announcements-announcement", "2026-02-02", ["tender"]),
        ("reviews-review", "2026-02-26", ["tenderUpdate"]),
        ("publicity-publicity", "2026-03-02", ["award"]),
        ("publicity-publicity-end", "2026-03-10", ["awardUpdate"]),
        ("contracts-contract", "2026-03-12", ["contract"]),
        ("payments-payment", "2026-04-02", ["implementation"]),
        ("followups-followup", "2026-05-07", ["implementationUpdate"]),
        ("amendments-amendment", "2026-06-02", ["contractAmendment"]),
        ("evaluations-evaluation", "2026-06-21", ["implementationUpdate"]),
    ]


def test_a_release_is_dated_at_midnight_in_china(purchase: Content, ask: Ask) -> None:
    assert one(made(ask), "contracts")["date"] == "2026-03-12T00:00:00+08:00"


def test_a_weight_is_told_to_its_last_digit(purchase: Content, ask: Ask) -> None:
    criteria = [{"name": "数量", "weight": "12.5"}, {"name": "质量", "weight": "87.5"}]
    purchase.add("announcements", "announcement", published="2026-02-02", criteria=criteria)

    told = one(made(ask), "announcements")["tender"]["documents"][1]["description"]

    assert told == "数量 12.5%；质量 87.5%"


def test_an_award_is_pending_until_its_window_is_over(purchase: Content, ask: Ask) -> None:
    during = made(ask, "2026-03-09")
    assert during[-1]["awards"][0]["status"] == "pending"
    over = made(ask, "2026-03-10")
    assert over[:-1] == during
    assert over[-1]["awards"] == [{"id": "publicity", "status": "active"}]
    assert over[-1]["tender"] == {"id": "project", "status": "complete"}


def test_old_releases_stay_as_they_are_while_new_ones_come(purchase: Content, ask: Ask) -> None:
    days = ["2026-02-01", "2026-03-01", "2026-03-20", "2026-05-30", "2026-06-30"]
    before: list[Any] = []
    for day in days:
        now = made(ask, day)
        assert now[: len(before)] == before
        assert len(now) > len(before)
        before = now


def test_a_record_with_an_earlier_date_changes_no_other_release(
    purchase: Content, ask: Ask
) -> None:
    before = made(ask)
    purchase.add("followups", "late", published="2026-04-20", seen="2026-04-10")

    now = made(ask)

    assert {it["id"] for it in now} - {it["id"] for it in before} == {f"{OCID}-followups-late"}
    # Only the word «update» tells that there was one before.
    assert [it for it in now if it["id"] in {it["id"] for it in before}] == before


def test_a_termination_ends_tender_and_award(purchase: Content, ask: Ask) -> None:
    for section in ("contracts/contract", "amendments/amendment", "payments/payment"):
        (purchase.folder / f"{section}.md").unlink()
    purchase.add(
        "terminations", "t", published="2026-03-05", terminated="2026-03-05", failed="无人申报"
    )

    found = made(ask)

    ended = one(found, "terminations")
    assert ended["tag"] == ["tenderCancellation", "awardCancellation"]
    assert ended["tender"]["status"] == "unsuccessful"
    assert ended["awards"] == [{"id": "publicity", "status": "cancelled"}]
    assert found[-2 if found[-1]["id"].endswith("evaluation") else -1]["tag"] != ["awardUpdate"]
    assert one([it for it in found if it["id"].endswith("-end")], "publicity")["tag"] == [
        "awardCancellation"
    ]


CORRECTED = [
    ("announcements/announcement", "tenderAmendment", "tender"),
    ("reviews/review", "tenderAmendment", "tender"),
    ("publicity/publicity", "awardUpdate", "awards"),
    ("contracts/contract", "contractAmendment", "contracts"),
    ("amendments/amendment", "contractAmendment", "contracts"),
]


@pytest.mark.parametrize(("corrects", "tag", "part"), CORRECTED)
def test_a_correction_amends_what_it_corrects(
    purchase: Content, ask: Ask, corrects: str, tag: str, part: str
) -> None:
    purchase.add("corrections", "c", published="2026-06-25", corrects=corrects)

    release = one(made(ask), "corrections")

    section = release[part][0] if part != "tender" else release[part]
    (amendment,) = section["amendments"]
    assert release["tag"] == [tag]
    assert amendment["amendsReleaseID"] == f"{OCID}-{corrects.replace('/', '-')}"
    assert amendment["releaseID"] == release["id"]
    assert "由「一百户」改为「一百二十户」" in amendment["description"]


def test_a_correction_of_a_project_is_a_document_of_the_planning(
    purchase: Content, ask: Ask
) -> None:
    purchase.add("corrections", "c", published="2026-06-25")
    release = one(made(ask), "corrections")
    assert release["tag"] == ["planningUpdate"]
    assert "改为" in release["planning"]["documents"][0]["description"]


def test_a_correction_of_what_has_no_amendments_says_the_change_in_its_document(
    purchase: Content, ask: Ask
) -> None:
    purchase.add("corrections", "c", published="2026-06-25", corrects="evaluations/evaluation")
    release = one(made(ask), "corrections")
    (paper,) = release["contracts"][0]["implementation"]["documents"]
    assert release["tag"] == ["implementationUpdate"]
    assert "由「一百户」改为「一百二十户」" in paper["description"]


def test_an_acceptance_ends_the_contract_at_its_amended_end(purchase: Content, ask: Ask) -> None:
    purchase.add("acceptances", "a", published="2027-02-10", accepted="2027-02-08")
    release = one(made(ask, "2027-03-01"), "acceptances")
    (contract,) = release["contracts"]
    assert release["tag"] == ["implementationUpdate", "contractTermination"]
    assert contract["status"] == "terminated"
    assert contract["implementation"]["endDate"] == "2027-01-31T23:59:59+08:00"


def test_the_end_is_that_of_the_amendment_signed_last_however_late_another_is_published(
    purchase: Content, ask: Ask
) -> None:
    fields = {"signed": "2026-05-20", "published": "2026-06-23", "kind": "续签", "amount": "500"}
    purchase.add("amendments", "earlier", **fields, ends="2026-12-31")
    purchase.add("acceptances", "a", published="2027-02-10", accepted="2027-02-08")

    found = made(ask, "2027-03-01")

    (amended,) = next(it for it in found if it["id"].endswith("-earlier"))["contracts"]
    (accepted,) = one(found, "acceptances")["contracts"]
    assert amended["period"] == {"endDate": "2027-01-31T23:59:59+08:00"}
    assert accepted["implementation"]["endDate"] == amended["period"]["endDate"]


def test_a_failed_acceptance_ends_nothing(purchase: Content, ask: Ask) -> None:
    purchase.add(
        "acceptances", "a", published="2027-02-10", accepted="2027-02-08", finding="不通过"
    )
    (contract,) = one(made(ask, "2027-03-01"), "acceptances")["contracts"]
    assert "status" not in contract


def test_the_last_payment_gives_the_final_value(purchase: Content, ask: Ask) -> None:
    purchase.add(
        "payments", "last", published="2026-06-22", paid="2026-06-22", amount="39000", final="是"
    )
    release = next(it for it in made(ask) if it["id"].endswith("-last"))
    done = release["contracts"][0]["implementation"]
    assert done["finalValue"] == {"amount": 49000, "currency": "CNY"}
    assert release["tag"] == ["implementationUpdate"]


def test_a_contract_without_publicity_brings_its_own_award(world: Content, ask: Ask) -> None:
    world.add("contracts", "contract")
    release = one(made(ask), "contracts")
    assert release["tag"] == ["award", "contract"]
    assert release["awards"][0]["id"] == release["contracts"][0]["awardID"] == "contract-contract"


def test_a_contract_follows_the_award_of_its_own_lot(world: Content, ask: Ask) -> None:
    world.add("publicity", "large", amount="28000")
    world.add("publicity", "small", amount="20000", published="2026-03-03", until="2026-03-10")
    world.add("contracts", "contract", amount="28000")
    assert one(made(ask), "contracts")["contracts"][0]["awardID"] == "large"


METHODS = [
    ("公开招标", True, "open"),
    ("邀请招标", False, "selective"),
    ("竞争性磋商", True, "open"),
    ("单一来源", False, "direct"),
    ("竞争性磋商", False, None),
]


@pytest.mark.parametrize(("method", "announced", "code"), METHODS)
def test_how_it_was_bought_follows_the_way_in(
    world: Content, ask: Ask, method: str, announced: bool, code: str | None
) -> None:
    world.add("projects", "project", method=method)
    if announced:
        world.add("announcements", "a", published="2026-02-02", method=method)
    said = [it["tender"] for it in made(ask) if it["tag"] != ["planning"]]
    assert said[-1].get("procurementMethod") == code
    assert said[0]["procurementMethodDetails"] == method


def test_what_is_like_a_grant_is_a_process_only_when_announced(world: Content, ask: Ask) -> None:
    world.add("projects", "project", form="项目补贴")
    assert (ask(processes), made(ask)) == ((), [])
    world.add("announcements", "a", published="2026-02-02")
    assert ask(processes) == ("project",)


def test_roles_add_up_because_merging_replaces_them(purchase: Content, ask: Ask) -> None:
    seen = [
        party["roles"]
        for release in made(ask)
        for party in release["parties"]
        if party["name"] == "suppliers supplier"
    ]
    assert seen[0] == ["tenderer"]
    assert seen[-1] == ["tenderer", "supplier", "payee"]


def test_every_record_of_the_demonstration_is_in_as_many_releases_as_it_should(
    demo: Flask,
) -> None:
    with demo.app_context():
        ids = [it["id"] for project in processes() for it in releases(project)]
        records = {
            f"{project}-{section.name}-{it.id}"
            for project in processes()
            for section, found in reads.related("projects", project)
            if section.name in BUILDERS
            for it in found
            if getattr(it, "project", None) in (None, project)
        }
        prefix = f"{reads.site().ocid_prefix}-"
    assert len(set(ids)) == len(ids)
    told = {id.removeprefix(prefix) for id in ids if not id.endswith("-end")}
    assert records <= told
    assert all("-plans-" in id or "-projects-" in id for id in told - records)


def test_the_dates_of_releases_are_known_without_making_them(demo: Flask) -> None:
    with demo.app_context():
        for project in reads.keys("projects"):
            assert moments(project) == tuple(it["date"] for it in releases(project)), project


def test_the_page_about_the_mapping_tells_what_is_made(demo: Flask) -> None:
    rows = {row.section: set(row.tags) for row in MAPPING}
    assert rows.keys() == BUILDERS.keys()
    with demo.app_context():
        for project in processes():
            for release in releases(project):
                section = next(name for name in rows if f"{project}-{name}-" in release["id"])
                assert set(release["tag"]) <= rows[section], release["id"]


def test_what_was_evaluated_in_another_project_is_no_event_of_this_one(
    purchase: Content, ask: Ask
) -> None:
    purchase.add("projects", "earlier", number="earlier")
    purchase.add("evaluations", "used", project="earlier", used_in=["projects/project"])

    assert not [it for it in made(ask) if it["id"].endswith("used")]
    assert list(ask(moments, "project")) == [it["date"] for it in made(ask)]


def test_a_contract_is_active_once_it_is_signed(purchase: Content, ask: Ask) -> None:
    purchase.add("contracts", "contract", starts="2026-06-01")
    assert one(made(ask), "contracts")["contracts"][0]["status"] == "active"
