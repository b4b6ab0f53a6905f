"""Filters, bounds and the order of hits, beside the query or without one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.search.client.seen import records, total
from tests.search.site import Published

pytestmark = pytest.mark.browser


def open_filters(page: Page) -> None:
    page.locator("#portal-search-filters summary").click()
    page.locator("#portal-search-facets details").first.wait_for()
    for group in page.locator("#portal-search-facets details:not([open]) > summary").all()[::-1]:
        group.click()


def counts(page: Page, name: str) -> list[str]:
    labels = page.locator(f"#portal-search-facets label:has([name={name}])").all()
    return [" ".join(label.inner_text().split()) for label in labels]


def test_columns_are_loaded_when_the_filters_are_opened(
    browser_page: Page, varied: Published
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    browser_page.goto(f"{varied.http}?q=服务")
    total(browser_page, 4)
    assert not [name for name in asked if name.startswith("c-")]
    open_filters(browser_page)
    assert [name for name in asked if name.startswith("c-")]
    assert counts(browser_page, "section") == ["购买公告 2", "结果公示 1", "绩效评价 1"]
    assert counts(browser_page, "year") == ["2026 2", "2025 1"]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_values_of_one_facet_add_and_facets_lessen_each_other(
    browser_page: Page, varied: Published, scheme: str
) -> None:
    browser_page.goto(f"{getattr(varied, scheme)}?q=服务")
    total(browser_page, 4)
    open_filters(browser_page)
    browser_page.get_by_label("青禾县").press("Space")
    total(browser_page, 2)
    expect(browser_page.get_by_label("青禾县")).to_be_focused()
    assert counts(browser_page, "region") == ["青禾县 2", "云溪市 1"]
    assert counts(browser_page, "section") == ["购买公告 1", "结果公示 1"]
    browser_page.get_by_label("云溪市").check()
    total(browser_page, 3)
    browser_page.get_by_label("2026").check()
    total(browser_page, 2)
    browser_page.reload()
    total(browser_page, 2)
    assert records(browser_page) == ["publicity/p1", "announcements/a1"]
    expect(browser_page.get_by_label("2026")).to_be_checked()
    browser_page.go_back()
    total(browser_page, 3)
    expect(browser_page.get_by_label("2026")).not_to_be_checked()


# The states that the page goes through.
STATES = """
window.states = [];
new MutationObserver((changes) => states.push(...changes.map(({ target }) => target.dataset.state)))
  .observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""


def test_groups_are_folded_but_for_those_with_a_choice(
    browser_page: Page, varied: Published
) -> None:
    browser_page.add_init_script(STATES)
    browser_page.goto(f"{varied.http}?q=服务&region=青禾县")
    total(browser_page, 2)
    assert browser_page.evaluate("states") == ["loading", "ready"]  # it is asked once
    folded = browser_page.locator("#portal-search-facets details:not([open])")
    expect(browser_page.locator("#portal-search-facets [open]")).to_have_attribute(
        "data-facet", "region"
    )
    expect(folded).to_have_count(2)
    folded.first.locator("summary").press("Enter")
    browser_page.get_by_label("云溪市").check()
    total(browser_page, 3)
    expect(folded).to_have_count(1)


def test_conditions_alone_are_a_question(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?year=2026&sort=date")
    total(browser_page, 2)
    assert records(browser_page) == ["publicity/p1", "announcements/a1"]


def test_dates_and_amounts_are_bounds(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=服务&from=2025-03-03&to=2026-03-02")
    total(browser_page, 1)
    browser_page.goto(f"{varied.http}?q=服务&least=200&most=300.5")
    total(browser_page, 2)
    browser_page.locator("[name=least]").fill("200.01")
    total(browser_page, 1)
    assert records(browser_page) == ["publicity/p1"]
    assert "least=200.01" in browser_page.url


def test_an_amount_is_read_as_people_write_it(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=服务&least=0.02万元")
    total(browser_page, 2)
    expect(browser_page.locator("[name=least]")).to_have_value("200")
    expect(browser_page.locator("#portal-search-least-fault")).to_be_hidden()


def test_what_is_no_amount_is_said_beside_the_field(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=服务&least=二百")
    total(browser_page, 4)
    fault = browser_page.locator("#portal-search-least-fault")
    expect(fault).to_be_visible()
    expect(browser_page.locator("#portal-search-most-fault")).to_be_hidden()
    field = browser_page.locator("[name=least]")
    expect(field).to_have_value("二百")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("２００.０１")
    total(browser_page, 1)
    expect(fault).to_be_hidden()


def test_hits_are_in_the_order_asked_for(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=公告")
    total(browser_page, 3)
    assert records(browser_page)[-1] == "publicity/p1"
    open_filters(browser_page)
    browser_page.locator("[name=sort][value=date]").check()
    expect(browser_page.locator(".hit").first).to_have_attribute("data-record", "publicity/p1")
    assert browser_page.url.endswith("sort=date")
