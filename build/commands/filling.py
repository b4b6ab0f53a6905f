"""Commands that bring records in: forms, skeletons and the import."""

from __future__ import annotations

from pathlib import Path

import click

from build.commands.options import with_settings
from build.exits import Refused
from build.forms.known import Known
from build.forms.shape import section_named
from build.forms.skeleton import write_skeleton
from build.forms.workbook import write_form
from build.importing.plan import describe, make_plan
from build.importing.write import begun, undo, write_all
from build.lock import only_one
from build.usage import agreed, typed
from portal.load.walk import SITE
from portal.settings import Settings

# The file of the state folder that is locked while somebody imports; builds go on until he has said yes.
IMPORTING = "import.lock"


@click.command()
@click.argument("sections", nargs=-1, required=True, metavar="栏目...")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="写到哪个文件，默认 栏目.xlsx。"
)
@with_settings
def template(settings: Settings, sections: tuple[str, ...], output: Path | None) -> None:
    """做一份可以发给办公室填写的 Excel 表；栏目写 announcements 或 购买公告，可以写几个。"""
    _refuse_nowhere(settings)
    found = list(dict.fromkeys(section_named(word) for word in sections))
    file = output or Path("-".join(one.chinese for one in found) + ".xlsx")
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"只能写成 .xlsx，不能写成 {file}。请用 --output 表名.xlsx。")
    if file.exists():
        raise click.UsageError(f"{file} 已经存在，没有覆盖。请用 --output 换一个名字。")
    write_form(file, found, Known(settings.content), settings.today)
    click.echo(f"已写好 {file}。填好以后运行：python -m build import {typed(file)}")


@click.command()
@click.argument("section", metavar="栏目")
@click.argument("id", required=False, metavar="[编号]")
@with_settings
def new(settings: Settings, section: str, id: str | None) -> None:
    """新建一条记录的文件，每个字段带说明和例子；栏目写 announcement 或 购买公告。"""
    _refuse_nowhere(settings)
    path = write_skeleton(settings, section_named(section), id)
    click.echo(f"已写好 {path}。填好以后运行：python -m build check")


@click.command("import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件"
)
@click.option("--section", "named", help="表名看不出栏目时，说明是哪个栏目。")
@click.option("--yes", is_flag=True, help="不询问，直接写入（供脚本使用）。")
@click.option("--dry-run", is_flag=True, help="只列出会增加和改动什么，不写入。")
@with_settings
def import_(settings: Settings, file: Path, named: str | None, *, yes: bool, dry_run: bool) -> None:
    """读入填好的 Excel、CSV 或 JSON，列出会增加和改动什么，同意后写入 content；要么全部，要么一条不写。"""
    _refuse_nowhere(settings)
    lock, building = settings.state / IMPORTING, settings.state / "lock"
    with only_one(lock, what="导入"):
        if dry_run and begun(settings.content):
            raise Refused("上一次导入中途断了。请不加 --dry-run 再运行一次，先恢复到导入之前。")
        if not dry_run:
            with only_one(building):
                if undo(settings.content):
                    click.echo("上一次导入中途断了，已经恢复到导入之前。")
        section = section_named(named) if named else None
        plan = make_plan(file, settings.content, section, settings.state)
        if plan.faults:
            lines = "\n".join(f"  {fault}" for fault in plan.faults)
            raise Refused(f"{file} 有 {len(plan.faults)} 处问题，一条也没有写入：\n{lines}")
        for line in describe(plan, settings.today):
            click.echo(line)
        if not plan.files or dry_run:
            click.echo("没有写入任何文件。")
            return
        if not yes and not agreed("写入吗？"):
            raise Refused("没有写入任何文件。")
        with only_one(building):
            write_all(settings.content, plan.files)
    click.echo(f"已写入 {len(plan.files)} 个文件：{settings.content}。用 python -m build 发布。")


def _refuse_nowhere(settings: Settings) -> None:
    """Raise click.UsageError where there is no site: what is written there would be looked for in vain."""
    if not (settings.content / SITE).is_file():
        raise click.UsageError(
            f"{settings.content} 里没有 {SITE}，不是网站的内容文件夹。请核对 PORTAL_HOME 或 --content；"
            "还没有网站的，先运行 python -m build init。"
        )
