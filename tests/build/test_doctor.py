from __future__ import annotations

import dataclasses
import datetime
import json
import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from build import doctor
from build.doctor import Grade, Point, examine
from portal.load import load
from portal.settings import Settings
from portal.window import UnknownYear
from tests.build.command import run
from tests.factories import Content


@pytest.fixture
def settings(world: Content, tmp_path: Path) -> Settings:
    (tmp_path / "state").mkdir()
    day = datetime.date(2026, 3, 2)
    return Settings(world.folder, tmp_path / "site", tmp_path / "state", day)


def points(settings: Settings) -> dict[str, Point]:
    return {point.name: point for point in examine(settings, load(settings.content))}


def test_every_point_that_is_not_in_order_has_a_remedy(settings: Settings) -> None:
    found = points(settings)
    assert {"Python", "依赖", "工作日历", "磁盘", "中文字体", "内容", "上次构建"} <= found.keys()
    for point in found.values():
        assert bool(point.remedy) == (point.grade is not Grade.GOOD), point


@pytest.mark.parametrize(
    ("today", "grade"),
    [("2025-12-01", Grade.GOOD), ("2026-03-02", Grade.SOON), ("2026-12-20", Grade.BAD)],
)
def test_the_calendar_is_looked_at_a_year_ahead(settings: Settings, today: str, grade: str) -> None:
    day = datetime.date.fromisoformat(today)
    point = points(dataclasses.replace(settings, today=day))["工作日历"]
    assert point.grade == grade
    assert ("2027" in point.found) == (grade != Grade.GOOD)


def test_the_first_day_whose_window_cannot_be_counted_is_told(settings: Settings) -> None:
    loaded = load(settings.content)
    point = points(settings)["工作日历"]
    first = datetime.date.fromisoformat(point.found.partition("，")[2][:10])
    with pytest.raises(UnknownYear):
        loaded.workdays.last(first)
    assert loaded.workdays.last(first - datetime.timedelta(days=1)).year == first.year


def test_a_full_disk_is_told_before_the_build_fails(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(100, 99, 1))
    assert points(settings)["磁盘"].grade is Grade.BAD


def test_another_version_of_a_dependency_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pins = tmp_path / "pins.txt"
    pins.write_text("flask==0.1 \\\n    --hash=x\nnot-there==1 \\\n")
    monkeypatch.setattr(doctor, "_PINS", pins)
    found = points(settings)["依赖"].found
    assert "flask" in found
    assert "（应为 0.1）" in found
    assert "not-there 没有安装（应为 1）" in found


@pytest.mark.parametrize(
    ("said", "grade", "words"),
    [
        ({}, Grade.GOOD, "已发布"),
        ({"exit_code": 1, "outcome": "内容有问题", "message": "甲"}, Grade.BAD, "甲"),
        ({"last_published": "2026-01-01T00:00:00+08:00"}, Grade.BAD, "48 小时"),
    ],
)
def test_the_last_build_is_looked_at(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    said: dict[str, Any],
    grade: str,
    words: str,
) -> None:
    moment = datetime.datetime.fromisoformat("2026-03-02T08:00:00+08:00")
    monkeypatch.setattr(doctor, "now", lambda: moment)
    last = {
        "version": 1,
        "outcome": "已发布",
        "exit_code": 0,
        "finished": "2026-03-02T00:05:09+08:00",
        "last_published": "2026-03-02T00:05:09+08:00",
        "files": 1,
        "message": "",
    }
    (settings.state / "last.json").write_text(json.dumps({**last, **said}), encoding="utf-8")
    point = points(settings)["上次构建"]
    assert point.grade == grade
    assert words in point.found + point.remedy


def test_an_address_that_is_an_example_is_told_on_a_real_site(
    settings: Settings, world: Content
) -> None:
    (world.folder / "purchasers/purchaser.md").unlink()
    for path in sorted(world.folder.rglob("*.md")):
        path.unlink()
    world.site(demo="否")
    assert points(settings)["网站信息"].grade is Grade.BAD
    found = [one.found for one in doctor._content(settings, load(settings.content))]
    assert "site.yaml 没有填联系部门、联系电话、网站标识码、安全问题联系方式" in found


def test_the_command_ends_with_four_when_something_must_be_done(
    options: list[str], world: Content
) -> None:
    late = ["--as-of", "2026-12-20"]
    result = run("doctor", *options, *late)
    assert result.exit_code == 4
    assert "[要处理] 工作日历" in result.output
    assert "要处理：工作日历" in result.output


def test_faults_of_the_content_are_one_point_among_the_others(
    options: list[str], world: Content
) -> None:
    world.add("notices", "one", kind="x")
    result = run("doctor", *options)
    assert result.exit_code == 4
    assert "[要处理] 内容：有 1 处问题，第一处：notices/one.md" in result.output
    assert "[正常] Python" in result.output
    assert "] 磁盘" in result.output
