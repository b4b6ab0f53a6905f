"""A visitor checks a record, and all of the log, in the browser: on a server and in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.serving import serving
from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office, write_pages

pytestmark = pytest.mark.browser


class Log:
    """A published log of 300 entries, so that a file is full and another has begun."""

    def __init__(self, office: Office, folder: Path, make_app: MakeApp) -> None:
        for number in range(290):
            office.content.add("notices", f"n-{number}", body="“正文”\u3000<b>& \\ 一行\n二行")
        self.old = office.publish("2026-05-01").checkpoint.note
        office.content.add("notices", "late", title="迟到的通知")
        office.publish()
        self.folder = write_pages(make_app(frozen=True), folder)


@pytest.fixture
def log(world: Content, make_app: MakeApp, tmp_path: Path) -> Log:
    return Log(Office(world, tmp_path / "state"), tmp_path / "pages", make_app)


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, log: Log) -> Iterator[str]:
    if request.param == "file":
        yield log.folder.as_uri()
    else:
        with serving(log.folder) as root:
            yield root.rstrip("/")


def ask(page: Page, what: str, entry: str = "", old: str = "") -> list[str]:
    """What the page says, by the names of its sentences."""
    page.fill("#ledger-entry", entry)
    page.fill("#ledger-old", old)
    page.click(f"button[value={what}]")
    page.wait_for_selector(f"#ledger-checks[data-done={what}]")
    return [
        line.get_attribute("data-said") or ""
        for line in page.query_selector_all("#ledger-checks li")
    ]


def test_records_and_the_log_are_checked(log: Log, address: str, browser_page: Page) -> None:
    browser_page.goto(f"{address}/ledger/verify/index.html?n=3")
    browser_page.wait_for_selector("#ledger-checks[data-done=record]")

    assert "✓ 记录内容的 SHA-256 与第 3 号记载相同。" in browser_page.inner_text("#ledger-checks")
    for entry in ("0", "255", "256", "298"):
        assert ask(browser_page, "record", entry)[:2] == ["digest_ok", "included_ok"]
    assert ask(browser_page, "record", "299")[0] == "no_entry"
    assert ask(browser_page, "log", old=log.old) == [
        "chain_ok",
        "root_ok",
        "old_ok",
        "kept_ok",
        "signature_none",
    ]
    assert "old_unread" in ask(browser_page, "log", old="x")


def test_what_is_found_is_said_in_words_first_and_the_data_are_folded(
    log: Log, browser_page: Page
) -> None:
    page = browser_page
    page.goto(f"{log.folder.as_uri()}/ledger/verify/index.html?n=298")
    page.wait_for_selector("#ledger-checks[data-done=record]")

    assert page.inner_text("#ledger-verdict").startswith("✓ 核对通过：这一版与公开时")
    said = page.inner_text("#ledger-said")
    assert said.startswith("第 298 号：2026-06-30 公开“迟到的通知”（编号 notices/late）。")
    link = page.get_attribute("#ledger-said a", "href")
    assert link == "../../notices/late/index.html"
    assert page.is_visible("#ledger-whole summary")
    assert not page.is_visible("#ledger-text")
    ask(page, "log", entry="十二")
    assert page.inner_text("#ledger-verdict").startswith("✓ 核对通过：整本账")
    assert not page.is_visible("#ledger-whole")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "empty"), (" ", "empty"), ("12a", "no_number"), ("-1", "no_number"), ("299", "no_entry")],
)
def test_what_is_no_number_of_an_entry_is_said_so(
    log: Log, browser_page: Page, typed: str, said: str
) -> None:
    browser_page.goto(f"{log.folder.as_uri()}/ledger/verify/index.html?n=3")
    browser_page.wait_for_selector("#ledger-checks[data-done=record]")

    assert ask(browser_page, "record", entry=typed) == [said]
    assert "NaN" not in browser_page.inner_text("main")
    assert not browser_page.is_visible("#ledger-verdict")


@pytest.mark.parametrize("typed", ["３", "第 3 号", " 3 "])
def test_a_number_may_be_typed_as_it_is_printed(log: Log, browser_page: Page, typed: str) -> None:
    browser_page.goto(f"{log.folder.as_uri()}/ledger/verify/index.html")

    assert ask(browser_page, "record", entry=typed)[:2] == ["digest_ok", "included_ok"]
    assert "第 3 号" in browser_page.inner_text("#ledger-said")


def test_a_changed_version_entry_or_log_is_told(log: Log, browser_page: Page) -> None:
    page, start = browser_page, f"{log.folder.as_uri()}/ledger/verify/index.html"
    page.goto(start)
    assert ask(page, "log")[2:] == ["first", "signature_none"]
    versions, entries = (log.folder / f"ledger/{name}/0.js" for name in ("versions", "entries"))

    change(versions, "二行", "三行")
    page.goto(start)
    assert "digest_bad" in ask(page, "record", "200")
    assert page.inner_text("#ledger-verdict").startswith("✗ 核对没有通过")

    change(entries, '"n":200,', '"n":200,"by":"x",')
    page.goto(start)
    assert "included_bad" in ask(page, "record", "200")
    assert ask(page, "log")[0] == "chain_bad"

    other = log.old.replace(log.old.split("\n")[2], "A" * 43 + "=")
    page.goto(start)
    assert "old_bad" in ask(page, "log", old=other)


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
