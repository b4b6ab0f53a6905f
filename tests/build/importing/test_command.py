"""`template`, `import` and `new` as a webmaster calls them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from build.cli import main
from build.commands.filling import IMPORTING
from build.lock import only_one
from portal.load import gather
from portal.load.parsed import Parsed
from portal.load.text import parse_record
from tests.build.command import run, tree
from tests.build.importing.tables import begin_an_import, notices
from tests.factories import Content

ROW = ("n1", "标题", "2026-03-02", "通知", "甲")


def options(content: Content) -> tuple[str, ...]:
    state = content.folder.parent / "state"
    return ("--content", str(content.folder), "--state", str(state), "--as-of", "2026-06-30")


def test_an_import_is_shown_and_asked_for(world: Content, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    notices(file, ROW)
    before = tree(world.folder)
    asked = CliRunner().invoke(main, ["import", str(file), *options(world)], input="n\n")
    assert "新增 1 条，改动 0 条，不变 0 条。" in asked.output
    assert asked.exit_code == 1
    assert tree(world.folder) == before
    nobody = run("import", file, *options(world))
    assert nobody.exit_code == 2
    assert "由脚本运行时，加 --yes 就不询问" in nobody.output
    assert tree(world.folder) == before
    assert run("import", file, "--dry-run", *options(world)).exit_code == 0
    assert tree(world.folder) == before
    done = run("import", file, "--yes", *options(world))
    assert done.output.endswith(f"已写入 1 个文件：{world.folder}。用 python -m build 发布。\n")
    assert run("check", *options(world)).exit_code == 0
    assert "没有写入任何文件。" in run("import", file, "--yes", *options(world)).output


def test_faults_end_the_import_with_code_1(world: Content, tmp_path: Path) -> None:
    notices(tmp_path / "a.xlsx", ("n1", "标题", "明天", "通知", "甲"))
    before = tree(world.folder)
    refused = run("import", tmp_path / "a.xlsx", "--yes", *options(world))
    assert refused.exit_code == 1
    assert "有 1 处问题，一条也没有写入：\n  通知公告 C2（公开日期）：" in refused.output
    assert tree(world.folder) == before


def test_one_import_at_a_time_and_none_writes_under_a_build(world: Content, tmp_path: Path) -> None:
    """A build need not wait for somebody who is still reading what would be written."""
    file, before = tmp_path / "a.xlsx", tree(world.folder)
    notices(file, ROW)
    for lock, said in ((IMPORTING, "另一个导入正在进行"), ("lock", "另一个构建正在进行")):
        with only_one(tmp_path / "state" / lock):
            busy = run("import", file, "--yes", *options(world))
        assert (busy.exit_code, said in busy.output) == (3, True)
    with only_one(tmp_path / "state" / "lock"):
        assert run("import", file, "--dry-run", *options(world)).exit_code == 0
    assert tree(world.folder) == before


def test_only_an_import_that_may_write_undoes_a_broken_one(world: Content, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    notices(file, ROW)
    world.add("notices", "fine")
    before = tree(world.folder)
    begin_an_import(world)
    broken = tree(world.folder)

    dry = run("import", file, "--dry-run", *options(world))

    assert (dry.exit_code, "上一次导入中途断了" in dry.output) == (1, True)
    assert tree(world.folder) == broken
    asked = CliRunner().invoke(main, ["import", str(file), *options(world)], input="n\n")
    assert "已经恢复到导入之前" in asked.output
    assert tree(world.folder) == before


def test_a_build_publishes_nothing_of_a_broken_import(world: Content, tmp_path: Path) -> None:
    """It has the lock of whoever may write into the content, so the import is no longer at work."""
    world.add("notices", "fine")
    before = tree(world.folder)
    begin_an_import(world)
    world.write(
        "notices/new.md", "---\ntitle: 半途\npublished: 2026-01-02\nkind: 通知\nsource: 甲\n---\n"
    )
    site = tmp_path / "public" / "site"

    built = run("--site", site, *options(world))

    assert (built.exit_code, "已经恢复到导入之前" in built.output) == (0, True), built.output
    assert not (site / "notices/new").exists()
    assert tree(world.folder) == before


def test_an_import_reads_again_only_what_it_changes(
    world: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caches of the state folder serve the trial as they serve a check."""
    notices(tmp_path / "a.xlsx", ROW)
    assert run("check", *options(world)).exit_code == 0
    read: list[str] = []

    def note(data: bytes, path: str) -> Parsed:
        read.append(path)
        return parse_record(data, path)

    monkeypatch.setattr(gather, "parse_record", note)

    assert run("import", tmp_path / "a.xlsx", "--dry-run", *options(world)).exit_code == 0
    assert read == ["notices/2026/n1.md"]


def test_a_template_is_never_written_over(world: Content, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    assert run("template", "announcement", "结果公示", "-o", file, *options(world)).exit_code == 0
    again = run("template", "announcement", "-o", file, *options(world))
    assert again.exit_code == 2
    assert "已经存在" in again.output
    unknown = run("template", "anouncements", *options(world))
    assert unknown.exit_code == 2
    assert "是不是「announcements」？" in unknown.output


def test_a_template_is_a_workbook_and_nothing_else(world: Content, tmp_path: Path) -> None:
    told = run("template", "购买公告", "-o", tmp_path / "z.txt", *options(world))
    assert told.exit_code == 2
    assert "只能写成 .xlsx" in told.output
    assert not (tmp_path / "z.txt").exists()


def test_a_new_record_is_a_file_that_says_what_it_lacks(world: Content) -> None:
    made = run("new", "announcement", *options(world))
    assert made.exit_code == 0
    file = world.folder / "announcements/2026/2026-001.md"
    text = file.read_text(encoding="utf-8")
    assert "# 购买方式：从这些里选：公开招标、" in text
    told = run("check", *options(world)).output
    assert told.count("没有填写内容") == 6
    assert run("new", "announcement", *options(world)).output.count("2026-002.md") == 1
    assert run("new", "announcement", "2026-001", *options(world)).exit_code == 2
    assert run("new", "announcement", "甲", *options(world)).exit_code == 2
