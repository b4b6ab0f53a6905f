"""Tables for people: what a spreadsheet opens, and what it must not run."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import openpyxl
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal import reads
from portal.data.columns import columns, part_columns
from portal.data.exports import export
from portal.data.tables import neutral
from portal.data.workbook import FORMULA, LONGEST, Sheet, Value, letters, workbook
from portal.display import fields
from portal.sections import SECTIONS
from tests.factories import Content, code
from tests.portal.data.conftest import Ask


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_excel_is_told_that_it_is_utf_8(purchase: Content, ask: Ask) -> None:
    data = ask(export, "contracts", "all", "csv")

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2


def test_a_row_has_names_beside_ids_and_units_in_its_heads(purchase: Content, ask: Ask) -> None:
    (one,) = rows(ask(export, "contracts", "all", "csv"))

    assert (one["承接主体编号"], one["承接主体名称"]) == ("supplier", "suppliers supplier")
    assert (one["合同金额（元）"], one["签订日期"]) == ("48000.50", "2026-03-12")
    assert one["网页"] == "https://test.example.org/gk/contracts/contract/"
    assert one["附件"] == "合同 文本.txt"
    assert one["服务范围"] == ""


def test_who_buys_where_and_what_stands_behind_the_records_own_columns(
    purchase: Content, ask: Ask
) -> None:
    (one,) = rows(ask(export, "contracts", "all", "csv"))

    assert list(one.items())[-7:] == [
        ("附件", "合同 文本.txt"),
        ("购买主体编号", "purchaser"),
        ("购买主体名称", "purchasers purchaser"),
        ("地区编号", "990100"),
        ("地区名称", "regions 990100"),
        ("服务类别编号", "scheme#care"),
        ("服务类别名称", "schemes scheme · 困难帮扶"),
    ]


def test_a_payment_says_who_paid_whom(purchase: Content, ask: Ask) -> None:
    purchase.add("suppliers", "bank", uscc=code("MC000002"))
    purchase.add("payments", "payment", supplier="bank")
    (one,) = rows(ask(export, "payments", "all", "csv"))

    assert (one["购买主体名称"], one["承接主体名称"]) == (
        "purchasers purchaser",
        "suppliers supplier",
    )
    assert one["收款单位编号"] == "bank"


def test_a_record_without_a_project_leaves_its_columns_empty(purchase: Content, ask: Ask) -> None:
    purchase.add("grants", "grant")
    (one,) = rows(ask(export, "grants", "all", "csv"))

    assert one["购买主体名称"] == one["地区名称"] == ""


def test_a_list_inside_a_record_is_json_in_a_csv(purchase: Content, ask: Ask) -> None:
    (one,) = rows(ask(export, "reviews", "all", "csv"))
    assert one["申报与得分"] == '[{"supplier":"supplier","score":"90.00","rank":1}]'


def test_it_is_a_sheet_of_its_own_in_a_workbook(purchase: Content, ask: Ask) -> None:
    found = book(ask(export, "reviews", "all", "xlsx"))

    assert found.sheetnames == ["项目评审", "申报与得分"]
    assert [[cell.value for cell in row] for row in found["申报与得分"]] == [
        ["记录编号", "申报组织编号", "申报组织名称", "得分", "名次", "推荐"],
        ["review", "supplier", "suppliers supplier", 90, 1, None],
    ]


def test_no_two_columns_of_a_table_have_the_same_head() -> None:
    for section in SECTIONS:
        heads = [column.label for column in columns(section.name)]
        assert len(set(heads)) == len(heads), section.name
        for field in fields(section.name).values():
            heads = [column.label for column in part_columns(field)]
            assert len(set(heads)) == len(heads), (section.name, field.name)


def test_numbers_stay_numbers_and_codes_stay_texts(purchase: Content, ask: Ask) -> None:
    sheet = book(ask(export, "contracts", "all", "xlsx")).active
    found = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))

    assert found["合同金额（元）"].value == 48000.5
    assert found["合同金额（元）"].number_format == "#,##0.00"
    assert found["编号"].data_type == "s"


def test_days_are_days_that_can_be_sorted_and_subtracted(purchase: Content, ask: Ask) -> None:
    sheet = book(ask(export, "contracts", "all", "xlsx")).active
    found = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))

    assert found["签订日期"].value.date() == datetime.date(2026, 3, 12)
    assert found["签订日期"].number_format == "yyyy\\-mm\\-dd"
    assert found["服务范围"].value is None


@given(st.dates(min_value=datetime.date(1900, 3, 1)))
def test_every_day_that_excel_can_count_is_given_back(day: datetime.date) -> None:
    (cell,) = book(workbook([Sheet("表", ("日期",), [[day]])])).active[2]
    assert cell.value.date() == day


def test_a_day_before_excel_can_count_is_a_text() -> None:
    (cell,) = book(workbook([Sheet("表", ("日期",), [[datetime.date(1900, 2, 28)]])])).active[2]
    assert cell.value == "1900-02-28"


def test_the_first_row_stays_in_sight_and_has_filters(purchase: Content, ask: Ask) -> None:
    found = book(ask(export, "reviews", "all", "xlsx"))

    for sheet in found.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_a_column_is_as_wide_as_what_it_holds() -> None:
    held: list[list[Value]] = [["短", "一二三四五六七八九十", 1234567.5], ["", "长" * 400, None]]
    sheet = book(workbook([Sheet("表", ("甲", "乙", "丙"), held, frozenset({2}))])).active

    assert [sheet.column_dimensions[one].width for one in "ABC"] == [9, 49, 13]


def test_the_same_records_make_the_same_bytes(purchase: Content, ask: Ask) -> None:
    assert ask(export, "reviews", "all", "xlsx") == ask(export, "reviews", "all", "xlsx")


def test_a_formula_is_a_text(purchase: Content, ask: Ask) -> None:
    evil = '=HYPERLINK("https://evil.example","x")'
    purchase.add("notices", "n1", title=evil, source="@SUM(1)", summary="＝1+1")

    (one,) = rows(ask(export, "notices", "all", "csv"))
    assert (one["标题"], one["来源"], one["摘要"]) == (f"'{evil}", "'@SUM(1)", "'＝1+1")
    sheet = book(ask(export, "notices", "all", "xlsx")).active
    title = sheet["B2"]
    assert (title.value, title.data_type, title.quotePrefix) == (evil, "s", True)


@given(st.text())
def test_no_text_of_a_csv_begins_like_a_formula(text: str) -> None:
    found = neutral(text)
    assert isinstance(found, str)
    assert not found.startswith(FORMULA)
    assert found.removeprefix("'") in (text, text.removeprefix("'"))


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff", min_codepoint=9)
    .filter(lambda one: one >= " " or one in "\t\n")
)  # fmt: skip


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(-(10**9), 10**9)), max_size=5))
def test_a_workbook_gives_back_what_was_put_in(put: list[tuple[str, int | None]]) -> None:
    made = book(workbook([Sheet("表", ("文字", "数"), put)])).active
    assert [(row[0].value or "", row[1].value) for row in made.iter_rows(min_row=2)] == put


def test_what_excel_would_read_as_a_code_stays_as_it_is() -> None:
    made = workbook([Sheet("表", ("文字",), [["_x0041_"]])])
    assert b"_x005F_x0041_" in made


def test_a_text_too_long_for_a_cell_says_that_it_goes_on() -> None:
    text = book(workbook([Sheet("表", ("文字",), [["长" * (LONGEST + 1)]])])).active["A2"].value
    assert len(text) == LONGEST
    assert text.endswith("（全文见网页）")


def test_sheets_have_names_that_excel_takes() -> None:
    sheets = [Sheet(title, ("列",), []) for title in ("甲/乙", "甲/乙", "长" * 40, "长" * 40)]
    assert book(workbook(sheets)).sheetnames == ["甲、乙", "甲、乙 2", "长" * 31, "长" * 29 + " 2"]


def test_columns_are_counted_as_a_spreadsheet_does() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_the_demonstration_adds_up_in_a_spreadsheet(demo: Flask) -> None:
    with demo.app_context():
        data = export("contracts", "all", "xlsx")
        said = sum(one.amount for one in reads.records("contracts"))
    sheet = book(data).active
    place = [cell.value for cell in sheet[1]].index("合同金额（元）")
    assert sum(row[place].value for row in sheet.iter_rows(min_row=2)) * 100 == said
