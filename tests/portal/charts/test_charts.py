"""Charts: each bar as long as its value, each value in a table that can be taken along."""

from __future__ import annotations

import csv
import io

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.charts import chart, figures
from portal.charts.chart import FULL
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_values(values: list[int]) -> None:
    made = chart.chart("c", "", "", ("", ""), [chart.money(str(one), one) for one in values])

    longest = max(values) or 1
    assert all(abs(one.length - one.value * FULL / longest) <= 0.5 for one in made.bars)


def test_a_label_is_no_formula_to_a_spreadsheet() -> None:
    bars = [chart.money("=HYPERLINK(甲)", 100), chart.money("甲", 200)]
    made = chart.chart("c", "", "", ("单位", "金额"), bars)

    assert chart.as_csv(made).split() == ["\ufeff单位,金额", "'=HYPERLINK(甲),1.00", "甲,2.00"]


def test_the_money_is_counted_once_by_year_region_category_and_method(demo: Flask) -> None:
    with demo.app_context():
        whole = sum(one.amount for one in figures.spending())
        sums = {
            id: sum(bar.value for bar in figures.figure(id).bars)
            for id in ("years", "regions", "categories", "methods")
        }
    assert whole > 0
    assert set(sums.values()) == {whole}


def test_every_chart_has_its_table_and_its_file(demo: Flask) -> None:
    tree = page(demo, "/charts/")
    for id in figures.NAMES:
        with demo.app_context():
            bars = figures.figure(id).bars
        rows = tree.xpath(f"//figure[@id='chart-{id}']//tbody/tr")
        assert [words(row.find("th")) for row in rows] == [bar.label for bar in bars]
        assert [words(row.find("td")) for row in rows] == [
            " ".join(bar.words.split()) for bar in bars
        ]
        answer = demo.test_client().get(f"/charts/{id}.csv")
        table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert table[1:] == [[bar.label, bar.number] for bar in bars]


def test_a_picture_has_a_title_and_says_its_values(demo: Flask) -> None:
    (picture,) = page(demo, "/charts/").xpath("//svg[@role='img']")
    named = picture.get("aria-labelledby").split()
    said = [words(picture.xpath(f".//*[@id='{id}']")[0]) for id in named]
    assert said[0] == "每年签了多少"
    assert said[1].startswith("2025 年 ")


def test_an_amendment_adds_to_the_year_in_which_it_is_signed(
    world: Content, make_app: MakeApp
) -> None:
    world.add("contracts", "c", signed="2025-12-20", starts="2025-12-21", amount="100")
    world.add(
        "amendments",
        "a",
        contract="c",
        kind="追加",
        signed="2026-02-02",
        amount="20",
        reason="增量",
    )
    app = make_app()
    with app.app_context():
        years = [(bar.label, bar.number) for bar in figures.figure("years").bars]
    assert years == [("2025 年", "100.00"), ("2026 年", "20.00")]


def test_each_year_says_how_many_windows_were_kept(world: Content, make_app: MakeApp) -> None:
    world.owes_five_days()
    world.add("projects", "free", number="P-2")
    world.add("publicity", "unbound", project="free", until="2026-03-03")
    world.add("publicity", "short", until="2026-03-06")
    world.add("publicity", "kept", until="2026-03-09")
    world.add("publicity", "before", published="2025-03-03", until="2025-03-10")

    with make_app().app_context():
        bars = figures.figure("window-years").bars

    assert [(one.label, one.words, one.length) for one in bars] == [
        ("2025 年", "100%（1/1 次）", FULL),
        ("2026 年", "50%（1/2 次）", FULL // 2),
    ]


def test_targets_are_shown_for_every_year(demo: Flask) -> None:
    with demo.app_context():
        labels = [one.label for one in figures.figure("targets").bars]
    assert {label[:4] for label in labels} == {"2025", "2026"}


def test_an_unknown_chart_is_no_page(content: Content, make_app: MakeApp) -> None:
    page(make_app(), "/charts/nobody.csv", 404)


def test_a_region_with_others_below_it_says_that_it_counts_its_own_level(demo: Flask) -> None:
    with demo.app_context():
        labels = [bar.label for bar in figures.figure("regions").bars]

    assert labels == [
        "岚川省（本级）",
        "沐岚市（本级）",
        "霁州市（本级）",
        "霁州市枕溪县",
        "望澜市",
    ]
