"""What a record is today, at the first and the last day of everything that begins and ends."""

from __future__ import annotations

from typing import Any

import pytest

from portal import reads, status
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words


def on(make_app: MakeApp, today: str, section: str) -> tuple[str, str] | None:
    """Word and tone of the status of the record `it`."""
    with make_app(today).app_context():
        one = reads.record(section, "it")
        assert one is not None
        now = status.status(one)
        return (now.word, now.tone) if now else None


@pytest.mark.parametrize(
    ("section", "fields", "today", "expected"),
    [
        ("announcements", {}, "2026-02-01", ("即将开始", "soon")),
        ("announcements", {}, "2026-02-02", ("报名中", "open")),
        ("announcements", {}, "2026-02-20", ("报名中", "open")),
        ("announcements", {}, "2026-02-21", ("报名截止", "done")),
        ("publicity", {}, "2026-03-02", ("公示中", "open")),
        ("publicity", {}, "2026-03-09", ("公示中", "open")),
        ("publicity", {}, "2026-03-10", ("公示期满", "done")),
        ("contracts", {}, "2026-03-14", ("尚未开始", "soon")),
        ("contracts", {}, "2026-03-15", ("履行中", "open")),
        ("contracts", {}, "2026-12-31", ("履行中", "open")),
        ("contracts", {}, "2027-01-01", ("履行期满", "done")),
        ("catalogues", {"effective": "2026-07-01"}, "2026-06-30", ("即将施行", "soon")),
        ("catalogues", {"effective": "2026-07-01"}, "2026-07-01", ("现行有效", "open")),
        ("catalogues", {"until": "2026-12-31"}, "2026-12-31", ("现行有效", "open")),
        ("catalogues", {"until": "2026-12-31"}, "2027-01-01", ("已失效", "done")),
        ("policies", {}, "2026-06-30", None),
        ("policies", {"repealed": "2026-07-01"}, "2026-06-30", None),
        ("policies", {"repealed": "2026-07-01"}, "2026-07-01", ("已废止", "bad")),
        ("policies", {"until": "2026-07-01"}, "2026-07-01", None),
        ("policies", {"until": "2026-07-01"}, "2026-07-02", ("已失效", "bad")),
        ("notices", {}, "2026-06-30", None),
    ],
)
def test_a_status_changes_on_its_day(
    world: Content,
    make_app: MakeApp,
    *,
    section: str,
    fields: dict[str, Any],
    today: str,
    expected: tuple[str, str] | None,
) -> None:
    world.add(section, "it", **fields)

    assert on(make_app, today, section) == expected


@pytest.mark.parametrize(
    ("fields", "today", "expected"),
    [
        ({"effective": "2026-07-01"}, "2026-06-30", ("现行有效", "2026-06-30")),
        ({"effective": "2026-07-01"}, "2026-07-01", ("已失效", "None")),
        ({"effective": "2026-07-01", "replaces": None}, "2026-07-01", ("现行有效", "None")),
    ],
)
def test_a_catalogue_is_in_force_until_another_takes_its_place(
    world: Content,
    make_app: MakeApp,
    *,
    fields: dict[str, Any],
    today: str,
    expected: tuple[str, str],
) -> None:
    world.add("catalogues", "next", **{"replaces": "catalogue", **fields})
    with make_app(today).app_context():
        one = reads.record("catalogues", "catalogue")
        now = status.status(one) if one else None
        assert now
        assert (now.word, str(now.until)) == expected


@pytest.mark.parametrize(
    ("terminated", "expected"), [("2026-02-09", "报名中"), ("2026-02-10", "已终止")]
)
def test_a_purchase_that_is_ended_ends_the_notices_before(
    world: Content, make_app: MakeApp, terminated: str, expected: str
) -> None:
    world.add("announcements", "it", published="2026-02-10")
    world.add("terminations", "end", terminated=terminated)

    now = on(make_app, "2026-02-20", "announcements")

    assert now
    assert now[0] == expected


@pytest.mark.parametrize(
    ("today", "left", "said"),
    [
        ("2026-03-08", 1, "还有 1 天"),
        ("2026-03-09", 0, "今天是最后一天"),
        ("2026-03-10", -1, "公示期已满"),
    ],
)
def test_the_days_left_are_counted_to_the_stated_end(
    world: Content, make_app: MakeApp, today: str, left: int, said: str
) -> None:
    world.add("publicity", "it")

    clock = page(make_app(today), "/publicity/it/").find_class("clock__left")[0]

    assert (clock.get("data-left"), words(clock)) == (str(left), said)


def test_the_days_of_a_publicity_that_was_ended_are_not_counted_on(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "it")
    world.add("terminations", "end", ends="publicity/it", terminated="2026-03-03")

    tree = page(make_app("2026-03-04"), "/publicity/it/")

    (clock,) = tree.find_class("clock__left")
    assert (words(clock), clock.get("data-until")) == ("已终止", None)
    assert "任何人都可以" not in words(tree)
    assert "公示期已满" not in words(tree)


@pytest.mark.parametrize(
    ("site_rule", "own_rule", "counted", "last"),
    [
        ("次日起算", None, 5, "2026-03-09"),
        ("当日起算", None, 6, "2026-03-06"),
        ("次日起算", "当日起算", 6, "2026-03-06"),
        ("当日起算", "次日起算", 5, "2026-03-09"),
    ],
)
def test_a_publicity_counts_its_first_day_as_it_says_else_as_the_site_says(
    world: Content,
    make_app: MakeApp,
    *,
    site_rule: str,
    own_rule: str | None,
    counted: int,
    last: str,
) -> None:
    world.site(start_rule=site_rule)
    world.owes_five_days()
    world.add("publicity", "it", until="2026-03-09", start_rule=own_rule)
    with make_app().app_context():
        one = reads.record("publicity", "it")
        assert one is not None
        assert status.counted(one) == counted
        assert status.window(one).last.isoformat() == last


def test_no_number_of_days_is_owed_where_no_policy_sets_one(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "it", until="2026-03-05")
    said = []
    for bound in (False, True):
        if bound:
            world.owes_five_days()
        with make_app().app_context():
            one = reads.record("publicity", "it")
            assert one is not None
            said.append((status.days_owed(one), status.short(one), status.window(one).last.day))
    assert said == [(None, False, 5), (5, True, 9)]
