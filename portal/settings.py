"""Where things are and what day it is: the only configuration that comes from outside content/."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import click

CHECKOUT = Path(__file__).resolve().parent.parent
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Settings:
    """Folders (absolute) and the portal's day, which is the only clock there is.

    ledger_key: file of the private key with which this machine signs the ledger's checkpoints.
    """

    content: Path
    site: Path
    state: Path
    today: datetime.date
    ledger_key: Path | None = None

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, **options: str | None) -> Settings:
        """Settings from PORTAL_HOME, PORTAL_CONTENT, PORTAL_SITE, PORTAL_STATE and PORTAL_TODAY.

        PORTAL_HOME names the folder that holds content, build/site and build/state, in place of the
        checkout: with it a new version of the program touches nothing of the office's.
        PORTAL_LEDGER_KEY names the file of the private key that signs the ledger.
        options: content, site, state, today; each given one wins over its variable.
        Without a date, today is the present day in Asia/Shanghai.
        Raises click.UsageError when the date is not YYYY-MM-DD.
        """
        environ = os.environ if environ is None else environ

        def value(name: str, default: str) -> str:
            return options.get(name) or environ.get(f"PORTAL_{name.upper()}") or default

        home = Path(environ.get("PORTAL_HOME") or CHECKOUT)
        key = value("ledger_key", "")
        return cls(
            content=Path(value("content", str(home / "content"))).absolute(),
            site=Path(value("site", str(home / "build" / "site"))).absolute(),
            state=Path(value("state", str(home / "build" / "state"))).absolute(),
            today=parse_date(value("today", now().date().isoformat())),
            ledger_key=Path(key).absolute() if key else None,
        )


def now() -> datetime.datetime:
    """The present moment in Asia/Shanghai: for the day above, and for the health of the build."""
    return datetime.datetime.now(ZONE)


# Of every day of the portal: from the last of them, deadlines still can be reckoned.
YEARS = range(1900, 2101)


def parse_date(text: str) -> datetime.date:
    """The date written YYYY-MM-DD; raises click.UsageError."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise click.UsageError(f"日期「{text}」的写法不对，请写成 2026-03-02 的样子。")
    if day.year not in YEARS:
        raise click.UsageError(
            f"日期「{text}」的年份不对，请写 {YEARS[0]} 到 {YEARS[-1]} 之间的年份。"
        )
    return day
