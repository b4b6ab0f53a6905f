from __future__ import annotations

import pytest

from portal.load import load
from portal.problems import ContentError
from tests.factories import Content


@pytest.mark.parametrize(("body", "sound"), [("[a](#二)\n\n## 二", True), ("[a](#三)", False)])
def test_an_anchor_in_a_body_must_be_there(content: Content, body: str, sound: bool) -> None:
    content.add("notices", "one", body)
    assert faults(content) == ([] if sound else ["链接「#三」指向的位置不存在"])


def test_two_calendars_do_not_contradict_each_other(content: Content) -> None:
    day = {"day": "2026-02-17", "name": "春节"}
    content.add("calendar", "a", holidays=[day])
    content.add("calendar", "b", workdays=[dict(day)])
    assert faults(content) == ["2026-02-17 在 calendar/a.md 里已经写过"]


def test_an_impossible_share_and_year_are_refused(world: Content) -> None:
    world.add("evaluations", "one", satisfaction="120")
    world.add("plans", "two", year="26")
    assert faults(world) == ["「120」超过 100", "「26」不是年份"]


def faults(content: Content) -> list[str]:
    try:
        load(content.folder)
    except ContentError as error:
        return [problem.reason for problem in error.problems]
    return []
