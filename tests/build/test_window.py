"""`python -m build window`: which days count between a publication and its last day."""

from __future__ import annotations

import json

import pytest

from tests.build.command import run
from tests.factories import Content

# The window over the autumn festival of 2026: 10 October is a Saturday that is worked.
AUTUMN = [
    ("2026-09-28", "星期一", None, "公开当日，不计入"),
    ("2026-09-29", "星期二", 1, "工作日"),
    ("2026-09-30", "星期三", 2, "工作日"),
    ("2026-10-01", "星期四", None, "国庆节假期"),
    ("2026-10-02", "星期五", None, "国庆节假期"),
    ("2026-10-03", "星期六", None, "国庆节假期"),
    ("2026-10-04", "星期日", None, "国庆节假期"),
    ("2026-10-05", "星期一", None, "国庆节假期"),
    ("2026-10-06", "星期二", None, "国庆节假期"),
    ("2026-10-07", "星期三", None, "国庆节假期"),
    ("2026-10-08", "星期四", 3, "工作日"),
    ("2026-10-09", "星期五", 4, "工作日"),
    ("2026-10-10", "星期六", 5, "国庆节调休上班"),
]


def test_the_window_is_printed_day_by_day(content: Content) -> None:
    printed = run("window", "2026-09-28", "--content", content.folder)
    assert printed.exit_code == 0
    assert json.loads(printed.output) == {
        "published": "2026-09-28",
        "start_rule": "次日起算",
        "days": [
            {"date": day, "weekday": weekday, "number": number, "reason": reason}
            for day, weekday, number, reason in AUTUMN
        ],
        "last": "2026-10-10",
    }


@pytest.mark.parametrize(
    ("rule", "days", "last"),
    [("次日起算", "1", "2026-09-29"), ("当日起算", "5", "2026-10-09")],
)
def test_the_window_follows_the_site_s_rule_and_the_days_asked_for(
    content: Content, rule: str, days: str, last: str
) -> None:
    content.site(start_rule=rule)
    printed = run("window", "2026-09-28", "--days", days, "--content", content.folder)
    assert json.loads(printed.output)["last"] == last


def test_a_window_in_a_year_that_nobody_knows_is_refused(content: Content) -> None:
    refused = run("window", "2049-01-04", "--content", content.folder)
    assert refused.exit_code == 1
    assert refused.output == (
        "错误：还不知道 2049 年的放假安排，无法计算工作日。"
        "请把国务院办公厅的放假通知写入 content/calendar/2049.md。\n"
    )
