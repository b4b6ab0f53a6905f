"""Attachments that come with a table."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

from build.importing.plan import Plan, describe
from build.importing.write import write_all
from portal.load import load
from tests.build.importing.tables import plan, workbook
from tests.factories import Content

TODAY = datetime.date(2026, 6, 30)


def attached(world: Content, folder: Path) -> Path:
    head = ("所属记录", "文件名", "名称")
    file = folder / "a.xlsx"
    workbook(
        file,
        {
            "通知公告": [
                ("编号", "标题", "公开日期", "类型", "来源"),
                ("n1", "标题", "2026-03-02", "通知", "甲"),
            ],
            "通知公告-附件": [head, ("n1", "日程.txt", "日程表")],
        },
    )
    return file


def test_attachments_are_copied_with_size_and_hash(world: Content, tmp_path: Path) -> None:
    file = attached(world, tmp_path)
    (tmp_path / "日程.txt").write_bytes("上午".encode())
    made = plan(world, file)
    said = "\n".join(describe(made, TODAY))
    digest = hashlib.sha256("上午".encode()).hexdigest()
    assert f"  + 附件 notices/2026/日程.txt（6 字节，SHA-256 {digest}）" in said
    write_all(world.folder, made.files)
    assert (world.folder / "notices/2026/日程.txt").read_bytes() == "上午".encode()
    load(world.folder)


def test_an_attachment_that_is_nowhere_is_a_fault_at_its_cell(
    world: Content, tmp_path: Path
) -> None:
    (fault,) = plan(world, attached(world, tmp_path)).faults
    assert str(fault.place) == "通知公告-附件 B2（文件名）"
    assert fault.reason == "找不到附件「日程.txt」"
    assert fault.remedy == "把文件放在「a.xlsx」旁边（同一个文件夹），核对文件名"


def test_an_attachment_never_takes_the_place_of_another(world: Content, tmp_path: Path) -> None:
    file = attached(world, tmp_path)
    (tmp_path / "日程.txt").write_text("新", encoding="utf-8")
    world.write("notices/2026/日程.txt", "旧")
    (fault,) = plan(world, file).faults
    assert fault.reason == "notices/2026/日程.txt 已经有了，内容不同"


def in_a_column(folder: Path, names: str) -> Path:
    """A table of an office's own, with the names of the files in a column."""
    head = ("编号", "标题", "公开日期", "类型", "来源", "附件")
    row = ("n1", "标题", "2026-03-02", "通知", "甲", names)
    workbook(folder / "a.xlsx", {"通知公告": [head, row]})
    return folder / "a.xlsx"


def test_attachments_may_be_named_in_a_column_of_the_record_s_own_sheet(
    world: Content, tmp_path: Path
) -> None:
    for name in ("培训 日程.txt", "名册.csv"):
        (tmp_path / name).write_text("甲\n", encoding="utf-8")
    made = plan(world, in_a_column(tmp_path, "培训 日程.txt；名册.csv"))
    assert made.faults == ()
    write_all(world.folder, made.files)
    row = load(world.folder).rows["notices", "n1"]
    assert [(one.file, one.title) for one in row.attachments] == [
        ("培训 日程.txt", "培训 日程"),
        ("名册.csv", "名册"),
    ]
    again = plan(world, tmp_path / "a.xlsx")
    assert (again.filed, again.files) == ((), {})


def test_what_a_record_says_of_an_attachment_stays_where_a_column_names_it(
    world: Content, tmp_path: Path
) -> None:
    write_all(world.folder, with_a_sheet(world, tmp_path).files)
    file = in_a_column(tmp_path, "日程.txt；名册.txt")
    (tmp_path / "名册.txt").write_text("甲", encoding="utf-8")
    (changed,) = plan(world, file).filed
    assert changed.after["attachments"] == [
        {"file": "日程.txt", "title": "日程表"},
        {"file": "名册.txt", "title": "名册"},
    ]


def with_a_sheet(world: Content, folder: Path) -> Plan:
    (folder / "日程.txt").write_text("上午", encoding="utf-8")
    return plan(world, attached(world, folder))


def test_an_attachment_that_a_column_names_and_that_is_nowhere_is_a_fault(
    world: Content, tmp_path: Path
) -> None:
    (fault,) = plan(world, in_a_column(tmp_path, "没有.txt")).faults
    assert str(fault.place).startswith("通知公告 F2")
    assert fault.reason == "找不到附件「没有.txt」"
