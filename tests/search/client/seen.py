"""Two documents, and the search page as a test looks at it in the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.search.samples import document

PAIR = [
    document("announcements/a1", "云溪市服务，职工公告", "面向职工开展服务。", "2026-03-02"),
    document("publicity/p1", "青禾县公示", "服务职工项目已评审完毕。", ""),
]


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
