"""The command that makes a new site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from build.commands.options import with_settings
from build.starting import SOURCE, start
from build.trees import manifest
from build.trees.place import Place
from build.usage import typed
from portal.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--title", default="某市购买服务公开网", help="网站名称，默认某市购买服务公开网。")
@click.option("--publisher", default="某市总工会", help="主办单位，默认某市总工会。")
@click.option("--city", default="某市", help="地区名称，默认某市。")
@click.option("--region", default="990100", help="地区的六位行政区划代码，默认 990100。")
@click.option(
    "--url",
    default="https://gongkai.example.org/",
    help="将来的网址，默认 https://gongkai.example.org/。",
)
@click.option(
    "--from",
    "origin",
    type=click.Path(file_okay=False, path_type=Path),
    default=SOURCE,
    help="从哪个内容文件夹取政策依据和服务分类；默认程序自带的演示内容。",
)
@with_settings
def init(settings: Settings, folder: Path, origin: Path, **values: str) -> None:
    """为另一个城市新建网站的内容：带说明的 site.yaml、示例记录、可以采用的政策。"""
    number = start(folder, values, settings.today, origin)
    click.echo(f"已写好 {number} 个文件：{folder}。")
    for line in next_steps(settings, Path(os.path.normpath(folder.absolute()))):
        click.echo(line)


def next_steps(settings: Settings, content: Path) -> Iterator[str]:
    """How the commands come to use this content, and what of another site stands in its way."""
    if settings.content == content:
        place = Place(settings.site)
        if manifest.listed(place.site) is not None:
            there = [one for one in (place.site, *place.beside, settings.state) if one.exists()]
            yield "那里已经有另一个网站（如演示网站）的页面。不再要它，先删掉这些文件夹："
            yield from (f"  {one}" for one in there)
        yield "下一步：python -m build check"
    elif content.name == "content":
        setting = "setx PORTAL_HOME" if os.name == "nt" else "export PORTAL_HOME="
        gap = " " if os.name == "nt" else ""
        yield "以后的命令要用它，先写明网站的文件夹（手册「新建网站」第 2 步），再检查："
        yield f"  {setting}{gap}{typed(content.parent)}"
        yield "  python -m build check"
    else:
        yield f"下一步：python -m build check --content {typed(content)}"
