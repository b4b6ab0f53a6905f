"""JSON-LD: what things pages are about, safe inside HTML and under the strict policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from portal.data import parts
from tests.browser.serving import serving
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.metadata.reading import BASE, graph


def test_the_home_page_says_who_publishes_and_how_to_search(
    content: Content, make_app: MakeApp
) -> None:
    content.site(phone="0990-5550001", publisher_url="https://zgh.example.org/")
    found = graph(make_app(), "/")

    assert found["GovernmentOrganization"]["name"] == "测试单位"
    assert found["GovernmentOrganization"]["telephone"] == "0990-5550001"
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}search/?q={{search_term_string}}"


def test_a_list_is_a_dataset_of_the_section_s_files(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", published="2025-03-02")
    content.add("notices", "m", published="2026-03-02")
    app = make_app()
    found = graph(app, "/notices/")["Dataset"]

    assert found["license"].startswith("https://creativecommons.org/")
    assert found["creator"]["@type"] == "GovernmentOrganization"
    files = {one["encodingFormat"]: one["contentUrl"] for one in found["distribution"]}
    assert files["text/csv"] == f"{BASE}data/notices/all.csv"
    assert files["application/json"] == f"{BASE}data/notices/all.json"
    for address in files.values():
        assert app.test_client().get(f"/{address.removeprefix(BASE)}").status_code == 200
    assert graph(app, "/plans/")["Dataset"]["distribution"] == [], "no record, no file"


def test_a_dataset_too_large_for_one_file_names_its_years(
    content: Content, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 1)
    content.add("notices", "n", published="2025-03-02")
    content.add("notices", "m", published="2026-03-02")

    found = graph(make_app(), "/notices/")["Dataset"]["distribution"]

    assert [one["contentUrl"].removeprefix(f"{BASE}data/notices/") for one in found] == [
        f"{year}.{ending}" for year in ("2026", "2025") for ending in ("xlsx", "csv", "json")
    ]


@pytest.mark.parametrize(
    ("section", "days"),
    [
        ("announcements", ("2026-02-02", "2026-02-20")),
        ("publicity", ("2026-03-02", "2026-03-09")),
        ("single-sources", ("2026-03-02", "2026-03-09")),
    ],
)
def test_a_window_is_an_event_of_its_days(
    world: Content, make_app: MakeApp, section: str, days: tuple[str, str]
) -> None:
    fields = {"published": days[0], "until": days[1]} if section == "single-sources" else {}
    world.add(section, "w", **fields)
    event = graph(make_app(), f"/{section}/w/")["Event"]

    assert (event["startDate"], event["endDate"]) == days
    assert event["location"]["url"] == f"{BASE}{section}/w/"
    assert [one["name"] for one in event["organizer"]] == ["purchasers purchaser"]
    assert event["eventStatus"] == "https://schema.org/EventScheduled"

    world.add("terminations", "end", ends=f"{section}/w", terminated=days[1])

    event = graph(make_app(), f"/{section}/w/")["Event"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_records_are_the_things_that_they_are(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "p")
    world.add("corrections", "c", corrects="publicity/p", published="2026-03-05")
    app = make_app()

    law = graph(app, "/policies/policy/")["Legislation"]
    assert law["legislationPassedBy"] == [{"@type": "Organization", "name": "甲市总工会"}]
    assert graph(app, "/suppliers/supplier/")["NGO"]["identifier"]["propertyID"] == "USCC"
    assert graph(app, "/purchasers/purchaser/")["Organization"]["areaServed"]["name"]
    assert graph(app, "/regions/990100/")["AdministrativeArea"]["identifier"]["value"] == "990100"
    document = graph(app, "/corrections/c/")["DigitalDocument"]
    assert document["isBasedOn"] == f"{BASE}publicity/p/"
    assert document["isPartOf"]["url"] == f"{BASE}projects/project/"


def test_every_record_says_where_it_stands(world: Content, make_app: MakeApp) -> None:
    trail = graph(make_app(), "/projects/project/")["BreadcrumbList"]["itemListElement"]

    assert [step["item"] for step in trail] == [
        BASE,
        f"{BASE}projects/",
        f"{BASE}projects/project/",
    ]
    assert [step["position"] for step in trail] == [1, 2, 3]


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a & b", "'引' \"号\""]
)
def test_no_title_can_end_the_data_block(content: Content, make_app: MakeApp, title: str) -> None:
    content.add("notices", "n", title=title)
    app = make_app()

    assert graph(app, "/notices/n/")["DigitalDocument"]["name"] == title
    text = app.test_client().get("/notices/n/").text
    start = text.index('<script type="application/ld+json">') + 35
    assert "<" not in text[start : text.index("</script>", start)]


@pytest.mark.browser
def test_the_policy_lets_the_data_block_stand(
    world: Content, make_app: MakeApp, browser_page: Page, tmp_path: Path
) -> None:
    """`browser_page` fails on any violation of the content security policy."""
    world.add("notices", "n", title="</script><script>document.title = 'x'</script>")
    page = make_app(frozen=True).test_client().get("/notices/n/").data
    (tmp_path / "page.html").write_bytes(page)
    with serving(tmp_path) as address:
        browser_page.goto(f"{address}page.html")
        found = browser_page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)"
        )

        title = browser_page.title()

    assert found["@context"] == "https://schema.org"
    assert title != "x"
