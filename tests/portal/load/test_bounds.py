"""No event is told before it happened, and no score is above its full mark."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from portal.fields import Kind
from portal.load import load
from portal.marks import mark_of
from portal.problems import Problem
from portal.sections import BY_NAME, SECTIONS
from tests.factories import DEFAULTS, Content
from tests.portal.faults import fault, faults, line_of

EVENTS = [
    (section.name, name)
    for section in SECTIONS
    for name, field in section.model.model_fields.items()
    if (kind := mark_of(field, Kind)) and kind.past
]
DAY = datetime.timedelta(1)


def test_events_are_told_in_the_sections_that_tell_of_them() -> None:
    assert ("contracts", "signed") in EVENTS
    assert ("evaluations", "evaluated") in EVENTS
    # Declared later, in a record that stays as public as it was.
    assert ("objections", "answered") not in EVENTS
    assert ("reviews", "decided") not in EVENTS


def test_no_event_is_told_before_it_happened(world: Content) -> None:
    world.add("contracts", "contract")
    paths = {}
    for section, name in EVENTS:
        day = datetime.date.fromisoformat(DEFAULTS[section][name])
        id = "contract" if section == "contracts" else "x"
        paths[world.add(section, id, published=(day - DAY).isoformat())] = (section, name, day)
    told = {one.path: one for one in faults(world)}
    assert told.keys() == paths.keys()
    for path, (section, name, day) in paths.items():
        label = BY_NAME[section].model.model_fields[name].title
        assert told[path] == Problem(
            path,
            line_of(world, path, f'"{name}"'),
            name,
            f"「{label}」{day} 晚于公开日期 {day - DAY}",
            f"核对 {name} 和 published：还没有发生的事，发生以后再公开",
        )
    for section, name in EVENTS:
        id = "contract" if section == "contracts" else "x"
        world.add(section, id, published=DEFAULTS[section][name])
    load(world.folder)


def indicators(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": f"第{n}项", "weight": weight, "score": score}
        for n, (weight, score) in enumerate(pairs, 1)
    ]


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"score": "100.01"}, "score", "得分 100.01 超过 100"),
        (
            {"indicators": indicators(("40", "90"), ("60", "110.5"))},
            "indicators[2].score",
            "得分 110.5 超过 100",
        ),
    ],
)
def test_a_score_is_out_of_a_hundred(
    world: Content, fields: dict[str, Any], field: str, reason: str
) -> None:
    path = world.add("evaluations", "e", **fields)
    problem = fault(world)
    assert (problem.path, problem.field, problem.reason) == (path, field, reason)
    assert problem.line > 0
    assert problem.remedy == "满分按 100 分计；别的满分换算以后再写"


def test_an_indicator_is_not_above_the_weight_that_is_its_full_mark(world: Content) -> None:
    scored = indicators(("40", "41.5"), ("60", "51"))
    path = world.add("evaluations", "e", score="92.5", indicators=scored)
    problem = fault(world)
    assert (problem.path, problem.field) == (path, "indicators[1].score")
    assert problem.reason == "「第1项」得 41.5 分，超过权重 40"
    assert problem.remedy == "各项得分之和等于总得分，得分就不能超过权重：核对 score 和 weight"


@pytest.mark.parametrize(
    ("score", "pairs"),
    [
        ("92.5", [("40", "40"), ("60", "52.5")]),  # out of the weights
        ("92.5", [("50", "90"), ("50", "95")]),  # out of a hundred, weighted
        ("92.5", [("40", "41.5"), ("60", "50")]),  # neither: nobody knows which is wrong
        ("95", [("40", "38"), ("60", "54"), ("0", "3")]),  # with a bonus
        ("95", [("40", "95")]),  # not all indicators are told
    ],
)
def test_other_ways_to_score_pass(world: Content, score: str, pairs: list[tuple[str, str]]) -> None:
    world.add("evaluations", "e", score=score, indicators=indicators(*pairs))
    load(world.folder)


@pytest.mark.parametrize(("whole", "part"), [("0", "5"), ("100", "100.01")])
def test_a_part_is_no_more_than_the_whole(world: Content, whole: str, part: str) -> None:
    world.add("accounts", "a", new_services=whole, to_organisations=part)
    assert fault(world).reason == "向社会组织购买的支出多于新增支出"


@pytest.mark.parametrize(("whole", "part"), [("0", "0"), ("5", "5"), (None, "5"), ("5", None)])
def test_what_is_not_told_is_not_compared(
    world: Content, whole: str | None, part: str | None
) -> None:
    world.add("accounts", "a", new_services=whole, to_organisations=part)
    load(world.folder)


def test_what_a_skeleton_has_in_place_of_a_text_is_not_published(world: Content) -> None:
    world.add("notices", "a", summary="……")
    world.add("announcements", "b", criteria=[{"name": "……", "weight": "100"}])
    assert [(one.path, one.field, one.reason) for one in faults(world)] == [
        ("announcements/b.md", "criteria[1].name", "还是空表里的「……」，没有填写"),
        ("notices/a.md", "summary", "还是空表里的「……」，没有填写"),
    ]
