"""Half-year statistics: reported beside computed, nil returns, missing ones; and whole years."""

from __future__ import annotations

from typing import Any

import pytest

from portal.oversight.halves import halves
from portal.oversight.years import years
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import addresses, named, texts
from tests.reading import page, words

UNION = "nm-zgh-2021"


@pytest.fixture
def busy(world: Content) -> Content:
    """One contract, one payment of 10,000 元 and 100 people served, all in the first half.

    The purchaser buys by the policy that wants the half-year reported.
    """
    world.add("policies", UNION)
    world.add("projects", "project", policies=[UNION])
    world.add("contracts", "contract")
    world.add("payments", "payment")
    world.add("evaluations", "mid", served="100")
    return world


def row(ask: Ask, today: str = "2026-07-31") -> list[str]:
    (found,) = texts(named(ask(halves, today=today), "halves"))
    return found


def report(world: Content, **fields: Any) -> None:
    world.add("statistics", "statistic", **{"amount": "10000", **fields})


def test_what_is_reported_stands_beside_what_the_records_say(busy: Content, ask: Ask) -> None:
    report(busy)
    assert row(ask) == [
        "purchasers purchaser",
        "2026 年上半年",
        "已报送；2026年7月3日",
        "1",
        "1",
        "10,000 元（1 万元）",
        "10,000 元（1 万元）",
        "100",
        "100",
    ]


def test_a_difference_is_pointed_out(busy: Content, ask: Ask) -> None:
    report(busy, served="101")
    assert row(ask)[2].endswith("与记录有出入")


def test_a_nil_return_with_records_is_pointed_out(busy: Content, ask: Ask) -> None:
    report(busy, nil="是", projects="0", amount="0", served="0")
    assert row(ask)[2] == "零报告；2026年7月3日；零报告，但有公开的记录"


def test_a_nil_return_without_records_is_in_order(world: Content, ask: Ask) -> None:
    report(world, nil="是", projects="0", amount="0", served="0")
    assert row(ask)[2] == "零报告；2026年7月3日"


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-07-31", "尚未到期"), ("2026-08-01", "未报送；逾期 1 天")],
)
def test_a_missing_report_is_late_after_its_last_day(
    busy: Content, ask: Ask, today: str, state: str
) -> None:
    assert row(ask, today)[2] == state


def test_a_half_year_that_runs_is_not_asked_for(busy: Content, ask: Ask) -> None:
    assert named(ask(halves, today="2026-06-30"), "halves").rows == ()


@pytest.mark.parametrize("changed", [{"policies": ["policy"]}, {"purchasers": ["bureau"]}])
def test_a_body_that_need_not_report_is_listed_with_what_it_reported(
    busy: Content, ask: Ask, changed: dict[str, Any]
) -> None:
    busy.add("purchasers", "bureau", uscc=code("MB000009", "11"), kind="行政机关")
    busy.add("projects", "project", **{"policies": [UNION], **changed})
    assert texts(named(ask(halves, today="2026-08-01"), "halves")) == []
    report(busy)
    assert row(ask, "2026-08-01")[2].startswith("已报送")


def test_computed_numbers_lead_to_their_records(busy: Content, ask: Ask) -> None:
    tables = ask(halves, today="2026-07-31")
    (shown,) = named(tables, "halves").rows
    linked = {address for at in (4, 6, 8) for address in addresses(shown.cells[at])}
    assert linked == {"/oversight/halves/tables/purchaser-2026-1/"}
    behind = [row[0] for row in texts(named(tables, "purchaser-2026-1"))]
    assert behind == ["contracts contract", "payments payment", "evaluations mid"]


def test_a_year_is_compared_with_the_one_before(busy: Content, ask: Ask) -> None:
    busy.add("projects", "former", number="P-2")
    for number in ("x", "y"):
        busy.add("projects", number, number=number)
        busy.add("contracts", number, project=number, number=number, signed="2025-03-12")
    rows = texts(named(ask(years), "years"))
    assert [row[:3] for row in rows[:2]] == [
        ["全部合计", "2026 年", "1 个；比上年 −1 个"],
        ["全部合计", "2025 年", "2 个"],
    ]
    assert rows[0][3] == "48,000 元（4.8 万元）；比上年 −48,000 元"


def test_the_change_of_a_rate_is_in_points(busy: Content, ask: Ask) -> None:
    for year, rate in (("2025", "98.37"), ("2026", "96.5")):
        day = f"{year}-06-01"
        told = {"stage": "末期评估", "evaluated": day, "satisfaction": rate}
        busy.add("evaluations", f"final-{year}", **told)

    (row, *_) = texts(named(ask(years), "years"))

    assert row[7] == "96.5%；比上年 −1.87 个百分点"


def test_totals_are_the_sum_of_the_purchasers(busy: Content, ask: Ask) -> None:
    rows = texts(named(ask(years), "years"))
    assert [row[0] for row in rows] == ["全部合计", "purchasers purchaser"]
    assert rows[0][1:] == rows[1][1:]


def test_the_page_of_a_statistic_has_the_figures_of_the_records_beside_it(
    busy: Content, make_app: MakeApp
) -> None:
    report(busy, projects="2", served="100")
    tree = page(make_app("2026-08-01"), "/statistics/statistic/")
    rows = [" ".join(map(words, row)) for row in tree.xpath("//table//tbody/tr")]
    assert rows == [
        "实施项目数 2 1",
        "投入资金 10,000 元（1 万元） 10,000 元（1 万元）",
        "服务职工群众人次 100 100",
    ]
