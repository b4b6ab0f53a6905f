"""The table of sections: every row complete, and a new row enough for a new section."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.display import fields
from portal.fields import ID
from portal.marks import part_of
from portal.models.base import Record
from portal.sections import BY_NAME, SECTIONS, Section
from portal.settings import CHECKOUT
from tests.factories import DEFAULTS, Content

TEMPLATES = CHECKOUT / "portal" / "templates" / "records"
# Addresses that are no section.
TAKEN = {"search", "feeds", "static"}

each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.name)


def test_names_titles_and_models_are_each_used_once() -> None:
    for attribute in ("name", "title", "model"):
        values = [getattr(section, attribute) for section in SECTIONS]
        assert len(values) == len(set(values))
    assert list(BY_NAME.values()) == list(SECTIONS)


@each_section
def test_the_folder_is_an_address(section: Section) -> None:
    assert ID.fullmatch(section.name)
    assert section.name not in TAKEN
    assert section.address == f"/{section.name}/"


@each_section
def test_the_model_is_a_table_of_records(section: Section) -> None:
    assert issubclass(section.model, Record)
    assert hasattr(section.model, "__table__")


@each_section
def test_every_field_has_a_label_in_chinese(section: Section) -> None:
    unlabelled = [field for field in every_field(section.model) if not named(field[1].title)]

    assert unlabelled == []


def every_field(model: Any) -> list[tuple[str, Any]]:
    """(name, field) of a model and of its parts."""
    found = list(model.model_fields.items())
    for field in model.model_fields.values():
        if part := part_of(field.annotation):
            found += every_field(part)
    return found


def named(title: str | None) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in title or "")


@each_section
def test_the_columns_are_fields_that_fit_a_list(section: Section) -> None:
    shown = fields(section.name)

    assert [column for column in section.columns if column not in shown] == []
    assert [column for column in section.columns if shown[column].kind == "parts"] == []


@each_section
def test_the_template_exists_and_the_reader_is_told_what_the_section_is(section: Section) -> None:
    assert (TEMPLATES / section.template).is_file()
    assert named(section.title)
    assert section.about.endswith("。")


def test_every_template_of_a_record_is_used() -> None:
    used = {section.template for section in SECTIONS} | {"record.html"}

    assert {path.name for path in TEMPLATES.iterdir()} == used


def test_the_factories_know_every_section() -> None:
    assert set(DEFAULTS) == set(BY_NAME)


MODEL = '''
"""Hearings before a purchase."""
from __future__ import annotations
from sqlmodel import Field
from portal.fields import Day, Text
from portal.models.base import Record
from portal.models.links import ProjectId

class Hearing(Record, table=True):
    project: ProjectId = Field(title="购买项目", index=True)
    held: Day = Field(title="听证日期")
    place: Text = Field(title="地点")
'''
ROW = """
    Section(
        "hearings", "听证会", Group.SITE, Hearing, "谁说了什么。", ("project", "held"), dated=True
    ),
"""
ASK = """
import sys
from portal import create_app
client = create_app().test_client()
for line in sys.stdin.read().splitlines():
    address, _, expected = line.partition(" ")
    answer = client.get(address)
    print(address, answer.status_code, expected in answer.text)
"""
ASKED = """
/hearings/ 听证日期
/hearings/h/ 工会二楼
/hearings/feed.xml 【听证会】首次听证
/hearings/atom.xml 首次听证
/atom.xml 【听证会】首次听证
/sitemap-hearings-1.xml /hearings/h/
/feeds/ hearings/feed.xml
/search/?q=会二 data-record="hearings/h"
/projects/project/ 首次听证
/ 谁说了什么。
"""


def test_a_new_section_needs_a_model_and_a_row(world: Content, tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    for package in ("portal", "search"):
        hidden = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / package, copy / package, ignore=hidden)
    (copy / "portal/models/hearings.py").write_text(MODEL, encoding="utf-8")
    table = copy / "portal/sections.py"
    text = table.read_text(encoding="utf-8")
    text = text.replace("SECTIONS = (\n", "SECTIONS = (" + ROW, 1)
    model = "from portal.models.hearings import Hearing\n"
    text = text.replace("from portal.models", f"{model}from portal.models", 1)
    table.write_text(text, encoding="utf-8")
    hearing = "title: 首次听证\npublished: 2026-03-01\nproject: project\nheld: 2026-02-28\nplace: 工会二楼"
    world.write("hearings/h.md", f"---\n{hearing}\n---\n")

    answered = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=copy,
        input=ASKED.strip(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment(world, tmp_path),
    )

    asked = [line.partition(" ")[0] for line in ASKED.split("\n") if line]
    assert answered.stdout.splitlines() == [f"{one} 200 True" for one in asked], answered.stderr


def environment(content: Content, work: Path) -> dict[str, str]:
    return {
        "PORTAL_CONTENT": str(content.folder),
        "PORTAL_STATE": str(work / "state"),
        "PORTAL_TODAY": "2026-06-30",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
