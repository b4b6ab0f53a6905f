"""`check`, `explain` and `schema` as a webmaster and an editor use them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from build.forms import editor
from build.forms.shape import columns
from build.forms.skeleton import skeleton
from build.watching import saves, signature
from portal.sections import SECTIONS
from tests.build.command import DEMO, command, environment, process, run
from tests.factories import Content


def test_problems_can_be_read_by_programs(options: list[str], world: Content) -> None:
    sound = run("check", "--json", *options)
    assert (sound.exit_code, json.loads(sound.output)["problems"]) == (0, [])
    world.add("notices", "n1", kind="通之")
    told = run("check", "--json", *options)
    assert told.exit_code == 1
    assert json.loads(told.output)["problems"] == [
        {
            "path": "notices/n1.md",
            "line": 4,
            "field": "kind",
            "reason": "「通之」不在可选的内容里",
            "remedy": "是不是「通知」？可选：通知、培训、政策解读、工作交流",
        }
    ]


def test_a_site_file_that_cannot_be_read_is_told_when_all_records_are_known(
    options: list[str], world: Content
) -> None:
    """In a process of its own, in which no row was ever made."""
    assert run("check", *options).exit_code == 0
    (world.folder / "site.yaml").write_text("phone:0717-1234567\n", encoding="utf-8")

    told = process("check", *options)

    assert told.returncode == 1
    assert "site.yaml 第 1 行" in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


def test_who_checks_the_demonstration_is_told_that_it_is_none_of_his(tmp_path: Path) -> None:
    """Whoever forgot PORTAL_HOME would take its being sound for that of his own."""
    told = run("check", "--state", tmp_path, "--as-of", "2026-11-20")
    assert told.exit_code == 0
    assert "提示：这是程序自带的演示内容。" in told.output


def test_check_goes_on_watching(options: list[str], world: Content) -> None:
    arguments = command("check", "--watch", *options)
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, encoding="utf-8", env=environment(PYTHONUNBUFFERED="1")
    ) as watching:
        assert watching.stdout
        try:
            first = [watching.stdout.readline().strip() for _ in range(3)]
            world.add("notices", "n1", kind="x")
            second = [watching.stdout.readline().strip() for _ in range(4)]
        finally:
            watching.terminate()
    assert first == ["检查开始", "内容没有问题：8 条记录。", "检查结束"]
    assert second[0] == "检查开始"
    assert second[2].startswith("notices/n1.md 第 4 行，字段 kind：")
    assert second[3] == "检查结束"


def test_a_save_is_noticed_and_only_a_save(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    before = signature(tmp_path)
    assert signature(tmp_path) == before
    (tmp_path / "a").write_text("12", encoding="utf-8")
    assert signature(tmp_path) != before
    assert next(saves(tmp_path, tmp_path / "missing")) is None


def test_the_editor_underlines_what_check_prints(options: list[str], world: Content) -> None:
    world.add("notices", "n1", kind="x")
    world.write("notices/orphan.pdf", b"x")
    (task,) = editor.files("2026-06-30", world.folder)[".vscode/tasks.json"]["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    assert task["problemMatcher"]["fileLocation"] == ["relative", world.folder.as_posix()]
    assert f'--content "{world.folder.as_posix()}"' in task["command"]
    lines = run("check", *options).output.splitlines()
    found = [read.group(1, 2) for line in lines if (read := re.fullmatch(pattern["regexp"], line))]
    assert found[0] == ("notices/n1.md", "4")


def test_an_editor_gets_a_schema_of_each_section_and_keeps_its_own_settings(
    tmp_path: Path, options: list[str]
) -> None:
    assert run("schema", tmp_path, *options).exit_code == 0
    for section in SECTIONS:
        made = json.loads((tmp_path / f".vscode/schema/{section.name}.json").read_text("utf-8"))
        required = [one.name for one in columns(section.name) if one.required]
        assert made["required"] == required
    settings = tmp_path / ".vscode/settings.json"
    settings.write_text("{}", encoding="utf-8")
    again = run("schema", tmp_path, *options)
    assert ".vscode/settings.json 已经有别的内容，没有改动" in again.output
    assert settings.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "announcements.closes",
            "字段 announcements.closes：购买公告的「申报截止」\n写法：必填。日期，年-月-日",
        ),
        ("announcements.criteria.weight", "0 到 100 的数"),
        ("购买公告.申报截止", "字段 announcements.closes：购买公告的「申报截止」"),
        ("购买公告.绩效评价标准.权重", "字段 announcements.criteria.weight："),
        ("notices", "栏目 notices：通知公告。"),
        ("通知公告", "栏目 notices：通知公告。"),
    ],
)
def test_a_field_and_a_section_are_explained(word: str, said: str, options: list[str]) -> None:
    assert said in run("explain", word, *options).output


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("D-12", "结果公示不少于 5 个工作日"),
        ("announcements.closes", "申报截止"),
        ("notices", "栏目"),
    ],
)
def test_what_is_asked_about_is_explained_while_the_content_has_problems(
    word: str, said: str, options: list[str], world: Content
) -> None:
    world.add("notices", "n1", kind="x")
    told = run("explain", word, *options)
    assert told.exit_code == 0
    assert said in told.output


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("projects.category", "本站现有 1 个：\n  scheme#care ｜ 困难帮扶\n"),
        ("购买项目.购买主体", "本站现有 1 个：\n  purchaser ｜ purchasers purchaser\n"),
        ("projects.agency", "本站现有 0 个，先建立要引用的记录。\n"),
    ],
)
def test_what_a_field_may_name_is_listed(word: str, said: str, options: list[str]) -> None:
    """A skeleton says to ask for it: codes of categories stand in no other place."""
    assert said in run("explain", word, *options).output
    assert "python -m build explain projects.category\n" in skeleton("projects", "2026-06-30")


def test_a_rule_is_explained_with_its_clause_and_examples(demo_options: list[str]) -> None:
    told = run("explain", "d-12", *demo_options).output
    assert told.startswith(
        "规则 D-12：结果公示不少于 5 个工作日\n核对的栏目：购买项目（projects）\n依据：《"
    )
    assert "本站结论为「不符合」的" in told
    assert re.search(r"\n  projects/[a-z0-9-]+：", told)


def test_a_webmaster_reads_chinese_whatever_the_site_speaks(
    options: list[str], world: Content
) -> None:
    said = run("explain", "D-12", *options).output
    world.site(language="en")
    assert run("explain", "D-12", *options).output == said
    assert "结果公示不少于 5 个工作日" in said


def test_an_unknown_word_is_a_usage_error_with_the_nearest_one(options: list[str]) -> None:
    unknown = run("explain", "announcements.close", *options)
    assert unknown.exit_code == 2
    assert "是不是 announcements.closes？" in unknown.output


@pytest.fixture
def demo_options() -> list[str]:
    return list(DEMO)
