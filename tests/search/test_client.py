"""The search page in a real browser, as a visitor uses it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from search.analyzer import VERSION
from search.static import files
from tests.search.samples import document
from tests.search.site import Host, Published

pytestmark = pytest.mark.browser

PAIR = [
    document("announcements/a1", "云溪市服务，职工公告", "面向职工开展服务。", "2026-03-02"),
    document("publicity/p1", "青禾县公示", "服务职工项目已评审完毕。", ""),
]


@pytest.fixture
def pair(host: Host) -> Published:
    return host.publish(PAIR)


@pytest.fixture
def many(host: Host) -> Published:
    return host.publish(document(f"announcements/n{n:02}", f"公告{n:02}") for n in range(25))


def total(page: Page, number: int) -> None:
    """Wait until the page says that it found `number` documents."""
    expect(page.locator(f'#portal-search-status [data-total="{number}"]')).to_be_attached()


def state(page: Page, words: str) -> None:
    expect(page.locator("#portal-search-status")).to_have_text(words)


def records(page: Page) -> list[str | None]:
    hits = page.locator("#portal-search-hits > li.hit").all()
    return [hit.get_attribute("data-record") for hit in hits]


def box(page: Page) -> str:
    return page.locator("#portal-search-query").input_value()


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


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_typing_searches_and_keeps_the_address_in_step(
    browser_page: Page, pair: Published, scheme: str
) -> None:
    browser_page.goto(getattr(pair, scheme))
    state(browser_page, "请输入检索词")
    browser_page.locator("#portal-search-query").press_sequentially("青禾")
    total(browser_page, 1)
    assert browser_page.url.endswith("?q=%E9%9D%92%E7%A6%BE")
    browser_page.go_back()
    assert browser_page.url == "about:blank"


def test_nothing_is_asked_before_typing_pauses(browser_page: Page, pair: Published) -> None:
    browser_page.goto(pair.http)
    asked = browser_page.evaluate("""() => new Promise((resolve) => {
      const asked = [];
      history.replaceState = (state, title, address) => {
        asked.push(new URL(address, location.href).searchParams.get("q"));
      };
      const input = document.getElementById("portal-search-query");
      ["青", "青禾", "青禾县"].forEach((value, key) => setTimeout(() => {
        input.value = value;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, key * 120));
      setTimeout(resolve, 800, asked);
    })""")
    assert asked == ["青禾县"]


def test_a_site_at_the_root_links_to_folders(browser_page: Page, host: Host) -> None:
    browser_page.goto(f"{host.publish(PAIR, suffix='').http}?q=青禾")
    total(browser_page, 1)
    assert browser_page.locator(".hit a").get_attribute("href") == "../publicity/p1/"


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_back_button_returns_to_each_query_that_was_sent(
    browser_page: Page, pair: Published, scheme: str
) -> None:
    browser_page.goto(getattr(pair, scheme))
    query = browser_page.locator("#portal-search-query")
    query.fill("青禾")
    query.press("Enter")
    total(browser_page, 1)
    query.fill("服务")
    total(browser_page, 2)
    query.fill("服务 没有")
    query.press("Enter")
    total(browser_page, 0)
    browser_page.go_back()
    total(browser_page, 1)
    assert box(browser_page) == "青禾"
    browser_page.go_forward()
    total(browser_page, 0)
    assert box(browser_page) == "服务 没有"


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


def test_an_input_method_is_left_in_peace(browser_page: Page, pair: Published) -> None:
    browser_page.goto(pair.http)
    query = browser_page.locator("#portal-search-query")
    query.focus()
    keys = browser_page.context.new_cdp_session(browser_page)
    keys.send("Input.imeSetComposition", {"text": "fuwu", "selectionStart": 4, "selectionEnd": 4})
    browser_page.wait_for_timeout(400)
    state(browser_page, "请输入检索词")
    query.press("Enter")
    browser_page.wait_for_timeout(100)
    state(browser_page, "请输入检索词")
    keys.send("Input.insertText", {"text": "服务"})
    total(browser_page, 2)
    assert box(browser_page) == "服务"


def test_only_the_newest_query_is_painted(browser_page: Page, pair: Published) -> None:
    held: list[Route] = []
    browser_page.goto(f"{pair.http}?q=没有")
    total(browser_page, 0)
    browser_page.route("**/t-*.js", lambda route: held.append(route))  # noqa: PLW0108
    query = browser_page.locator("#portal-search-query")
    query.fill("青禾")
    query.press("Enter")
    state(browser_page, "正在检索")
    query.fill("没有")
    total(browser_page, 0)
    assert held
    for route in held:
        route.continue_()
    browser_page.wait_for_timeout(200)
    total(browser_page, 0)
    assert records(browser_page) == []


def test_a_query_without_hits_says_so(browser_page: Page, pair: Published) -> None:
    browser_page.goto(f"{pair.http}?q=没有")
    total(browser_page, 0)
    state(browser_page, "没有找到")


def test_an_index_that_does_not_arrive_is_a_failure_until_it_does(
    browser_page: Page, pair: Published
) -> None:
    browser_page.route("**/search-index/*.js*", lambda route: route.abort())
    browser_page.goto(f"{pair.http}?q=服务")
    state(browser_page, "检索失败")
    assert records(browser_page) == []
    browser_page.unroute("**/search-index/*.js*")
    browser_page.locator("#portal-search-query").press("Enter")
    total(browser_page, 2)


@pytest.mark.parametrize("part", ["s-*.js", "t-*.js"])
def test_an_index_whose_parts_are_gone_is_outdated_until_they_are_there(
    browser_page: Page, pair: Published, part: str
) -> None:
    browser_page.route(f"**/{part}", lambda route: route.abort())
    browser_page.goto(f"{pair.http}?q=服务")
    state(browser_page, "索引已更新")
    assert records(browser_page) == []
    browser_page.unroute(f"**/{part}")
    browser_page.locator("#portal-search-query").press("Enter")
    total(browser_page, 2)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_old_copy_of_the_entry_is_replaced_by_the_one_of_today(
    browser_page: Page, host: Host, scheme: str
) -> None:
    site = host.publish(PAIR)
    old = files([document(title="旧公告，服务")])["entry.js"].decode()
    browser_page.route(re.compile(r"entry\.js$"), lambda route: route.fulfill(body=old))
    browser_page.goto(f"{getattr(site, scheme)}?q=服务")
    total(browser_page, 2)


def test_a_part_that_holds_something_else_is_a_failure_until_it_is_right(
    browser_page: Page, pair: Published
) -> None:
    browser_page.route("**/entry.js", lambda route: route.fulfill(body="/* an error page */"))
    browser_page.goto(f"{pair.http}?q=服务")
    state(browser_page, "检索失败")
    browser_page.unroute("**/entry.js")
    browser_page.locator("#portal-search-query").press("Enter")
    total(browser_page, 2)


def test_only_parts_of_the_index_are_loaded_as_scripts(browser_page: Page, host: Host) -> None:
    entry = re.sub(
        r'"texts":."', '"texts":["../../other/', files(PAIR)["entry.js"].decode(), count=1
    )
    site = host.publish(PAIR, changed={"entry.js": entry})
    requests: list[str] = []
    browser_page.on("request", lambda request: requests.append(request.url))
    browser_page.goto(f"{site.http}?q=服务")
    state(browser_page, "索引已更新")
    assert not [address for address in requests if "other" in address]


def test_an_index_of_another_version_is_outdated(browser_page: Page, host: Host) -> None:
    entry = files(PAIR)["entry.js"].decode().replace(VERSION, "0-other")
    browser_page.goto(f"{host.publish(PAIR, changed={'entry.js': entry}).http}?q=服务")
    state(browser_page, "索引已更新")


def test_markup_in_a_record_or_a_query_is_only_text(browser_page: Page, host: Host) -> None:
    markup = "<img src=x onerror=alert(1)>"
    site = host.publish([document(title=f"甲{markup}", body=f"</script>乙{markup}")])
    browser_page.goto(f"{site.http}?q={markup.replace('=', '%3D')}")
    total(browser_page, 1)
    assert box(browser_page) == markup
    assert browser_page.locator("img").count() == 0
    assert browser_page.locator(".hit__title").inner_text() == f"甲{markup}"
    assert browser_page.locator(".hit__snippet").inner_text() == f"</script>乙{markup}"


def test_a_page_that_the_server_answers_is_left_alone(browser_page: Page, host: Host) -> None:
    browser_page.goto(f"{host.publish(PAIR, mode='live').http}?q=服务")
    browser_page.wait_for_timeout(100)
    state(browser_page, "")


def test_a_query_of_any_length_is_cut(browser_page: Page, host: Host) -> None:
    site = host.publish([document(body="工" * 200)])
    browser_page.goto(site.http)
    browser_page.locator("#portal-search-query").fill("工" * 5000)
    total(browser_page, 1)
    assert len(browser_page.url) < 2000


VARIED = [
    document("announcements/a1", "云溪公告", "心理服务", "2026-03-02", 100_00, region="云溪市"),
    document("announcements/a2", "青禾公告", "法律服务", "2025-03-02", 200_00, region="青禾县"),
    document("publicity/p1", "青禾公示", "心理服务公告", "2026-04-02", 300_50, region="青禾县"),
    document("evaluations/e1", "白石评价", "法律服务", "", None),
]


@pytest.fixture
def varied(host: Host) -> Published:
    return host.publish(VARIED)


def open_filters(page: Page) -> None:
    page.locator("#portal-search-filters summary").click()
    page.locator("#portal-search-facets fieldset").first.wait_for()


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


def test_hits_are_in_the_order_asked_for(browser_page: Page, varied: Published) -> None:
    browser_page.goto(f"{varied.http}?q=公告")
    total(browser_page, 3)
    assert records(browser_page)[-1] == "publicity/p1"
    open_filters(browser_page)
    browser_page.locator("[name=sort][value=date]").check()
    expect(browser_page.locator(".hit").first).to_have_attribute("data-record", "publicity/p1")
    assert browser_page.url.endswith("sort=date")


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
