"""Forms say what the models say."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from build.forms.known import Known
from build.forms.shape import column, columns, section_named
from build.forms.skeleton import skeleton
from build.forms.workbook import write_form
from portal.load.text import read_record
from portal.sections import BY_NAME, SECTIONS
from tests.factories import Content

TODAY = datetime.date(2026, 6, 30)
each_section = pytest.mark.parametrize("section", [one.name for one in SECTIONS])


@each_section
def test_no_two_headings_of_a_sheet_are_alike(section: str) -> None:
    fields = columns(section)
    for group in (fields, *(one.parts for one in fields if one.parts)):
        labels = [one.label for one in group]
        assert len(set(labels)) == len(labels)


@each_section
def test_a_skeleton_names_every_field_and_can_be_read(section: str, tmp_path: Path) -> None:
    text = skeleton(section, "2026-06-30")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    required = {one.name for one in columns(section) if one.required}
    assert read_record(tmp_path / "a.md", "a.md").data.keys() == required
    # Every remark taken away, each field stands there as it would be written.
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    for one in columns(section)[:-1]:
        assert any(line.startswith(f"{one.name}:") for line in lines)


def test_a_form_offers_what_there_is_and_is_locked(world: Content, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx", [BY_NAME["announcements"]], Known(world.folder), TODAY)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "填写说明",
        "购买公告",
        "购买公告-附件",
        "购买公告-绩效评价标准",
        "选项",
    ]
    assert book["选项"].sheet_state == "hidden"
    sheet = book["购买公告"]
    heads = {cell.value: cell for cell in sheet[1]}
    project = heads["购买项目*"]
    assert project.comment
    assert project.comment.text.startswith("购买项目（project）：必填。「购买项目」一条记录的编号")
    assert sheet.protection.sheet
    assert project.protection.locked
    letter = get_column_letter(project.column or 0)
    assert not sheet.column_dimensions[letter].protection.locked
    offered = {
        str(one.sqref): one.formula1
        for one in sheet.data_validations.dataValidation
        if one.formula1
    }
    first = offered[f"{letter}2:{letter}2001"].split(":")[0].replace("$", "").removeprefix("选项!")
    assert book["选项"][first].value == "project ｜ projects project"


def test_a_reference_to_a_row_is_offered_by_its_words(world: Content) -> None:
    category = column("projects", "category")
    assert category is not None
    assert category.ref is not None
    assert Known(world.folder).choices(category.ref) == ["scheme#care ｜ 困难帮扶"]


@pytest.mark.parametrize("word", ["announcement", "announcements", "购买公告", "Announcement"])
def test_a_section_is_known_by_each_of_its_names(word: str) -> None:
    assert section_named(word).name == "announcements"
