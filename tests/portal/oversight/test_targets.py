"""Yearly targets: what is counted, when it is reached, when it is missed."""

from __future__ import annotations

import pytest

from portal.oversight.targets import targets
from tests.factories import Content, code
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import addresses, column, named, texts


def roster(
    world: Content, year: int, members: int, kind: str = "已联系社会组织", **fields: str
) -> None:
    entries = [{"name": f"组织{number}"} for number in range(members)]
    id = f"roster-{year}-{members}"
    world.add("rosters", id, kind=kind, year=str(year), entries=entries, **fields)


def meter(ask: Ask, title: str, year: str, today: str) -> list[str]:
    rows = texts(named(ask(targets, today=today), "meters"))
    (found,) = [row for row in rows if row[:2] == [title, year]]
    return [found[2], found[3], found[5]]


@pytest.mark.parametrize(
    ("members", "today", "state"),
    [
        (100, "2026-12-31", "已达到"),
        (99, "2026-12-31", "年度未结束"),
        (99, "2027-01-01", "未达到"),
        (100, "2027-01-01", "已达到"),
    ],
)
def test_a_hundred_contacts_are_owed_by_the_end_of_the_year(
    world: Content, ask: Ask, members: int, today: str, state: str
) -> None:
    world.site(targets="purchaser")
    roster(world, 2026, members, keeper="purchasers purchaser")
    assert meter(ask, "联系社会组织", "2026 年", today) == [f"{members} 家", "100 家", state]


def test_only_the_union_that_the_site_names_has_these_targets(world: Content, ask: Ask) -> None:
    world.add("purchasers", "other", uscc=code("MB000009", "81"))
    world.add("projects", "other", number="P-2", purchasers=["other"])
    for project in ("project", "other"):
        world.add("contracts", project, project=project, number=project)
    roster(world, 2026, 3, purchaser="purchaser")
    roster(world, 2026, 4, purchaser="other")
    asked = [("联系社会组织", "2026 年", "2026-12-31"), ("购买项目", "2026 年", "2026-12-31")]
    assert [meter(ask, *one) for one in asked] == [["4 家", "100 家", "—"], ["2 个", "100 个", "—"]]
    world.site(targets="purchaser")
    assert [meter(ask, *one)[::2] for one in asked] == [
        ["3 家", "年度未结束"],
        ["1 个", "年度未结束"],
    ]


def test_one_name_on_two_rosters_counts_once(world: Content, ask: Ask) -> None:
    roster(world, 2026, 3)
    roster(world, 2026, 5)
    assert meter(ask, "联系社会组织", "2026 年", "2026-06-30")[0] == "5 家"


def test_contacted_is_not_collected(world: Content, ask: Ask) -> None:
    roster(world, 2026, 7, "已采集信息社会组织")
    assert meter(ask, "采集社会组织信息", "2026 年", "2026-06-30")[0] == "7 家"
    assert meter(ask, "联系社会组织", "2026 年", "2026-06-30")[0] == "0 家"


def test_the_federation_owes_fifty_members_at_first_and_then_no_fewer(
    world: Content, ask: Ask
) -> None:
    roster(world, 2025, 56, "联合会会员")
    roster(world, 2026, 55, "联合会会员")
    assert meter(ask, "联合会会员", "2025 年", "2027-01-01") == ["56 家", "50 家", "已达到"]
    assert meter(ask, "联合会会员", "2026 年", "2027-01-01") == ["55 家", "56 家", "未达到"]


def test_each_federation_owes_its_own_members(world: Content, ask: Ask) -> None:
    for year, members, keeper in ((2025, 56, "甲会"), (2026, 55, "甲会"), (2026, 60, "乙会")):
        entries = [{"name": f"组织{number}"} for number in range(members)]
        world.add(
            "rosters", f"roster-{year}-{members}", kind="联合会会员", year=str(year),
            keeper=keeper, entries=entries,
        )  # fmt: skip
    day = "2027-01-01"
    assert meter(ask, "联合会会员", "2025 年", day) == ["56 家", "50 家", "已达到"]
    assert meter(ask, "联合会会员（甲会）", "2026 年", day) == ["55 家", "56 家", "未达到"]
    assert meter(ask, "联合会会员（乙会）", "2026 年", day) == ["60 家", "50 家", "已达到"]
    tables = ask(targets, today=day)
    assert len(named(tables, "members-2026").rows) == 115
    assert "第一年不少于 50 家" in named(tables, "meters").formula


