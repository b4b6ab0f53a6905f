"""The live portal in a process of its own: `flask --app portal run`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.settings import CHECKOUT
from tests.factories import TODAY, Content


def start(content: Content, state: Path) -> subprocess.Popen[str]:
    """Start the portal on a free port."""
    settings = {
        "PORTAL_CONTENT": str(content.folder),
        "PORTAL_STATE": str(state),
        "PORTAL_TODAY": TODAY,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "portal", "run", "--port", "0"],
        cwd=CHECKOUT,
        env={**os.environ, **settings, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def running(content: Content, state: Path) -> Iterator[str]:
    """The portal's address, for as long as it runs."""
    with start(content, state) as server:
        assert server.stderr is not None
        try:
            lines = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stderr)
            yield next(address[0] for address in lines if address)
        finally:
            server.terminate()
            server.communicate(timeout=10)


def get(address: str) -> str:
    with urlopen(address, timeout=10) as answer:  # noqa: S310 - the loopback
        text: str = answer.read().decode()
        return text


def test_the_live_portal_shows_pages_and_answers_questions(world: Content, tmp_path: Path) -> None:
    world.add("notices", "n1", title="关于报送统计表的通知")
    with running(world, tmp_path / "state") as address:
        assert "关于报送统计表的通知" in get(f"{address}/notices/")
        page = get(f"{address}/search/?q={quote('送统计')}")
        assert 'data-total="1"' in page
        assert 'data-record="notices/n1"' in page
        assert "<mark>送统计</mark>" in page
        assert "测试网" in get(f"{address}/")


@pytest.mark.parametrize("fault", [{"published": "2026-02-30"}, {"unknown": "x"}])
def test_bad_content_is_told_without_a_traceback(
    world: Content, tmp_path: Path, fault: dict[str, str]
) -> None:
    world.add("notices", "n1", **fault)
    with start(world, tmp_path / "state") as server:
        _, told = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "Error: 内容有 1 处问题，没有发布任何东西：\nnotices/n1.md 第 " in told
    assert "Traceback" not in told


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_without_scripts_the_live_portal_answers_every_question(
    world: Content, tmp_path: Path, unscripted: Page
) -> None:
    for number in range(1, 24):
        day = f"2026-0{number % 2 + 1}-{number:02d}"
        world.add("notices", f"n{number}", title=f"关于报送第{number}号统计表的通知", published=day)
    page, hits = unscripted, unscripted.locator("#portal-search-hits > li")
    with running(world, tmp_path / "state") as address:
        page.goto(f"{address}/search/")
        page.get_by_role("searchbox").fill("号 统计表")
        page.get_by_role("searchbox").press("Enter")
        expect(page.locator("[data-total]")).to_have_attribute("data-total", "23")
        assert hits.first.locator("mark").all_inner_texts() == ["号统计表"]
        page.locator("[rel=next]").click()
        page.locator("[rel=next]").click()
        expect(hits).to_have_count(3)
        expect(page.locator("#portal-search-hits")).to_have_attribute("start", "21")

        page.locator("#portal-search-filters > summary").click()
        page.locator("[data-facet=section] > summary").click()
        expect(page.locator("[name=section] ~ .choice__count")).to_have_text("23")
        page.locator("[name=section]").check()
        page.locator("[name=from]").fill("2026-02-01")
        page.locator("[name=sort][value=date]").check()
        page.locator("#portal-search-filters button").click()
        expect(page.locator("[data-total]")).to_have_attribute("data-total", "12")
        expect(hits.first).to_have_attribute("data-record", "notices/n23")
        expect(page.locator("[name=section]")).to_be_checked()
        page.locator("[name=from]").fill("2027-01-01")
        page.locator("#portal-search-filters button").click()
        page.locator("#portal-search-help a", has_text="号 统计表").click()
        expect(page.locator("[data-total]")).to_have_attribute("data-total", "23")

        page.get_by_role("searchbox").fill("报送第3号统记表")
        page.get_by_role("searchbox").press("Enter")
        page.locator("#portal-search-help a", has_text="报送第3号统计表").click()
        hits.get_by_role("link").click()
        expect(page.locator("h1")).to_have_text("关于报送第3号统计表的通知")
        page.go_back()
        expect(hits).to_have_count(1)


def test_programs_ask_the_live_portal_for_data_and_browsers_for_its_description(
    world: Content, tmp_path: Path
) -> None:
    world.add("notices", "n1", title="关于呈送统计表的通知")
    world.add("notices", "n2", title="关于呈送决算表的通知")
    with running(world, tmp_path / "state") as address:
        told = json.loads(get(f"{address}/search.json?q={quote('呈送 -决算')}&sort=date"))
        assert told["question"] == {"q": "呈送 -决算", "sort": "date"}
        assert (told["total"], told["pages"]) == (1, 1)
        assert [hit["key"] for hit in told["hits"]] == ["notices/n1"]
        assert told["hits"][0]["title"] == [
            ["关于", False],
            ["呈送", True],
            ["统计表的通知", False],
        ]
        assert sum(told["facets"]["section"].values()) == 1
        named = re.search('rel="search"[^>]* href="([^"]+)"', get(f"{address}/"))
        assert named is not None
        described = get(f"{address}/{named[1].lstrip('/')}")
        template = re.search('type="text/html" template="https?://[^/]+([^"]+)"', described)
        assert template is not None
        asked = template[1].replace("{searchTerms}", quote("送统计"))
        assert 'data-record="notices/n1"' in get(address + asked[asked.index("/search/") :])
