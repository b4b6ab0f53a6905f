"""Midnight in Shanghai turns what a status or a deadline says, wherever the computer stands."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from portal import reads, status
from portal.rules.table import STATE
from portal.settings import Settings
from portal.steps import steps
from tests.factories import Content
from tests.portal.rules.cases import build
from tests.portal.rules.judging import Bench, identifier

UTC = datetime.UTC


@pytest.fixture(autouse=True)
def _host_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()
    else:
        yield


def today_at(monkeypatch: pytest.MonkeyPatch, moment: datetime.datetime) -> str:
    """The portal's day when the computer's clock says this."""

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    clock = SimpleNamespace(datetime=Clock, date=datetime.date)
    monkeypatch.setattr("portal.settings.datetime", clock)
    return Settings.read({}).today.isoformat()


def around(monkeypatch: pytest.MonkeyPatch, day: str) -> tuple[str, str]:
    """The portal's day one minute before midnight at the end of `day`, and at midnight."""
    # 24:00 in Shanghai is 16:00 in UTC.
    midnight = datetime.datetime.fromisoformat(f"{day}T16:00:00+00:00")
    before = midnight - datetime.timedelta(minutes=1)
    return today_at(monkeypatch, before), today_at(monkeypatch, midnight)


def test_the_day_turns_at_midnight_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    assert around(monkeypatch, "2026-03-09") == ("2026-03-09", "2026-03-10")
    assert around(monkeypatch, "2026-12-31") == ("2026-12-31", "2027-01-01")


def test_a_computer_that_stands_elsewhere_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    behind = datetime.timezone(datetime.timedelta(hours=-8))
    moment = datetime.datetime(2026, 3, 9, 8, 0, tzinfo=behind)

    assert today_at(monkeypatch, moment) == "2026-03-10"


@pytest.mark.parametrize(
    ("section", "fields", "last", "before", "after"),
    [
        ("announcements", {"opens": "2026-02-02"}, "2026-02-01", "即将开始", "报名中"),
        ("announcements", {"closes": "2026-02-20"}, "2026-02-20", "报名中", "报名截止"),
        ("publicity", {"until": "2026-03-09"}, "2026-03-09", "公示中", "公示期满"),
        ("contracts", {"starts": "2026-03-15"}, "2026-03-14", "尚未开始", "履行中"),
        ("contracts", {"ends": "2026-12-31"}, "2026-12-31", "履行中", "履行期满"),
        ("catalogues", {"effective": "2026-07-01"}, "2026-06-30", "即将施行", "现行有效"),
        ("catalogues", {"until": "2026-12-31"}, "2026-12-31", "现行有效", "已失效"),
        ("policies", {"repealed": "2026-07-01"}, "2026-06-30", "", "已废止"),
    ],
)
def test_a_status_turns_at_midnight(
    bench: Bench,
    world: Content,
    monkeypatch: pytest.MonkeyPatch,
    *,
    section: str,
    fields: dict[str, str],
    last: str,
    before: str,
    after: str,
) -> None:
    build(world, {section: fields})
    said = []
    for day in around(monkeypatch, last):
        with bench.opened(world, day):
            one = reads.record(section, identifier(section))
            assert one is not None
            now = status.status(one)
            said.append(now.word if now else "")
    assert said == [before, after]


def test_a_step_turns_at_midnight(
    bench: Bench, world: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(world, {"publicity": {"published": "2026-03-02", "until": "2026-03-09"}})
    said = []
    for day in around(monkeypatch, "2026-03-09"):
        with bench.opened(world, day):
            project = reads.record("projects", "project")
            assert project is not None
            said.append(str(steps(project)[5].state))
    assert said == ["进行中", "已完成"]


OPEN = {"published": "2026-04-01", "until": "2026-04-09", "notified": "2026-04-13"}
STATES = {"policies": {"id": STATE}, "projects": {"policies": [STATE]}}
YEARLY = {"kind": "社会组织名录", "year": "2025", "issued": "2026-03-02"}


@pytest.mark.parametrize(
    ("rule", "records", "last", "before", "after"),
    [
        ("B-12", {**STATES, "contracts": {}}, "2026-12-31", "尚未到期", "无法判断"),
        ("B-15", {"rosters": YEARLY}, "2027-12-31", "符合", "不符合"),
        ("D-17", {"objections": {"received": "2026-04-01"}}, "2026-04-13", "尚未到期", "不符合"),
        ("D-18", {"reviews": {"decided": "2026-04-02"}}, "2026-04-07", "尚未到期", "不符合"),
        ("E-07", {"publicity": OPEN}, "2026-05-15", "尚未到期", "不符合"),
        ("F-13", {"purchasers": {}}, "2026-12-31", "尚未到期", "无法判断"),
        ("G-01", {"contracts": {}}, "2026-12-31", "尚未到期", "提示"),
        ("G-02", {"contracts": {}}, "2027-03-31", "尚未到期", "提示"),
        ("G-03", {"contracts": {}}, "2027-03-31", "尚未到期", "提示"),
        ("G-12", {"contracts": {}}, "2027-03-01", "尚未到期", "提示"),
        ("H-01", {"purchasers": {}}, "2026-07-31", "尚未到期", "提示"),
        ("H-02", {"meetings": {"held": "2026-06-30"}}, "2026-12-31", "符合", "无法判断"),
    ],
)
def test_a_deadline_passes_at_midnight(
    bench: Bench,
    world: Content,
    monkeypatch: pytest.MonkeyPatch,
    *,
    rule: str,
    records: dict[str, Any],
    last: str,
    before: str,
    after: str,
) -> None:
    build(world, records)
    found = []
    for day in around(monkeypatch, last):
        with bench.opened(world, day):
            found.append(str(bench.verdict(rule).outcome))
    assert found == [before, after]
