"""`python -m build`: what it does, what it says and with which code it ends."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest

from build import cli
from build.cli import COMMANDS, main
from tests.build.command import process, run, tree
from tests.factories import Content


def spoil(content: Content) -> None:
    """Three faults in three files."""
    content.add("notices", "bad-day", published="2026-02-30")
    content.add("notices", "bad-kind", kind="闲话")
    content.write("nowhere.txt", "?")


def test_without_a_command_the_site_is_made_and_put_in_its_place(
    options: list[str], site: Path
) -> None:
    built = run(*options)
    files = [path for path in site.rglob("*") if path.is_file()]
    assert built.exit_code == 0
    assert built.stdout == f"已发布 {len(files) - 2} 个文件：{site}\n"
    assert "JS-2026-001" in (site / "projects/project/index.html").read_text(encoding="utf-8")
    assert run("verify", *options).exit_code == 0


def test_the_next_build_replaces_the_whole_site(
    options: list[str], site: Path, world: Content
) -> None:
    former = world.add("notices", "former")
    assert run("all", *options).exit_code == 0
    (world.folder / former).unlink()
    world.add("notices", "later")
    assert run("all", *options).exit_code == 0
    assert not (site / "notices" / "former").exists()
    assert (site / "notices" / "later" / "index.html").is_file()
    assert (site.with_name("site.previous") / "notices" / "former" / "index.html").is_file()


def test_check_writes_nothing_but_what_it_remembers(
    world: Content, options: list[str], tmp_path: Path
) -> None:
    before = tree(tmp_path)
    checked = run("check", *options)
    assert checked.exit_code == 0
    assert checked.output == f"内容没有问题：8 条记录。内容在 {world.folder}。\n"
    after = tree(tmp_path)
    assert after.keys() - before.keys() == {"state", "state/records.sqlite"}
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("name", ["all", "check"])
def test_content_with_faults_is_not_published_and_every_fault_is_named(
    name: str, options: list[str], site: Path, world: Content
) -> None:
    run(*options)
    before = tree(site.parent)
    spoil(world)
    refused = run(name, *options)
    lines = refused.output.splitlines()
    assert refused.exit_code == 1
    assert lines[0] == "错误：内容有 3 处问题，没有发布任何东西："
    assert [line.split("：")[0] for line in lines[1:] if line] == [
        "notices/bad-day.md 第 3 行，字段 published",
        "notices/bad-kind.md 第 4 行，字段 kind",
        "nowhere.txt",
    ]
    assert tree(site.parent) == before


def test_a_site_that_is_not_whole_is_not_published(
    options: list[str], site: Path, world: Content
) -> None:
    run(*options)
    before = tree(site.parent)
    world.add("notices", "astray", body="见[下文](#nowhere)。")
    refused = run(*options)
    assert refused.exit_code == 1
    assert (
        "notices/astray.md 第 7 行，字段 正文：链接「#nowhere」指向的位置不存在" in refused.output
    )
    assert tree(site.parent) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["--unknown"],
        ["--as-of", "2026-13-01"],
        ["check", "extra"],
        ["window"],
        ["window", "明天"],
        ["window", "2026-09-28", "--days", "0"],
        ["serve", "--port", "65536"],
    ],
)
def test_a_command_that_is_wrong_is_told_apart_from_content_that_is(
    arguments: list[str], options: list[str], tmp_path: Path
) -> None:
    before = tree(tmp_path)
    told = run(*arguments[:1], *options, *arguments[1:])
    assert told.exit_code == 2
    assert "错误：" in told.output
    assert tree(tmp_path) == before


def test_a_place_that_cannot_be_made_is_the_machine_s_fault(
    options: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    told = run(*options, "--site", tmp_path / "file" / "site")
    assert told.exit_code == 4
    assert told.output.startswith("错误：")
    assert str(tmp_path / "file") in told.output


def test_no_word_of_click_s_own_is_said_of_any_command() -> None:
    asked = [run(*name, "--help") for name in ([], *([name] for name in COMMANDS))]
    wrong = [run(*one) for one in (["chek"], ["serve", "--port", "x"], ["window"], ["--sit"])]

    for told in (*asked, *wrong):
        assert not re.search(
            r"Usage|Options|Commands?\b|ARGS|Error|Try |Show this|default|TEXT|INTEGER|PATH|FILE|DIR",
            told.output,
        )
    assert all(told.output.startswith("用法：") for told in (*asked, *wrong))


def test_help_names_every_command_and_the_exit_codes() -> None:
    told = run("--help").output
    assert all(
        f"\n  {name} " in told for name in ("all", "check", "verify", "rollback", "serve", "window")
    )
    assert "退出码：0 已发布；1 内容有问题" in told


def test_variables_say_where_and_when_and_options_win(world: Content, tmp_path: Path) -> None:
    world.add("announcements", "open")
    names = {name: str(tmp_path / name.lower()) for name in ("SITE", "STATE")}
    variables = {f"PORTAL_{name}": value for name, value in names.items()}
    variables |= {"PORTAL_CONTENT": str(world.folder), "PORTAL_TODAY": "2026-02-10"}
    page = "announcements/open/index.html"

    assert run(**variables).exit_code == 0
    assert "报名中" in (tmp_path / "site" / page).read_text(encoding="utf-8")

    before = tree(tmp_path / "site")
    wrong = dict.fromkeys(variables, str(tmp_path / "wrong"))
    other = tmp_path / "other"
    where = ("--content", world.folder, "--site", other, "--state", tmp_path / "state")
    assert run(*where, "--as-of", "2026-02-21", **wrong).exit_code == 0
    assert "报名截止" in (other / page).read_text(encoding="utf-8")
    assert tree(tmp_path / "site") == before
    assert not (tmp_path / "wrong").exists()


def test_any_content_goes_into_any_place(world: Content, tmp_path: Path) -> None:
    content = world.folder.rename(tmp_path / "岚川 内容")
    site = tmp_path / "公开 网站" / "二○二六 年"
    assert run("--content", content, "--site", site).exit_code == 0
    assert run("verify", "--site", site).exit_code == 0
    assert {one.name for one in site.parent.iterdir()} == {site.name, f".{site.name}.lock"}


def test_the_command_is_the_module_s(options: list[str], world: Content) -> None:
    spoil(world)
    refused = process("check", *options)
    assert refused.returncode == 1
    assert refused.stderr.startswith("错误：内容有 3 处问题")
    assert "Traceback" not in refused.stderr


def test_every_command_is_imported_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in COMMANDS}
    assert {name: one.name for name, one in found.items() if one} == {one: one for one in COMMANDS}
    monkeypatch.setitem(COMMANDS, "all", "nowhere:at_all")
    result = run("all")
    assert (result.exit_code, "程序不能启动" in result.output) == (4, True)
    assert run("nothing").exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RuntimeError("x"), 70, "RuntimeError: x\n程序出错了，不是内容的问题"),
        (EOFError(), 70, "程序出错了，不是内容的问题"),
        (KeyboardInterrupt(), 130, "已中止。\n"),
        (click.UsageError("少了"), 2, "错误：少了"),
    ],
)
def test_however_a_command_ends_its_code_says_it(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also while it is imported, which click would take for its own business."""

    def fails(_: str) -> None:
        raise error

    monkeypatch.setattr(cli, "import_module", fails)
    monkeypatch.setattr(sys, "argv", ["build"])
    try:
        ended: object = cli.run()
    except SystemExit as said_so:
        ended = said_so.code
    assert ended == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有名为 chek 的命令。是不是 check？"),
        (["init"], "没有写「文件夹」。"),
        (["check", "--jsn"], "没有 --jsn 这个选项。是不是 --json？"),
        (["check", "x", "y"], "命令的写法不对"),
        (["check", "--content"], "选项 --content 后面少了内容"),
        (["--as-of", "昨天"], "日期「昨天」的写法不对"),
        (["import", "没有.xlsx"], "「文件」：没有这个文件或文件夹：没有.xlsx。"),
        (["import", "."], "「文件」：这里要写文件，. 是文件夹。"),
        (["schema", "run.py"], "「文件夹」：这里要写文件夹，run.py 是文件。"),
        (["serve", "--port", "八千"], "「--port」：「八千」不是整数。"),
        (["serve", "--port", "99999"], "「--port」：99999 不在允许的范围（0<=x<=65535）里。"),
    ],
)
def test_a_command_that_is_wrong_is_told_in_chinese(arguments: list[str], said: str) -> None:
    told = run(*arguments)
    assert told.exit_code == 2
    assert f"错误：{said}" in told.output
