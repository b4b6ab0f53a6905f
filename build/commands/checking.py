"""Commands that teach: what is wrong with the content, what a rule wants, what an editor needs."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from build import ledger
from build.commands.options import with_settings
from build.exits import CONTENT
from build.explaining import explain as explained
from build.forms import editor
from build.watching import saves
from portal import create_app
from portal.language import CHINESE, speaking
from portal.ledger.keeping import book_of
from portal.load import Loaded, load
from portal.omissions import notes
from portal.problems import ContentError, Problem, grouped
from portal.settings import CHECKOUT, Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
@click.option("--watch", is_flag=True, help="不退出，每次保存文件都重新检查（供编辑器使用）。")
@with_settings
def check(settings: Settings, *, as_json: bool, watch: bool) -> None:
    """只检查内容，不改动内容和网站。"""
    if watch:
        _watch(settings)
    if as_json:
        sys.exit(_as_json(settings))
    loaded = _checked(settings)
    click.echo(f"内容没有问题：{len(loaded.rows)} 条记录。内容在 {settings.content}。")
    if loaded.site.demo and settings.content == CHECKOUT / "content":
        click.echo(
            "提示：这是程序自带的演示内容。要用自己的网站，先写明它的文件夹（手册「新建网站」第 2 步）。"
        )
    for note in notes(loaded, settings.today):
        click.echo(note)


def _checked(settings: Settings) -> Loaded:
    """What the content says; raises ContentError for the content and for the ledger."""
    loaded = load(settings.content, settings.state)
    ledger.refuse(settings, loaded.site, book_of(settings, loaded))
    return loaded


def _watch(settings: Settings) -> None:
    """Check after every save until Ctrl-C; the two marks tell an editor where a run begins and ends."""
    for _ in saves(settings.content):
        click.echo("检查开始")
        try:
            click.echo(f"内容没有问题：{len(_checked(settings).rows)} 条记录。")
        except ContentError as error:
            click.echo(error.message)
        click.echo("检查结束")


def _as_json(settings: Settings) -> int:
    """Print {"records", "problems"} and give the exit code."""
    problems: list[Problem] = []
    records = 0
    try:
        records = len(_checked(settings).rows)
    except ContentError as error:
        problems = [problem for file in grouped(error.problems) for problem in file]
    answer = {"records": records, "problems": [_plain(problem) for problem in problems]}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    return CONTENT if problems else 0


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "reason": problem.reason,
        "remedy": problem.remedy,
    }


@click.command()
@click.argument("word", metavar="规则、字段或栏目")
@with_settings
def explain(settings: Settings, word: str) -> None:
    """说明一条规则（D-12）、一个字段（announcements.closes）或一个栏目（announcements、购买公告）。"""
    try:
        context: AbstractContextManager[Any] = create_app(settings).app_context()
        sound = True
    except ContentError:
        # Whoever asks what a rule means has often just broken it.
        context, sound = nullcontext(), False
    with context, speaking(CHINESE):
        for line in explained(word, settings.content, sound=sound):
            click.echo(line)


@click.command()
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    metavar="[文件夹]",
)
@with_settings
def schema(settings: Settings, folder: Path) -> None:
    """在文件夹下的 .vscode 里写好编辑器的设置：自动补全、字段的 JSON Schema、保存时划出问题。"""
    kept = editor.write(folder, settings.today.isoformat(), settings.content)
    click.echo(f"已写好 {folder / editor.FOLDER}。")
    for path in kept:
        click.echo(f"{path} 已经有别的内容，没有改动；需要时删掉它再运行一次。")
