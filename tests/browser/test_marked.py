"""The demonstration with an English interface: what is Chinese is marked, also what the search finds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from build.cli import main
from portal.settings import CHECKOUT
from tests.conftest import DEMO_DAY
from tests.shown import HAN, spoken, texts, told


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the English site."""
    work = tmp_path_factory.mktemp("english")
    content = work / "content"
    shutil.copytree(CHECKOUT / "content", content)
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("language: en\n")
    options = {"--content": content, "--site": work / "site", "--state": work / "state"}
    arguments = [str(word) for option in options.items() for word in option]
    built = CliRunner().invoke(main, [*arguments, "--as-of", str(DEMO_DAY)], catch_exceptions=False)
    assert built.exit_code == 0, built.output
    return work / "site"


@pytest.mark.long
def test_all_that_is_chinese_is_marked_and_from_a_record(english: Path) -> None:
    wrong = [
        f"{path}: {key}: {text.strip()[:80]}"
        for path in sorted(english.rglob("*.html"))
        for key, element, text in texts(path.name, path.read_bytes())
        if HAN.search(text) and "@" not in key and key != "title"
        if spoken(element) != "zh-Hans" or any(one not in told() for one in HAN.findall(text))
    ]

    assert wrong == []
    assert '<html lang="en-GB">' in (english / "index.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_search_page_answers_in_english(english: Path, browser_page: Page) -> None:
    browser_page.goto((english / "search/index.html").as_uri() + "?q=服务")
    status = browser_page.locator("#portal-search-status")
    expect(status).to_contain_text("Results:")
    browser_page.get_by_text("Filter and sort").click()
    browser_page.locator("[data-facet=method] summary").click()
    expect(browser_page.get_by_label("Open tender", exact=False).first).to_be_visible()
    title = browser_page.locator(".hit__title").first
    expect(title).to_have_attribute("lang", "zh-Hans")
    assert browser_page.locator(".hit__section").first.get_attribute("lang") is None

    browser_page.get_by_role("searchbox").fill("nothing like this")
    expect(status).to_contain_text("Nothing found")
