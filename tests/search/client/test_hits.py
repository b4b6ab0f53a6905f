"""What was found, as a visitor reads it and goes through it; and what to ask where nothing was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.search.client.seen import PAIR, box, records, state, total
from tests.search.samples import document
from tests.search.site import Host, Published

pytestmark = pytest.mark.browser


@pytest.fixture
def many(host: Host) -> Published:
    made = (document(f"announcements/n{n:02}", f"公告{n:02}") for n in range(25))
    return host.publish(replace(one, named=False) for one in made)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_query_in_the_address_shows_its_hits(
    browser_page: Page, pair: Published, scheme: str
) -> None:
    browser_page.goto(f"{getattr(pair, scheme)}?q=服务职工")
    total(browser_page, 2)
    state(browser_page, "共 2 条")
    assert box(browser_page) == "服务职工"
    assert records(browser_page) == ["announcements/a1", "publicity/p1"]
    first, second = browser_page.locator(".hit").all()
    assert first.inner_html() == (
        '<a class="hit__title" href="../announcements/a1/index.html">'
        "云溪市<mark>服务，职工</mark>公告</a>"
        '<p class="hit__meta"><span class="hit__section">购买公告</span> '
        '<time datetime="2026-03-02">2026-03-02</time></p>'
        '<p class="hit__snippet">面向职工开展服务。</p>'
    )
    assert second.locator("mark").all_inner_texts() == ["服务职工"]
    assert second.locator("time").count() == 0
    first.locator("a").click()
    expect(browser_page).to_have_title("announcements/a1")


def test_a_site_at_the_root_links_to_folders(browser_page: Page, host: Host) -> None:
    browser_page.goto(f"{host.publish(PAIR, suffix='').http}?q=青禾")
    total(browser_page, 1)
    assert browser_page.locator(".hit a").get_attribute("href") == "../publicity/p1/"


def test_pages_are_turned_with_links_that_have_addresses(
    browser_page: Page, many: Published
) -> None:
    browser_page.goto(f"{many.http}?q=公告")
    total(browser_page, 25)
    pager = browser_page.locator("#portal-search-pages")
    expect(pager).to_have_text("1 / 3下一页")
    pager.get_by_text("下一页").click()
    expect(pager).to_have_text("上一页2 / 3下一页")
    assert browser_page.url.endswith("?q=%E5%85%AC%E5%91%8A&page=2")
    expect(browser_page.locator('[data-record="announcements/n10"] a')).to_be_focused()
    browser_page.reload()
    expect(pager).to_have_text("上一页2 / 3下一页")
    browser_page.go_back()
    expect(pager).to_have_text("1 / 3下一页")
    browser_page.locator("#portal-search-query").fill("公告0")
    total(browser_page, 10)
    expect(pager).to_be_empty()


@pytest.mark.parametrize("number", ["x", "-1", "0", "99"])
def test_a_page_that_does_not_exist_shows_one_that_does(
    browser_page: Page, many: Published, number: str
) -> None:
    browser_page.goto(f"{many.http}?q=公告&page={number}")
    total(browser_page, 25)
    assert records(browser_page)


def test_a_query_without_hits_says_so(browser_page: Page, pair: Published) -> None:
    browser_page.goto(f"{pair.http}?q=没有")
    total(browser_page, 0)
    state(browser_page, "没有找到")


def test_markup_in_a_record_or_a_query_is_only_text(browser_page: Page, host: Host) -> None:
    markup = "<img src=x onerror=alert(1)>"
    site = host.publish([document(title=f"甲{markup}", body=f"</script>乙{markup}")])
    browser_page.goto(f"{site.http}?q={markup.replace('=', '%3D')}")
    total(browser_page, 1)
    assert box(browser_page) == markup
    assert browser_page.locator("img").count() == 0
    assert browser_page.locator(".hit__title").inner_text() == f"甲{markup}"
    assert browser_page.locator(".hit__snippet").inner_text() == f"</script>乙{markup}"


def test_a_slip_is_answered_with_what_was_meant(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=心里服务")
    total(browser_page, 0)
    offers = browser_page.locator("#portal-search-help")
    expect(offers).to_have_text("是不是： 心理服务其中一段： 服务 (4)")
    offers.get_by_text("心理服务").click()
    total(browser_page, 2)
    assert box(browser_page) == "心理服务"
    expect(browser_page.locator(".hit__title").first).to_be_focused()
    expect(offers).to_be_empty()


def test_without_the_conditions_there_would_be_hits(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=心理&year=2025")
    total(browser_page, 0)
    browser_page.locator("#portal-search-help").get_by_text("心理 (2)").click()
    total(browser_page, 2)
    assert browser_page.url.endswith("?q=%E5%BF%83%E7%90%86")


def test_arrows_go_through_the_hits_and_escape_goes_back(
    browser_page: Page, varied: Published
) -> None:
    browser_page.goto(f"{varied.http}?q=服务")
    total(browser_page, 4)
    titles = browser_page.locator(".hit__title")
    browser_page.locator("#portal-search-query").focus()
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        browser_page.keyboard.press(key)
        expect(titles.nth(at)).to_be_focused()
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("Escape")
    expect(browser_page.locator("#portal-search-query")).to_be_focused()
