"""The preview in a real browser: it follows saves, shows problems, and marks what is not public."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Page, expect
from werkzeug.test import Client

from build.preview.live import Live
from portal.settings import Settings
from tests.factories import Content

TODAY = datetime.date(2026, 6, 30)


@pytest.fixture
def live(world: Content, tmp_path: Path) -> Live:
    return Live(Settings(world.folder, tmp_path / "site", tmp_path / "state", TODAY))


@pytest.fixture
def address(live: Live) -> Iterator[str]:
    server = waitress.create_server(live, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    thread.join(10)


@pytest.mark.browser
def test_the_browser_follows_every_save(address: str, world: Content, browser_page: Page) -> None:
    world.add("notices", "n1", title="第一稿")
    browser_page.goto(f"{address}/notices/n1/")
    expect(browser_page.locator("h1")).to_have_text("第一稿")
    world.add("notices", "n1", title="第二稿")
    expect(browser_page.locator("h1")).to_have_text("第二稿")
    world.add("notices", "n1", kind="闲话")
    expect(browser_page.locator("h1")).to_have_text("内容有问题，现在不能发布")
    expect(browser_page.locator(".problem")).to_contain_text("「闲话」不在可选的内容里")
    expect(browser_page.locator(".here")).to_contain_text("闲话")
    world.add("notices", "n1", title="第三稿")
    expect(browser_page.locator("h1")).to_have_text("第三稿")


def get(live: Live, path: str) -> tuple[int, str]:
    answer = Client(live).get(path)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""]
)
def test_another_host_s_pages_learn_nothing(live: Live, world: Content, host: str) -> None:
    world.add("notices", "later", title="以后的通知", published="2026-07-20")
    for path in ("/notices/later/", "/_preview/version"):
        answer = Client(live).get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert "请打开 http://127.0.0.1:80/" in answer.get_data(as_text=True)
    for own in ("127.0.0.1:8001", "localhost"):
        assert Client(live).get("/notices/later/", headers={"Host": own}).status_code == 200


def test_a_record_of_the_future_is_shown_and_marked(live: Live, world: Content) -> None:
    world.add("notices", "later", title="以后的通知", published="2026-07-20")
    assert "尚未公开 1 条" in get(live, "/")[1]
    status, page = get(live, "/notices/later/")
    assert status == 200
    assert "尚未公开：本页到 2026-07-20 才发布" in page
    assert "尚未公开：" not in get(live, "/projects/project/")[1]
    assert get(live, "/notices/nowhere/")[0] == 404


def test_files_of_the_portal_are_served_as_they_are(live: Live) -> None:
    status, text = get(live, "/static/portal.css")
    assert status == 200
    assert "_preview" not in text


def test_problems_are_a_page_and_never_an_error(live: Live, world: Content) -> None:
    world.write("notices/bad.md", b"\xff\xfe")
    world.write("site.yaml", "title: <script>\n")
    status, page = get(live, "/anything/")
    assert status == 503
    assert "<script>" not in page.replace('<script src="/_preview/', "")
    assert "notices/bad.md" in page
    assert get(live, "/_preview/version")[0] == 200


def test_an_undeclared_change_is_said_before_publication(
    live: Live, world: Content, tmp_path: Path
) -> None:
    world.site(ledger="是")
    live = Live(replace(live.settings, ledger_key=tmp_path / "of another machine"))
    assert "账本未声明的改动 0 处" in get(live, "/")[1]
