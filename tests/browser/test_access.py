"""The published site for those without a mouse, a large screen, sharp eyes or scripts."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.sections import SECTIONS
from portal.settings import CHECKOUT
from tests.browser.conftest import Site
from tests.conftest import DEMO_DAY

browser_test = pytest.mark.browser

PAGES = (
    "index.html",
    "publicity/index.html",
    "announcements/page/1/index.html",
    "projects/lc-2026-003/index.html",
    "publicity/lc-2026-003/index.html",
    "evaluations/lc-2025-001-final/index.html",
    "catalogues/lc-2026/index.html",
    "policies/nm-zgh-2021/index.html",
    "suppliers/lc-xinyu/index.html",
    "feeds/index.html",
    "search/index.html?q=职工",
)

# The element that has the focus: what it is, and whether one can see that and where it is.
FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const isShown = box.width > 0 && box.right > 0 && box.left < innerWidth
    && box.bottom > 0 && box.top < innerHeight;
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [[...document.querySelectorAll("*")].indexOf(element), isShown, isMarked];
}"""
# What is folded away is reached once its summary is opened.
CONTROLS = """() => [...document.querySelectorAll("*")].map((element, index) =>
  element.matches("a[href], button, input, summary, [tabindex='0']") && element.checkVisibility()
    ? index : -1).filter((i) => i >= 0)"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@browser_test
def test_the_keyboard_skips_to_the_text(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}publicity/lc-2026-003/index.html")
    skip = visitor.get_by_role("link", name="跳到正文")
    visitor.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#main")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.locator(".trail a").first).to_be_focused()


@browser_test
@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "announcements/index.html",
        "projects/lc-2026-003/index.html",
        "catalogues/lc-2026/index.html",
    ],
)
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    visitor: Page, site: Site, page: str
) -> None:
    visitor.goto(site.http + page)
    controls = visitor.evaluate(CONTROLS)
    reached = []
    for _ in controls:
        visitor.keyboard.press("Tab")
        index, is_shown, is_marked = visitor.evaluate(FOCUS)
        assert is_shown, visitor.evaluate("document.activeElement.outerHTML")
        assert is_marked, visitor.evaluate("document.activeElement.outerHTML")
        reached.append(index)
    assert reached == controls


@browser_test
def test_the_keyboard_alone_searches_and_opens_a_hit(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}index.html")
    box = visitor.get_by_role("searchbox")
    for _ in range(3):
        visitor.keyboard.press("Tab")
    expect(box).to_be_focused()
    visitor.keyboard.type("LCZGH-2025-001")
    visitor.keyboard.press("Enter")
    visitor.locator("#portal-search-hits a").first.wait_for()
    visitor.get_by_role("searchbox").focus()
    for _ in ("button", "filters", "first hit"):
        visitor.keyboard.press("Tab")
    expect(visitor.locator("#portal-search-hits a").first).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("article")).to_contain_text("LCZGH-2025-001")


@browser_test
@pytest.mark.parametrize(("width", "text"), [(390, 16), (320, 16), (390, 32), (1280, 32)])
def test_no_page_has_to_be_moved_sideways(visitor: Page, site: Site, width: int, text: int) -> None:
    """text: the size that the visitor has set in the browser, 16 px unless changed."""
    visitor.set_viewport_size({"width": width, "height": 800})
    browser = visitor.context.new_cdp_session(visitor)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": text}})
    wide = []
    for page in PAGES:
        visitor.goto(site.http + page)
        if "?" in page:
            visitor.locator("[data-total]").wait_for()
        body = visitor.evaluate("getComputedStyle(document.body).fontSize")
        assert body == f"{text}px"
        if visitor.evaluate(TOO_WIDE):
            wide.append(page)
    assert wide == []


@browser_test
def test_large_letters_are_remembered_from_page_to_page(visitor: Page, site: Site) -> None:
    size = "getComputedStyle(document.documentElement).fontSize"
    visitor.goto(f"{site.http}index.html")
    assert visitor.evaluate(size) == "16px"
    visitor.get_by_role("button", name="大字").click()
    assert visitor.evaluate(size) == "22px"
    visitor.goto(f"{site.http}policies/nm-zgh-2021/index.html")
    assert visitor.evaluate(size) == "22px"
    expect(visitor.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    visitor.get_by_role("button", name="标准").click()
    assert visitor.evaluate(size) == "16px"
    assert visitor.context.cookies() == []


@browser_test
def test_the_catalogue_opens_with_the_keyboard(visitor: Page, site: Site) -> None:
    visitor.goto(f"{site.http}catalogues/lc-2026/index.html")
    item = visitor.locator(".tree__item").first
    expect(item.locator("dl")).to_be_hidden()
    item.locator("summary").focus()
    visitor.keyboard.press("Enter")
    expect(item.locator("dl")).to_be_visible()


@browser_test
def test_on_paper_nothing_stays_folded_and_the_page_says_where_it_is_from(
    visitor: Page, site: Site
) -> None:
    visitor.goto(f"{site.http}catalogues/lc-2026/index.html")
    visitor.emulate_media(media="print")
    expect(visitor.locator(".tree__item dl").first).to_be_visible()
    expect(visitor.locator(".cite__said")).to_contain_text(
        "https://gongkai.example.org/catalogues/lc-2026/"
    )
    expect(visitor.locator(".menu")).to_be_hidden()


@browser_test
@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "announcements/by/year/2026/index.html",
        "projects/lc-2026-003/index.html",
        "policies/nm-zgh-2021/index.html",
        "charts/index.html",
    ],
)
def test_without_scripts_a_page_says_all_that_it_says_with_them(
    browser: Browser, site: Site, page: str
) -> None:
    said = []
    for scripted in (True, False):
        context = browser.new_context(java_script_enabled=scripted)
        visit = context.new_page()
        visit.clock.set_fixed_time(f"{DEMO_DAY}T04:00:00Z")
        visit.goto(site.http + page)
        said.append(visit.locator("main").inner_text())
        context.close()
    for label in ("复制本条链接", "复制地址", "复制引用"):
        said[0] = said[0].replace(label, "")
    assert said[0].split() == said[1].split()


@browser_test
def test_without_scripts_the_search_page_offers_the_sections(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/index.html")
    expect(page.locator("noscript p")).to_be_visible()
    page.locator("noscript a").click()
    expect(page.locator("#sections")).to_be_in_viewport()
    page.locator("#sections a", has_text="承接主体").click()
    expect(page.locator("h1")).to_have_text("承接主体")
    context.close()


class _Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def links(site: Path, page: str) -> set[str]:
    """The pages of the site that a page links to."""
    found = set()
    for link in _Links((site / page).read_text(encoding="utf-8")).found:
        parts = urlsplit(link)
        if not parts.scheme and parts.path.endswith(".html"):
            path = posixpath.join(posixpath.dirname(page), unquote(parts.path))
            found.add(posixpath.normpath(path))
    return found


def test_without_scripts_every_record_is_reached_from_the_home_page(site: Site) -> None:
    reached, ahead = set[str](), {"index.html"}
    while ahead:
        reached |= ahead
        ahead = {link for page in ahead for link in links(site.folder, page)} - reached
    content = CHECKOUT / "content"
    records = [path.relative_to(content) for path in content.rglob("*.md")]
    pages = {f"{path.parts[0]}/{path.stem}/index.html" for path in records}
    assert len(pages) > 200
    assert pages - reached == set()
    assert {f"{section.name}/index.html" for section in SECTIONS} - reached == set()
