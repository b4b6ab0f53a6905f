"""Pages use the room that there is: on paper, on a tablet, on a phone; under fingers, with forced colours."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

A4 = 680  # px between margins of 1.5 cm
PHONE: ViewportSize = {"width": 390, "height": 844}
HEIGHTS = "all => all.map((one) => one.getBoundingClientRect().height)"
ENDLESS = "all => all.forEach((one) => { one.textContent = 'X'.repeat(200); })"
BORDER = "one => getComputedStyle(one).borderBottomColor"
WIDE = "document.documentElement.scrollWidth"
DISPLAY = "one => getComputedStyle(one).display"
# The room between the last letter of a card's name and its count, in px; None on another line.
GAPS = """() => [...document.querySelectorAll(".cards__title > .cards__count")].map((count) => {
  const name = document.createRange();
  name.selectNode(count.previousSibling);
  const box = count.getBoundingClientRect();
  return Math.min(...[...name.getClientRects()]
    .filter(({ top, bottom }) => top < box.bottom && bottom > box.top)
    .map(({ right }) => box.left - right));
})"""


@pytest.mark.parametrize("section", ["announcements", "contracts", "publicity"])
def test_a_list_is_printed_as_a_table_that_fits_the_paper(
    visitor: Page, site: Site, section: str
) -> None:
    visitor.set_viewport_size({"width": A4, "height": 900})
    visitor.emulate_media(media="print")
    visitor.goto(f"{site.http}{section}/index.html")
    row = visitor.locator(".list tbody tr").first
    assert row.evaluate(DISPLAY) == "table-row"
    expect(visitor.locator(".list thead th").first).to_be_visible()
    assert visitor.evaluate(WIDE) == A4


def test_on_a_tablet_two_records_of_a_list_stand_side_by_side(visitor: Page, site: Site) -> None:
    visitor.set_viewport_size({"width": 768, "height": 900})
    visitor.goto(f"{site.http}announcements/index.html")
    boxes = [row.bounding_box() for row in visitor.locator(".list tbody tr").all()[:2]]
    (first, second) = (box for box in boxes if box)
    assert first["y"] == second["y"]
    assert second["x"] > first["x"] + first["width"]


@pytest.mark.parametrize("width", [320, 390])
def test_the_count_on_a_card_keeps_off_its_name(visitor: Page, site: Site, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.goto(f"{site.http}index.html")
    gaps = visitor.evaluate(GAPS)
    assert len(gaps) > 30
    assert min(gaps) >= 8


def test_open_filters_on_a_phone_leave_room_for_hits(visitor: Page, site: Site) -> None:
    visitor.set_viewport_size({"width": 390, "height": 900})
    visitor.goto(f"{site.http}search/index.html?q=职工&least=1")
    visitor.locator("[data-total]").wait_for()
    filters = visitor.locator("#portal-search-filters")
    expect(filters.locator("[data-facet]").first).to_be_visible()
    assert (filters.bounding_box() or {"height": 900})["height"] < 700
    scrolling = "all => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length"
    assert filters.locator(".filters__choices").evaluate_all(scrolling) == 0


def test_fingers_find_room_on_what_they_press(browser: Browser, site: Site) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site.http}announcements/index.html")
    for name in (
        ".menu__link",
        ".sizes__button",
        ".narrow summary",
        ".pager a",
        ".footer__links a",
    ):
        heights = page.locator(name).filter(visible=True).evaluate_all(HEIGHTS)
        assert heights, name
        assert min(heights) >= 44, name
    context.close()


def test_who_forces_colours_can_read_what_is_filled(browser_page: Page, site: Site) -> None:
    """Browsers lay the ground of the page behind letters, so a filled button must keep its own."""
    browser_page.emulate_media(forced_colors="active")
    browser_page.goto(f"{site.http}projects/lc-2026-003/index.html")
    for name in (".button", ".sizes__button[aria-pressed=true]"):
        kept = browser_page.locator(name).first.evaluate(
            "e => getComputedStyle(e).forcedColorAdjust"
        )
        assert kept == "none", name
    entry = browser_page.locator(".menu__link:not([aria-current])").first.evaluate(BORDER)
    assert entry != browser_page.locator(".menu__link[aria-current]").evaluate(BORDER)


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (905, "screen"), (A4, "print")])
def test_a_name_without_end_is_broken(
    visitor: Page, site: Site, width: int, media: Literal["screen", "print"]
) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.emulate_media(media=media)
    for page in ("corrections/index.html", "contracts/lc-2026-003/index.html"):
        visitor.goto(site.http + page)
        visitor.locator("main a").evaluate_all(ENDLESS)
        assert visitor.evaluate(WIDE) == width, page