def test_posts_and_projects_are_counted_apart(world: Content, ask: Ask) -> None:
    world.add("projects", "post", number="P-2", form="管理岗位")
    world.add("projects", "posts", number="P-3", form="管理岗位", posts="3")
    world.add("projects", "event", number="P-4", form="公益活动")
    for project in ("project", "post", "posts", "event"):
        world.add("contracts", project, project=project, number=project)
    assert meter(ask, "购买项目", "2026 年", "2026-06-30")[0] == "1 个"
    assert meter(ask, "购买管理岗位", "2026 年", "2026-06-30")[0] == "4 个"
    formula = named(ask(targets, today="2026-06-30"), "meters").formula
    assert "没有写明的按一个计" in formula


def test_what_a_policy_says_of_its_time_stands_with_its_numbers(world: Content, ask: Ask) -> None:
    world.add("policies", "bj-zgh-2015", title="方案", term="以五年为期")
    assert named(ask(targets), "meters").formula.endswith("《方案》：以五年为期。")


@pytest.mark.parametrize(("until", "state"), [("2026-12-30", "—"), ("2026-12-31", "未达到")])
def test_targets_are_judged_of_years_that_end_in_the_time_of_the_policy(
    world: Content, ask: Ask, until: str, state: str
) -> None:
    world.site(targets="purchaser")
    world.add("policies", "bj-zgh-2015", title="方案", until=until)
    roster(world, 2026, 3, purchaser="purchaser")
    assert meter(ask, "联系社会组织", "2026 年", "2027-01-01")[2] == state
    formula = named(ask(targets), "meters").formula
    assert formula.endswith(f"《方案》：最后一天是 {until}，以后年份的不作判断。")


def test_only_lists_of_projects_count_as_listed(world: Content, ask: Ask) -> None:
    world.add("contracts", "contract")
    world.add("catalogues", "list", kind="服务项目目录", published="2026-02-02")
    assert meter(ask, "公布服务项目目录", "2026 年", "2026-06-30")[0] == "1 项"


def test_each_number_leads_to_the_rows_behind_it(world: Content, ask: Ask) -> None:
    roster(world, 2026, 4)
    tables = ask(targets)
    cells = [row.cells[2] for row in named(tables, "meters").rows]
    linked = [address for cell in cells for address in addresses(cell)]
    assert linked == ["/oversight/targets/tables/contacted-2026/"]
    behind = named(tables, "contacted-2026")
    assert column(behind, "名称") == ["组织0", "组织1", "组织2", "组织3"]
    assert behind.apart


def test_the_share_is_of_government_bodies_and_judges_none(world: Content, ask: Ask) -> None:
    told = {"new_services": "100000", "to_organisations": "27000"}
    world.add("purchasers", "bureau", uscc=code("MB000009", "11"), kind="行政机关")
    world.add("purchasers", "silent", uscc=code("MB000008", "11"), kind="行政机关")
    world.add("accounts", "of-union", year="2025", **told)
    world.add("accounts", "of-bureau", year="2025", purchaser="bureau", **told)
    world.add("accounts", "silent", year="2025", purchaser="silent")
    nothing = {"new_services": "0", "to_organisations": "0"}
    world.add("accounts", "none", year="2024", purchaser="bureau", **nothing)
    table = named(ask(targets), "share")
    assert "是否达到" not in table.columns
    assert sorted(row[:4] for row in texts(table)) == [
        ["2024 年合计", "0 元", "0 元", "—"],
        ["2025 年合计", "100,000 元（10 万元）", "27,000 元（2.7 万元）", "27.0%"],
        ["accounts none", "0 元", "0 元", "—"],
        ["accounts of-bureau", "100,000 元（10 万元）", "27,000 元（2.7 万元）", "27.0%"],
        ["accounts silent", "—", "—", "—"],
    ]
