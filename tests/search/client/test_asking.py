"""The search page asks what is typed, and the address says it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.search.client.seen import PAIR, box, records, state, total
from tests.search.samples import document
from tests.search.site import Host, Published

pytestmark = pytest.mark.browser


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
