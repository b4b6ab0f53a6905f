"""`python -m build`: what it does, what it says and with which code it ends."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import click
import pytest

from build.cli import COMMANDS, main
from build.manifest import UNLISTED
from portal.settings import CHECKOUT
from tests.build.command import (
    DEMO,
    OTHER_PYTHON,
    command,
    environment,
    process,
    run,
    tree,
)
from tests.factories import Content

# The window over the autumn festival of 2026: 10 October is a Saturday that is worked.
AUTUMN = [
    ("2026-09-28", "星期一", None, "公开当日，不计入"),
    ("2026-09-29", "星期二", 1, "工作日"),
    ("2026-09-30", "星期三", 2, "工作日"),
    ("2026-10-01", "星期四", None, "国庆节假期"),
    ("2026-10-02", "星期五", None, "国庆节假期"),
    ("2026-10-03", "星期六", None, "国庆节假期"),
    ("2026-10-04", "星期日", None, "国庆节假期"),
    ("2026-10-05", "星期一", None, "国庆节假期"),
    ("2026-10-06", "星期二", None, "国庆节假期"),
    ("2026-10-07", "星期三", None, "国庆节假期"),
    ("2026-10-08", "星期四", 3, "工作日"),
    ("2026-10-09", "星期五", 4, "工作日"),
    ("2026-10-10", "星期六", 5, "国庆节调休上班"),
]


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


def test_check_writes_nothing_but_what_it_remembers(options: list[str], tmp_path: Path) -> None:
    before = tree(tmp_path)
    checked = run("check", *options)
    assert checked.exit_code == 0
    assert checked.output == "内容没有问题：8 条记录。\n"
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
    assert lines[0] == "Error: 内容有 3 处问题，没有发布任何东西："
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
    assert "Error: " in told.output
    assert tree(tmp_path) == before


def test_a_place_that_cannot_be_made_is_the_machine_s_fault(
    options: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    told = run(*options, "--site", tmp_path / "file" / "site")
    assert told.exit_code == 4
    assert told.output.startswith("Error: ")
    assert str(tmp_path / "file") in told.output


def test_help_names_every_command_and_the_exit_codes() -> None:
    told = run("--help").output
    assert all(
        f"\n  {name} " in told for name in ("all", "check", "verify", "rollback", "serve", "window")
    )
    assert "退出码：0 已发布；1 内容有问题" in told


def test_the_window_is_printed_day_by_day(content: Content) -> None:
    printed = run("window", "2026-09-28", "--content", content.folder)
    assert printed.exit_code == 0
    assert json.loads(printed.output) == {
        "published": "2026-09-28",
        "start_rule": "次日起算",
        "days": [
            {"date": day, "weekday": weekday, "number": number, "reason": reason}
            for day, weekday, number, reason in AUTUMN
        ],
        "last": "2026-10-10",
    }


@pytest.mark.parametrize(
    ("rule", "days", "last"),
    [("次日起算", "1", "2026-09-29"), ("当日起算", "5", "2026-10-09")],
)
def test_the_window_follows_the_site_s_rule_and_the_days_asked_for(
    content: Content, rule: str, days: str, last: str
) -> None:
    content.site(start_rule=rule)
    printed = run("window", "2026-09-28", "--days", days, "--content", content.folder)
    assert json.loads(printed.output)["last"] == last


def test_a_window_in_a_year_that_nobody_knows_is_refused(content: Content) -> None:
    refused = run("window", "2049-01-04", "--content", content.folder)
    assert refused.exit_code == 1
    assert refused.output == (
        "Error: 还不知道 2049 年的放假安排，无法计算工作日。"
        "请把国务院办公厅的放假通知写入 content/calendar/2049.md。\n"
    )


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


def test_the_same_content_gives_the_same_bytes_anywhere(published: Path, tmp_path: Path) -> None:
    """Here and now, and in another process, folder, zone, locale, seed and perhaps Python."""
    before = tree(CHECKOUT / "content")
    built = subprocess.run(
        command(
            *(*DEMO, "--site", tmp_path / "公开 网站", "--state", tmp_path / "state"),
            python=OTHER_PYTHON,
        ),
        check=False,
        cwd=CHECKOUT,
        env=environment(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED=other_seed()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert built.returncode == 0, built.stdout
    one, other = tree(published / "site"), tree(tmp_path / "公开 网站")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert tree(CHECKOUT / "content") == before, "the ledger has nothing to add"


def other_seed() -> str:
    """A seed of hashes that is not this process's own, where that one is fixed; at random it never is."""
    return "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"


def test_progress_is_shown_on_a_terminal(options: list[str], site: Path) -> None:
    pty = pytest.importorskip("pty")
    reader, terminal = pty.openpty()
    with open(reader, "rb", buffering=0) as screen:  # noqa: PTH123 - a descriptor, not a path
        built = subprocess.run(
            command(*options),
            check=False,
            cwd=CHECKOUT,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
        os.close(terminal)
        shown = screen.read(65536).decode()
    index = sum(path.is_file() for path in (site / "search" / "index").iterdir())
    files = sum(path.is_file() and path.name not in UNLISTED for path in site.rglob("*"))
    pages = files - index + 1  # the index is made in one piece
    assert built.returncode == 0
    assert f"\r生成页面 {pages}/{pages}\r\n" in shown


def test_a_log_file_gets_a_line_for_each_step_and_the_result(options: list[str]) -> None:
    built = process(*options)
    assert built.returncode == 0
    assert built.stdout.startswith("已发布 ")
    assert built.stdout.count("\n") == 1
    assert [line[:3] for line in built.stderr.splitlines()] == [
        "内容没",
        "已生成",
        "已核对",
        "已写入",
    ]


def test_an_output_that_knows_no_chinese_gets_escapes(options: list[str]) -> None:
    checked = process("check", *options, PYTHONIOENCODING="cp1252")
    assert checked.returncode == 0
    assert checked.stdout.startswith(r"\u5185\u5bb9")


def test_the_command_is_the_module_s(options: list[str], world: Content) -> None:
    spoil(world)
    refused = process("check", *options)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: 内容有 3 处问题")
    assert "Traceback" not in refused.stderr


def test_every_command_is_imported_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in COMMANDS}
    assert {name: one.name for name, one in found.items() if one} == {one: one for one in COMMANDS}
    monkeypatch.setitem(COMMANDS, "all", "nowhere:at_all")
    result = run("all")
    assert (result.exit_code, "程序不能启动" in result.output) == (4, True)
    assert run("nothing").exit_code == 2
