from __future__ import annotations

import pytest

from portal.problems import Problem
from portal.sections import SECTIONS
from tests.factories import Content
from tests.portal.faults import fault, faults


@pytest.mark.parametrize("section", ["contracts", "announcements", "evaluations", "purchasers"])
def test_a_record_in_another_sections_folder_is_told_once(world: Content, section: str) -> None:
    path = world.add(section, "astray")
    text = (world.folder / path).read_text(encoding="utf-8")
    (world.folder / path).unlink()
    world.write("notices/astray.md", text)
    chinese = next(one.chinese for one in SECTIONS if one.name == section)
    assert fault(world) == Problem(
        "notices/astray.md",
        0,
        "",
        f"像是「{chinese}」的记录，却在「通知公告」的文件夹里",
        f"移到 {section} 文件夹",
    )


def test_a_slip_in_a_record_of_its_own_section_is_told_by_its_field(world: Content) -> None:
    world.add("notices", "one", sumary="甲", knd="乙")
    assert {one.field for one in faults(world)} == {"sumary", "knd"}
