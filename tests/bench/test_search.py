from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.bench import search
from tests.bench.queries import KINDS

pytestmark = pytest.mark.browser


def test_the_benchmark_prints_a_row_for_each_kind(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = {name: KINDS[name] for name in ("whole name", "two characters")}
    monkeypatch.setattr("tests.bench.queries.KINDS", kinds)
    search.report(30, 1, with_pagefind=False, browser=browser)
    head, _, *rows = capsys.readouterr().out.strip().split("\n")
    assert head.startswith("30 records, ours: index in ")
    assert [row.split(" | ")[0].strip() for row in rows[:2]] == list(kinds)
    assert all(row.endswith("1.000 1.000 1.000") for row in rows)
