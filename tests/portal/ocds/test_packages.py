"""Packages: everything once, in pages that stay full, and the same sums as the portal's own pages."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask

from portal import display, reads
from portal.ocds import packages
from portal.ocds.releases import releases
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.ocds.conftest import Ask
from tests.reading import links, own, page, words


@pytest.fixture(scope="module")
def compiled(demo: Flask) -> list[Any]:
    """The compiled releases of all processes, from the packages of the years."""
    with demo.app_context():
        texts = [packages.page("records", *it) or "" for it in packages.pages("records")]
    return [record["compiledRelease"] for text in texts for record in json.loads(text)["records"]]


def test_every_release_stands_in_one_package(demo: Flask) -> None:
    with demo.app_context():
        held = [
            release["id"]
            for it in packages.pages("releases")
            for release in json.loads(packages.page("releases", *it) or "")["releases"]
        ]
        assert sorted(held) == sorted(
            release["id"] for id in packages.processes() for release in releases(id)
        )


def test_a_record_leads_to_its_releases(demo: Flask) -> None:
    with demo.app_context():
        base = reads.site().base_url
        text = packages.page("records", *packages.pages("records")[0]) or ""
    visitor = demo.test_client()
    for linked in json.loads(text)["records"][0]["releases"]:
        address, _, id = linked["url"].removeprefix(base).partition("#")
        package = json.loads(visitor.get(f"/{address}").text)
        (release,) = [one for one in package["releases"] if one["id"] == id]
        assert (release["date"], release["tag"]) == (linked["date"], linked["tag"])


def test_a_package_has_so_many_and_the_oldest_first(
    purchase: Content, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(packages._SIZES, "releases", 4)
    assert ask(packages.pages, "releases") == [(2026, 1), (2026, 2), (2026, 3)]
    dates = [
        one["date"]
        for number in (1, 2, 3)
        for one in json.loads(ask(packages.page, "releases", 2026, number))["releases"]
    ]
    assert len(dates) == 11
    assert dates == sorted(dates)


def test_a_package_is_dated_by_its_newest_release(purchase: Content, ask: Ask) -> None:
    package = json.loads(ask(packages.page, "releases", 2026, 1))
    assert package["publishedDate"] == package["releases"][-1]["date"]
    assert package["publisher"] == {"name": "测试单位", "uri": "https://test.example.org/gk/"}


@pytest.mark.parametrize(
    "address",
    ["/projects/other/ocds.json", "/data/ocds/releases/2020/1.json", "/data/ocds/records/2026/9.json",
     "/data/ocds/releases/2026/0.json"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(purchase: Content, make_app: MakeApp, address: str) -> None:
    assert make_app().test_client().get(address).status_code == 404


def test_the_prefix_is_the_sites_own(purchase: Content, make_app: MakeApp) -> None:
    assert "没有登记" in words(page(make_app(), "/data/ocds/"))
    purchase.site(ocid_prefix="ocds-abc123")
    app = make_app()
    with app.app_context():
        assert releases("project")[0]["ocid"] == "ocds-abc123-project"
    assert "ocds-abc123" in words(page(app, "/data/ocds/"))


def test_a_projects_page_leads_to_its_record(purchase: Content, make_app: MakeApp) -> None:
    seen = own("/projects/project/", links(page(make_app(), "/projects/project/")))
    assert "/projects/project/ocds.json" in seen


def number_on(app: Flask, address: str) -> int:
    """How many records a section's page says it has."""
    (found,) = set(re.findall(r"共 (\d+) 条记录", words(page(app, address))))
    return int(found)


def test_counts_are_those_of_the_portals_pages(demo: Flask, compiled: list[Any]) -> None:
    contracts = [one for release in compiled for one in release.get("contracts", ())]
    awards = [
        one
        for release in compiled
        for one in release.get("awards", ())
        if not one["id"].startswith("contract-")
    ]
    paid = [it for one in contracts for it in one.get("implementation", {}).get("transactions", ())]
    left = words(page(demo, "/data/ocds/")).partition("另有 ")[2].partition(" 个项目")[0]

    assert len(compiled) + int(left or 0) == number_on(demo, "/projects/")
    assert len(contracts) == number_on(demo, "/contracts/")
    assert len(awards) == number_on(demo, "/publicity/")
    assert len(paid) == number_on(demo, "/payments/")


def test_sums_are_those_of_each_projects_page(demo: Flask, compiled: list[Any]) -> None:
    """Budget, amount of the contracts with their changes, and what was paid, project by project."""
    for release in compiled:
        id = release["tender"]["id"]
        with demo.app_context():
            project = reads.record("projects", id)
            signed = reads.naming("projects", id, "contracts")
            changes = reads.naming("projects", id, "amendments")
            payments = reads.naming("projects", id, "payments")
        assert project
        said = words(page(demo, f"/projects/{id}/"))
        budget = round(release["planning"]["budget"]["amount"]["amount"] * 100)
        assert display.amount(budget) in said
        value = sum(round(one["value"]["amount"] * 100) for one in release.get("contracts", ()))
        assert value == sum(one.amount for one in signed) + sum(it.amount or 0 for it in changes)
        paid = sum(
            round(it["value"]["amount"] * 100)
            for one in release.get("contracts", ())
            for it in one.get("implementation", {}).get("transactions", ())
        )
        assert paid == sum(it.amount for it in payments)
        for one in release.get("contracts", ()):
            here = [it for it in payments if it.contract == one["id"]]
            if here:
                shown = words(page(demo, f"/contracts/{one['id']}/"))
                assert display.amount(sum(it.amount for it in here)) in shown


def test_no_tender_is_open_once_there_is_a_contract(compiled: list[Any]) -> None:
    """Also where none was made public before the contract."""
    signed = [one for one in compiled if one.get("contracts")]
    assert len(signed) > 15
    assert {one["tender"]["status"] for one in signed} == {"complete"}
