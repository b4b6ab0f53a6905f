"""Reading the published site, as a citizen does."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from portal.sections import SECTIONS
from portal.settings import CHECKOUT
from tests.browser.conftest import Site
from tests.browser.serving import serving

pytestmark = pytest.mark.browser

STEPS = [
    "编制项目预算", "发布项目公告", "接受项目申报", "组织项目评审",
    "遴选承接主体", "项目结果公示", "签订合同", "履行合同",
]  # fmt: skip
DATED = [one for one in SECTIONS if one.dated and (CHECKOUT / "content" / one.name).is_dir()]


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_notice_is_read_from_the_home_page(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}index.html")
    heading(visitor, "岚川购买服务公开网")
    visitor.get_by_role("link", name="更多栏目").click()
    visitor.locator("#sections").get_by_role("link", name="通知公告").click()
    heading(visitor, "通知公告")
    visitor.get_by_role("link", name="绩效评价和档案管理培训班通知").click()
    heading(visitor, "绩效评价和档案管理培训班通知")
    assert visitor.url == f"{address}notices/peixun-2026-pingjia/index.html"
    expect(visitor.locator("article")).to_contain_text("公开日期 2026年7月8日")
    expect(visitor.get_by_role("heading", name="分班")).to_be_visible()
    expect(visitor.locator("article")).to_contain_text("请带一个真实项目的档案目录")


def test_the_home_page_says_what_can_be_objected_to_now(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}index.html")
    now = visitor.locator(".now__item")
    expect(now.first).to_contain_text("截至2026年11月24日 · 还有 4 天")
    now.first.get_by_role("link").click()
    expect(visitor.locator("[data-left]")).to_have_text("还有 4 天")
    expect(visitor.get_by_role("heading", name="如何提出异议")).to_be_visible()
    expect(visitor.locator("article")).to_contain_text("受理电话")


OVER = "期限已过，请看最新内容"


@pytest.mark.parametrize(
    ("moment", "tag", "said"),
    [
        ("2026-11-24T15:59:59Z", "公示中", "截至2026年11月24日 · 还有 4 天"),
        ("2026-11-24T16:00:00Z", "期限已过", OVER),
    ],
)
def test_an_old_page_calls_nothing_open_whose_last_day_is_gone_in_china(
    visitor: Page, site: Site, moment: str, tag: str, said: str
) -> None:
    visitor.clock.set_fixed_time(moment)
    visitor.goto(f"{site.http}index.html")
    now = visitor.locator(".now__item")
    expect(now.first.locator(".tag")).to_have_text(tag)
    expect(now.first.locator(".now__day")).to_have_text(said)
    expect(now.nth(1).locator(".tag")).to_have_text("公示中")

    now.first.get_by_role("link").click()
    expect(visitor.locator(".record__kind .tag")).to_have_text(tag)
    expect(visitor.locator("[data-left]")).to_have_text(OVER if said == OVER else "还有 4 天")
    visitor.goto(f"{site.http}publicity/index.html")
    expect(visitor.locator(".list .tag").first).to_be_visible()
    expect(visitor.locator(".list .tag", has_text=tag)).not_to_have_count(0)


def test_a_project_is_followed_from_announcement_to_evaluation(visitor: Page, address: str) -> None:
    title = "职工心理关爱热线与团体辅导服务"
    visitor.goto(f"{address}projects/index.html")
    visitor.get_by_role("link", name=title, exact=True).click()
    heading(visitor, title)
    titles = visitor.locator(".timeline__title").all_inner_texts()
    assert [text.split()[0] for text in titles] == STEPS

    def step(number: int) -> None:
        visitor.locator(f'[data-step="{number}"] a').first.click()

    step(2)
    heading(visitor, f"{title}项目购买公告")
    visitor.locator(".record__meta").get_by_role("link", name=title).click()
    step(6)
    heading(visitor, f"{title}项目结果公示")
    counted = visitor.locator("[data-counted]")
    expect(counted).to_have_count(5)
    expect(counted.last).to_contain_text("2025年3月21日")
    visitor.go_back()
    step(7)
    heading(visitor, f"{title}项目合同公告")
    visitor.go_back()
    visitor.locator('[data-step="8"] a').last.click()
    heading(visitor, f"{title}项目末期评估结果")
    expect(visitor.locator("article")).to_contain_text("三方评价")


def test_the_archive_is_turned_back_to_the_oldest_page(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}announcements/page/2/index.html")
    heading(visitor, "购买公告")
    titles = visitor.locator(".list__title")
    expect(titles.first).to_have_text("职工子女寒假托管服务项目购买公告")
    visitor.get_by_role("link", name="更早的记录").click()
    assert visitor.url == f"{address}announcements/page/1/index.html"
    expect(titles).to_have_count(20)
    expect(titles.last).to_have_text("职工心理关爱热线与团体辅导服务项目购买公告")
    visitor.get_by_role("link", name="最新的记录").click()
    assert visitor.url == f"{address}announcements/index.html"


@pytest.mark.parametrize("page", ["index.html", *(f"{one.name}/index.html" for one in DATED)])
def test_the_subscription_links_lead_to_feeds(site: Site, page: str) -> None:
    html = lxml.html.fromstring((site.folder / page).read_text(encoding="utf-8"))
    links = html.xpath("//*[@class='subscribe']//a[contains(@href, '.xml')]/@href")
    roots = []
    for link in links:
        feed = etree.parse(site.folder / Path(page).parent / link).getroot()
        roots.append(etree.QName(feed).localname)
        assert feed.findall(".//{*}item") + feed.findall(".//{*}entry")
    assert roots[:2] == ["rss", "feed"]


def test_the_subscription_link_is_answered_as_xml(visitor: Page, site: Site) -> None:
    """Asked for, not opened: the browser's own view of XML has styles that the policy forbids."""
    visitor.goto(f"{site.http}publicity/index.html")
    link = visitor.get_by_role("link", name="RSS 订阅").first.get_attribute("href")
    assert link is not None
    answer = visitor.request.get(urljoin(visitor.url, link))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"


def test_an_address_that_leads_nowhere_shows_a_page_that_leads_on(
    browser_page: Page, site: Site
) -> None:
    with serving(site.folder) as root:
        answer = browser_page.goto(f"{root}notices/2019/gone/")
        assert answer is not None
        assert answer.status == 404
        heading(browser_page, "没有找到这个页面")
        band = browser_page.locator(".header").evaluate("e => getComputedStyle(e).borderTopWidth")
        assert band == "5px"
        browser_page.locator(".main a[href='#sections']").click()
        browser_page.locator("#sections").get_by_role("link", name="结果公示").click()
        assert browser_page.url == f"{root}publicity/"
        heading(browser_page, "结果公示")


def test_an_attachment_is_opened_from_its_record(visitor: Page, site: Site) -> None:
    visitor.goto(f"{site.http}notices/tongzhi-2026-nianbao/index.html")
    link = visitor.get_by_role("link", name="半年统计表（空表）").get_attribute("href")
    assert link is not None
    answer = visitor.request.get(urljoin(visitor.url, link))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
