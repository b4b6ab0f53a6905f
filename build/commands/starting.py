"""The command that makes a new site."""

from __future__ import annotations

from pathlib import Path

import click

from build.commands.options import with_settings
from build.starting import SOURCE, start
from portal.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--title", default="某市购买服务公开网", show_default=True, help="网站名称。")
@click.option("--publisher", default="某市总工会", show_default=True, help="主办单位。")
@click.option("--city", default="某市", show_default=True, help="地区名称。")
@click.option("--region", default="990100", show_default=True, help="地区的六位行政区划代码。")
@click.option(
    "--url", default="https://gongkai.example.org/", show_default=True, help="将来的网址。"
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
    click.echo(f"已写好 {number} 个文件：{folder}。下一步：改 {folder / 'site.yaml'}，然后运行")
    click.echo(f"  python -m build check --content {folder}")
