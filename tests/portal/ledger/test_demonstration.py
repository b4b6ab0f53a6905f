"""The demonstration keeps a ledger as an office would: complete, with one declared correction."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from flask import Flask

from portal import store
from portal.ledger.keeping import book_of
from portal.load import load
from portal.settings import CHECKOUT, Settings
from tests.conftest import DEMO_DAY
from tests.demo_ledger import CORRECTED
from tests.reading import page, words

STALE = "the demonstration has changed: run python -m tests.demo_ledger, and write the golden pages"


@pytest.mark.parametrize("day", [DEMO_DAY, DEMO_DAY + datetime.timedelta(1000)])
def test_a_build_of_the_demonstration_has_nothing_to_add(
    day: datetime.date, tmp_path: Path
) -> None:
    settings = Settings(CHECKOUT / "content", tmp_path / "site", tmp_path / "state", day)

    book = book_of(settings, load(settings.content))

    assert book is not None
    assert book.problems == (), STALE
    assert book.log.size == book.stored, STALE


def test_every_record_has_an_entry_of_the_time_it_was_published(demo: Flask) -> None:
    book = store.of(demo).book
    assert book is not None
    dates = [entry.date for entry in book.log.entries]
    assert dates == sorted(dates)
    assert dates[-1] <= DEMO_DAY.isoformat()


def test_the_corrected_record_shows_both_versions(demo: Flask) -> None:
    record = page(demo, f"/{CORRECTED}/")
    links = record.xpath("//a[contains(@href, 'ledger/records/')]")
    assert [words(link) for link in links] == ["改了什么，看各版对照", "共 2 个版本"]

    versions = words(page(demo, f"/ledger/records/{CORRECTED}/"))
    assert "0980-5550813" in versions
    assert "0980-5550318" in versions
