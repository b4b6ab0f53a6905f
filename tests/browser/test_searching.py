"""Searching the frozen site, as a citizen does, with the live portal as the measure."""

from __future__ import annotations

import random
import re
from urllib.parse import quote

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.documents import documents
from search.analyzer import ASIDE, fold
from search.documents import Document
from search.query import parse

pytestmark = pytest.mark.browser

Found = tuple[int, list[str]]


def ask(page: Page, address: str, query: str) -> Found:
    """Open the search page with the query in the address; the total and the first ten records."""
    page.goto(f"{address}search/index.html?q={quote(query, safe='')}")
    return shown(page)


def shown(page: Page) -> Found:
    total = page.locator("#portal-search-status [data-total]")
    total.wait_for()
    hits = page.locator("#portal-search-hits > li").all()
    records = [hit.get_attribute("data-record") or "" for hit in hits]
    return int(total.get_attribute("data-total") or ""), records


def live(demo: Flask, query: str) -> Found:
    """What Whoosh answers."""
    page = demo.test_client().get("/search/", query_string={"q": query}).text
    total = re.search(r'data-total="(\d+)"', page)
    assert total is not None
    return int(total[1]), re.findall(r'<li class="hit" data-record="([^"]+)"', page)


def holders(everything: list[Document], query: str) -> int:
    """How many documents hold every part of the query, found by reading them all."""
    texts = [(fold(one.title), fold(one.body)) for one in everything]
    return sum(
        all(term in title or term in body for term in parse(query).terms) for title, body in texts
    )


def sample(everything: list[Document], number: int) -> list[str]:
    """Runs of two to six characters, cut anywhere out of titles and bodies, always the same."""
    chance = random.Random(20261120)  # noqa: S311 - a sample, not a secret
    found: list[str] = []
    while len(found) < number:
        one = chance.choice(everything)
        text = chance.choice([one.title, one.body or one.title])
        start = chance.randrange(len(text))
        run = text[start : start + chance.randint(2, 6)].strip()
        # What is said aside, as labels are, is not searched.
        if len(run) > 1 and fold(run) and ASIDE not in run:
            found.append(run)
    return found


def test_words_cut_across_are_found_and_the_back_button_returns(
    visitor: Page, address: str
) -> None:
    visitor.goto(f"{address}index.html")
    box = visitor.get_by_role("searchbox")
    box.fill("车司机关爱服务补")
    box.press("Enter")
    visitor.wait_for_url(f"{address}search/index.html?q={quote('车司机关爱服务补')}")
    total, records = shown(visitor)
    assert total == len(records) > 3
    assert "projects/jt-2026-001" in records
    expect(visitor.get_by_role("searchbox")).to_have_value("车司机关爱服务补")

    hit = visitor.locator('[data-record="projects/jt-2026-001"]')
    assert hit.locator("a mark").all_inner_texts() == ["车司机关爱服务补"]
    hit.get_by_role("link").click()
    article = visitor.locator("article[data-record]")
    expect(article).to_have_attribute("data-record", "projects/jt-2026-001")

    visitor.go_back()
    assert shown(visitor) == (total, records)
    visitor.go_back()
    assert visitor.url == f"{address}index.html"


def test_the_next_question_is_asked_on_the_same_page(visitor: Page, address: str) -> None:
    ask(visitor, address, "心理")
    box = visitor.get_by_role("searchbox")
    box.fill("LCZGH-2025-001")
    box.press("Enter")
    expect(visitor.locator("mark").first).to_have_text("LCZGH-2025-001")
    assert "projects/lc-2025-001" in shown(visitor)[1]
    assert visitor.url.endswith("?q=LCZGH-2025-001")
    visitor.go_back()
    expect(visitor.get_by_role("searchbox")).to_have_value("心理")


def test_nothing_found_says_what_to_try(visitor: Page, address: str) -> None:
    assert ask(visitor, address, "查无此项目") == (0, [])
    expect(visitor.get_by_role("status")).to_have_text(
        "没有找到。请减少文字，换一种说法，或把繁体字改成简体字。"
    )


def test_an_empty_page_asks_for_words(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}search/index.html")
    expect(visitor.get_by_role("status")).to_have_text("请输入要查找的文字。")


def test_later_pages_hold_the_other_hits(visitor: Page, address: str) -> None:
    total, records = ask(visitor, address, "末期评估")
    assert total > len(records) == 10
    seen = set(records)
    while visitor.get_by_role("link", name="下一页").count():
        visitor.get_by_role("link", name="下一页").click()
        expect(visitor.locator(f'[data-record="{records[0]}"]')).to_have_count(0)
        _, records = shown(visitor)
        seen.update(records)
    assert len(seen) == total


@pytest.mark.parametrize("query", ["１，１６８，０００", "1,168,000", "lczgh－２０２５", "168000"])
def test_full_width_is_half_width_and_parts_of_numbers_are_found(
    visitor: Page, address: str, query: str
) -> None:
    wanted = "publicity/lc-2026-003" if "68" in query or "６８" in query else "projects/lc-2025-001"
    assert wanted in ask(visitor, address, query)[1]


def test_the_frozen_search_answers_as_the_live_one(
    visitor: Page, address: str, demo: Flask
) -> None:
    with demo.app_context():
        everything = list(documents())
    half = slice(address.startswith("file:"), None, 2)
    for query in sample(everything, 40)[half]:
        found = ask(visitor, address, query)
        assert (query, *found) == (query, *live(demo, query))
        assert found[0] == holders(everything, query) > 0, query
