from __future__ import annotations

import datetime
from typing import Any

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import DEFAULTS, Content
from tests.factories import code as code_of
from tests.portal.faults import fault, faults, line_of

REAL = "91350100M000100Y43"
ITEM = DEFAULTS["catalogues"]["items"][0]


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("projects", "number", "JS-2026-001"),
        ("purchasers", "uscc", DEFAULTS["purchasers"]["uscc"]),
        ("suppliers", "uscc", DEFAULTS["suppliers"]["uscc"]),
    ],
)
def test_a_number_used_twice_is_told_with_both_files(
    world: Content, section: str, field: str, value: str
) -> None:
    path = world.add(section, "z-twin")
    assert fault(world) == Problem(
        path,
        line_of(world, path, f'"{field}"'),
        field,
        f"「{value}」与 {section}/{section[:-1]}.md 相同",
        "改正其中一个，或删去重复的记录",
    )


def test_an_id_used_twice_is_told_with_both_files(world: Content) -> None:
    text = (world.folder / world.add("notices", "a")).read_bytes()
    for path in ("notices/2026/a.md", "notices/a/index.md"):
        world.write(path, text)
    assert faults(world) == tuple(
        Problem(
            path,
            0,
            "",
            "编号与 notices/2026/a.md 相同",
            "改掉其中一个文件名：编号在一个栏目里只能用一次",
        )
        for path in ("notices/a.md", "notices/a/index.md")
    )


@pytest.mark.parametrize(
    ("section", "part", "column"),
    [
        ("catalogues", "items", "code"),
        ("plans", "lines", "code"),
        ("schemes", "categories", "code"),
        ("policies", "articles", "id"),
    ],
)
def test_a_code_used_twice_in_one_list_is_told(
    world: Content, section: str, part: str, column: str
) -> None:
    row = DEFAULTS[section][part][0]
    rows: dict[str, Any] = {part: [row, {**row, column: "x"}, {**row}]}
    path = world.add(section, "other", **rows)
    problem = fault(world)
    assert (problem.path, problem.field) == (path, f"{part}[3]")
    assert problem.line > line_of(world, path, '"x"')
    assert problem.reason == f"编号「{row[column]}」与第 1 项相同"
    assert problem.remedy == "每一项用一个不同的编号"


def test_a_record_named_twice_in_one_list_is_told(world: Content) -> None:
    path = world.add("projects", "project", purchasers=["purchaser", "purchaser"])
    problem = fault(world)
    assert (problem.path, problem.field) == (path, "purchasers[2]")
    assert (problem.reason, problem.remedy) == ("「purchaser」写了两次", "只留一处")


@pytest.mark.parametrize(
    ("section", "other"),
    [
        ("statistics", {"half": "下半年"}),
        ("statistics", {"year": "2025"}),
        ("statistics", {"purchaser": "second"}),
        ("accounts", {"year": "2024"}),
    ],
)
def test_a_purchaser_reports_once_for_each_time(
    world: Content, section: str, other: dict[str, str]
) -> None:
    world.add("purchasers", "second", uscc=code_of("MB000009", "81"))
    world.add(section, "a")
    world.add(section, "b", **other)
    load(world.folder)

    path = world.add(section, "c")

    assert fault(world) == Problem(
        path,
        line_of(world, path, '"year"'),
        "year",
        f"这个购买主体的同一期已经有一份：{section}/a.md",
        "改正购买主体或时间；确是同一份的只留一份，数字有误的另发更正公告",
    )


def test_versions_that_replace_each_other_in_a_circle_are_told_once(world: Content) -> None:
    for id, replaced in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        world.add("catalogues", id, replaces=replaced)
    assert fault(world) == Problem(
        "catalogues/a.md",
        line_of(world, "catalogues/a.md", "replaces"),
        "replaces",
        "绕成了圈：a → b → c → a",
        "断开其中一处",
    )


def test_items_that_are_each_other_s_parents_are_told_once(world: Content) -> None:
    for id, other in (("x", "y"), ("y", "x")):
        world.add("catalogues", id, items=[ITEM, {**ITEM, "code": "b", "parent": f"{other}#b"}])
    problem = fault(world)
    assert (problem.path, problem.field) == ("catalogues/x.md", "items[2].parent")
    assert problem.reason == "绕成了圈：x#b → y#b → x#b"


