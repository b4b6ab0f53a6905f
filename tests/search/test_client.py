"""The search page in a real browser, as a visitor uses it."""

from __future__ import annotations

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
      const { terms } = portalSearch;
      portalSearch.terms = (query) => { asked.push(query); return terms(query); };
      const input = document.getElementById("portal-search-query");
      ["青", "青禾", "青禾县"].forEach((value, key) => setTimeout(() => {
        input.value = value;
        input.dispatchEvent(new InputEvent("input"));
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
    browser_page.route("**/d-*.js", lambda route: held.append(route))  # noqa: PLW0108
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


@pytest.mark.parametrize("part", ["entry.js", "g-*.js", "d-*.js"])
def test_a_part_that_does_not_arrive_is_a_failure_until_it_does(
    browser_page: Page, pair: Published, part: str
) -> None:
    browser_page.route(f"**/{part}", lambda route: route.abort())
    browser_page.goto(f"{pair.http}?q=服务")
    state(browser_page, "检索失败")
    assert records(browser_page) == []
    browser_page.unroute(f"**/{part}")
    browser_page.locator("#portal-search-query").press("Enter")
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
    entry = files(PAIR)["entry.js"].replace('"d-', '"../other/d-')
    site = host.publish(PAIR, changed={"entry.js": entry})
    requests: list[str] = []
    browser_page.on("request", lambda request: requests.append(request.url))
    browser_page.goto(f"{site.http}?q=服务")
    state(browser_page, "检索失败")
    assert not [address for address in requests if "other" in address]


def test_an_index_of_another_version_is_outdated(browser_page: Page, host: Host) -> None:
    entry = files(PAIR)["entry.js"].replace(VERSION, "0-other")
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
