from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.window import StartRule, UnknownYear, Window, Workdays

NEXT, SAME = StartRule.NEXT_DAY, StartRule.SAME_DAY
WORKDAYS = Workdays()


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def counted(window: Window) -> list[str]:
    return [one.day.strftime("%m-%d") for one in window.days if one.number]


@pytest.mark.parametrize(
    ("published", "days"),
    [
        # May Day, with the make-up workday on Sunday the 5th.
        ("2019-04-30", "05-05 05-06 05-07 05-08 05-09"),
        # The Spring Festival that was made longer.
        ("2020-01-22", "01-23 02-03 02-04 02-05 02-06"),
        # The Spring Festival, with the make-up workday on Saturday the 20th.
        ("2021-02-08", "02-09 02-10 02-18 02-19 02-20"),
        # The National Day, with a whole make-up weekend.
        ("2022-09-30", "10-08 10-09 10-10 10-11 10-12"),
        # A make-up Sunday before May Day.
        ("2023-04-21", "04-23 04-24 04-25 04-26 04-27"),
        ("2024-02-08", "02-09 02-18 02-19 02-20 02-21"),
        ("2025-01-24", "01-26 01-27 02-05 02-06 02-07"),
        # Over the turn of the year.
        ("2025-12-30", "12-31 01-04 01-05 01-06 01-07"),
        # The National Day, with the make-up workday on Saturday the 10th.
        ("2026-09-28", "09-29 09-30 10-08 10-09 10-10"),
        # A plain week; published on a Saturday; on a make-up Saturday; on a holiday.
        ("2026-03-02", "03-03 03-04 03-05 03-06 03-09"),
        ("2026-03-07", "03-09 03-10 03-11 03-12 03-13"),
        ("2026-10-10", "10-12 10-13 10-14 10-15 10-16"),
        ("2025-10-01", "10-09 10-10 10-11 10-13 10-14"),
    ],
)
def test_five_working_days_are_counted_from_the_day_after(published: str, days: str) -> None:
    assert counted(WORKDAYS.window(day(published))) == days.split()


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2026-09-28", "09-28 09-29 09-30 10-08 10-09"),
        ("2026-03-02", "03-02 03-03 03-04 03-05 03-06"),
        ("2026-10-10", "10-10 10-12 10-13 10-14 10-15"),
        ("2026-03-07", "03-09 03-10 03-11 03-12 03-13"),
        ("2025-10-01", "10-09 10-10 10-11 10-13 10-14"),
    ],
)
def test_the_first_day_counts_when_the_site_says_so(published: str, days: str) -> None:
    assert counted(WORKDAYS.window(day(published), start_rule=SAME)) == days.split()


def test_every_day_of_the_window_says_why_it_counts_or_not() -> None:
    window = WORKDAYS.window(day("2026-09-30"), days=3)
    assert [(one.day.day, one.number, one.reason) for one in window.days] == [
        (30, None, "公开当日，不计入"),
        (1, None, "国庆节假期"),
        (2, None, "国庆节假期"),
        (3, None, "国庆节假期"),
        (4, None, "国庆节假期"),
        (5, None, "国庆节假期"),
        (6, None, "国庆节假期"),
        (7, None, "国庆节假期"),
        (8, 1, "工作日"),
        (9, 2, "工作日"),
        (10, 3, "国庆节调休上班"),
    ]
    assert window.last == day("2026-10-10")


def test_a_local_holiday_is_not_counted() -> None:
    local = Workdays({day("2026-03-04"): (False, "本地纪念日")})
    window = local.window(day("2026-03-02"))
    assert counted(window) == ["03-03", "03-05", "03-06", "03-09", "03-10"]
    assert window.days[2].reason == "本地纪念日"


def test_a_year_that_the_content_holds_whole_is_counted() -> None:
    overlay = {day(f"2027-02-{n:02d}"): (False, "春节") for n in range(5, 12)}
    overlay[day("2027-02-14")] = (True, "春节")
    year = Workdays(overlay, frozenset({2027}))
    window = year.window(day("2027-02-03"))
    assert counted(window) == ["02-04", "02-12", "02-14", "02-15", "02-16"]
    assert [one.reason for one in window.days[1:3]] == ["工作日", "春节"]
    assert {one.reason for one in window.days if one.day.day in (13, 14)} == {
        "周末",
        "春节（调休上班）",
    }


@pytest.mark.parametrize("published", ["2026-12-28", "2027-06-01", "2003-12-30", "9999-12-31"])
def test_a_year_nobody_knows_is_refused_and_the_file_to_write_is_named(published: str) -> None:
    year = 2027 if published.startswith("2026") else day(published).year
    with pytest.raises(UnknownYear) as caught:
        WORKDAYS.window(day(published))
    assert caught.value.year == year
    assert str(caught.value) == (
        f"还不知道 {year} 年的放假安排，无法计算工作日。"
        f"请把国务院办公厅的放假通知写入 content/calendar/{year}.md。"
    )


def test_some_days_off_do_not_make_a_year_known() -> None:
    with pytest.raises(UnknownYear):
        Workdays({day("2027-01-01"): (False, "元旦")}).window(day("2026-12-31"))


@pytest.mark.parametrize(
    ("until", "rule", "days"),
    [
        ("2026-09-28", NEXT, 0),
        ("2026-09-28", SAME, 1),
        ("2026-10-07", NEXT, 2),
        ("2026-10-10", NEXT, 5),
        ("2026-10-10", SAME, 6),
        ("2026-09-01", NEXT, 0),
    ],
)
def test_the_working_days_of_a_stated_window_are_counted(
    until: str, rule: StartRule, days: int
) -> None:
    assert WORKDAYS.between(day("2026-09-28"), day(until), rule) == days


@given(
    published=st.dates(day("2019-01-01"), day("2026-11-15")),
    days=st.integers(1, 25),
    rule=st.sampled_from(StartRule),
)
def test_a_window_holds_exactly_its_days_and_ends_on_a_working_day(
    published: datetime.date, days: int, rule: StartRule
) -> None:
    window = WORKDAYS.window(published, days, rule)
    assert [one.number for one in window.days if one.number] == list(range(1, days + 1))
    assert window.days[0].day == published
    assert [one.day for one in window.days] == [
        published + datetime.timedelta(days=n) for n in range(len(window.days))
    ]
    assert WORKDAYS.look(window.last)[0]
    assert WORKDAYS.between(published, window.last, rule) == days
