"""Make the demonstration's ledger anew: `python -m tests.demo_ledger`, after its records have changed.

The demonstration is published month by month as its records came to be, and one announcement's
telephone number is put right in between, so that the ledger shows two versions and a declaration.
What was in content/ledger/ is replaced: only the demonstration may begin its past again.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from build import ledger
from portal.ledger.keeping import book_of
from portal.load import load
from portal.settings import CHECKOUT, Settings
from tests.conftest import DEMO_DAY

CONTENT = CHECKOUT / "content"
CORRECTED = "announcements/jz-2025-001"
WRONG = ("phone: 0980-5550318", "phone: 0980-5550813")
NOTICED = datetime.date(2025, 4, 30)
DECLARED = """# 改动已公开的记录，先在这里声明：改的是账本第几号、谁决定的、为什么。
changes:
  - record: {record}
    entry: {entry}
    act: 更正
    date: {date}
    by: 霁州市总工会经济工作部
    reason: 办公电话后三位写颠倒了
"""


def days() -> list[datetime.date]:
    """The last day of each month from the opening on, and the day the demonstration is looked at."""
    months = [divmod(month, 12) for month in range(2025 * 12 + 1, 2026 * 12 + 11)]
    ends = [datetime.date(year, month + 1, 1) - datetime.timedelta(1) for year, month in months]
    return [day for day in ends if day < DEMO_DAY] + [DEMO_DAY]


def publish(settings: Settings, day: datetime.date) -> None:
    """What a build on this day does with the ledger."""
    now = replace(settings, today=day)
    loaded = load(now.content, now.state)
    book = book_of(now, loaded)
    ledger.refuse(now, loaded.site, book)
    ledger.append(now, book)


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        content = Path(work) / "content"
        shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("ledger"))
        site = content / "site.yaml"
        settled = site.read_text(encoding="utf-8")
        if "\nledger:" not in settled:
            settled = settled.rstrip("\n") + "\nledger: 是\n"
        site.write_text(settled, encoding="utf-8")
        (file,) = content.glob(f"{CORRECTED.replace('/', '/**/')}.md")
        right = file.read_text(encoding="utf-8")
        assert WRONG[0] in right, f"{file.name} has another telephone number now"
        file.write_text(right.replace(*WRONG), encoding="utf-8")
        settings = Settings(content, Path(work) / "site", Path(work) / "state", DEMO_DAY)
        for day in days():
            if day == NOTICED:
                entry = entry_of(settings)
                file.write_text(right, encoding="utf-8")
                said = DECLARED.format(record=CORRECTED, entry=entry, date=NOTICED)
                (content / "ledger/declared.yaml").write_text(said, encoding="utf-8")
            publish(settings, day)
        shutil.rmtree(CONTENT / "ledger", ignore_errors=True)
        shutil.copytree(content / "ledger", CONTENT / "ledger")
        (CONTENT / "site.yaml").write_text(settled, encoding="utf-8")


def entry_of(settings: Settings) -> int:
    book = book_of(settings, load(settings.content, settings.state))
    assert book is not None
    return book.log.newest[CORRECTED]


if __name__ == "__main__":
    main()
