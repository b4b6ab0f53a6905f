"""An index that is gone, old, wrong or another: the search page says so, until it is right."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from search.analyzer import VERSION
from tests.search.client.seen import PAIR, records, state, total
from tests.search.made import files
from tests.search.samples import document
from tests.search.site import Host, Published

pytestmark = pytest.mark.browser


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