def test_an_item_that_is_its_own_parent_is_told(world: Content) -> None:
    world.add("catalogues", "x", items=[{**ITEM, "parent": "x#a1"}])
    assert fault(world).reason == "绕成了圈：x#a1 → x#a1"


def test_a_long_chain_is_no_circle(world: Content) -> None:
    for number in range(300):
        world.add("catalogues", f"v-{number}", replaces=f"v-{number - 1}" if number else None)
    assert len(load(world.folder).rows) == 308


@pytest.mark.parametrize(
    ("demo", "code", "reason", "remedy"),
    [
        (
            "是",
            REAL,
            "演示站里出现了真实的代码",
            "第 3、4 位用 99（国家标准中没有的省份）",
        ),
        (
            "否",
            code_of("MD000001"),
            "正式网站里出现了虚构的代码（第 3、4 位是 99）",
            "填写登记证书上的代码",
        ),
    ],
)
def test_invented_codes_stand_in_a_demonstration_and_nowhere_else(
    content: Content, demo: str, code: str, reason: str, remedy: str
) -> None:
    content.site(demo=demo)
    content.add("regions", "990100")
    path = content.add("suppliers", "a", uscc=code)
    assert fault(content) == Problem(path, line_of(content, path, "uscc"), "uscc", reason, remedy)


@pytest.mark.parametrize(("demo", "code"), [("是", REAL), ("否", code_of("MD000001", "91"))])
def test_agencies_and_the_publisher_have_codes_that_fit_the_site(
    content: Content, demo: str, code: str
) -> None:
    content.site(demo=demo, publisher_code=code)
    content.add("regions", "990100")
    content.add("agencies", "a", uscc=code)
    assert [(one.path, one.field) for one in faults(content)] == [
        ("agencies/a.md", "uscc"),
        ("site.yaml", "publisher_code"),
    ]


def test_a_real_code_stands_in_a_real_portal(content: Content) -> None:
    content.site(demo="否")
    content.add("regions", "990100")
    content.add("suppliers", "a", uscc=REAL)
    load(content.folder)


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"published": "2026-12-28", "until": "2026-12-31"}, 2027),
        ({"published": "2026-12-01", "until": "2027-03-01"}, 2027),
        ({"published": "2003-12-01", "until": "2003-12-10"}, 2003),
    ],
)
def test_a_window_in_a_year_nobody_knows_is_told_with_the_file_to_write(
    world: Content, dates: dict[str, Any], year: int
) -> None:
    path = world.add("publicity", "a", **dates)
    assert fault(world) == Problem(
        path,
        line_of(world, path, "published"),
        "published",
        f"公示期进入 {year} 年，放假安排未知",
        f"把国务院办公厅的放假通知写入 content/calendar/{year}.md",
    )


def test_the_calendar_section_makes_a_year_known_and_adds_local_days(world: Content) -> None:
    world.add("publicity", "a", published="2026-12-28", until="2027-01-05")
    world.add(
        "calendar",
        "2027",
        year="2027",
        complete="是",
        holidays=[{"day": "2027-01-01", "name": "元旦"}],
        workdays=[{"day": "2027-01-02", "name": "元旦"}],
    )
    world.add("calendar", "local", holidays=[{"day": "2026-12-30", "name": "本地纪念日"}])
    workdays = load(world.folder).workdays
    window = workdays.window(datetime.date(2026, 12, 28))
    assert [one.day.isoformat() for one in window.days if one.number] == [
        *("2026-12-29", "2026-12-31", "2027-01-02", "2027-01-04", "2027-01-05"),
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (None, "缺少「更正内容」"),
        ([], "没有写明更正了什么"),
        ([{"item": "户数", "before": "一户", "after": "一户"}], "更正前后的内容一样"),
    ],
)
def test_a_correction_changes_something(world: Content, changes: object, reason: str) -> None:
    world.add("corrections", "c", changes=changes)
    assert fault(world).reason == reason
