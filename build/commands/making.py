"""Commands that make the site and judge it."""

from __future__ import annotations

from pathlib import Path

import click

from build.commands.options import with_settings
from build.exits import Refused
from build.freeze import freeze
from build.place import publish, refuse_unsafe, staging
from build.verify import Broken, verify_folder
from portal import create_app, store
from portal.load import load
from portal.settings import Settings


@click.command("all")
@with_settings
def build_all(settings: Settings) -> None:
    """检查内容，生成网站，核对，换上。"""
    refuse_unsafe(settings)
    app = create_app(settings, frozen=True)
    with staging(settings.site) as folder:
        number = freeze(app, folder)
        _verify(folder)
        publish(folder, settings.site)
    for path in store.of(app).held:
        click.echo(f"暂不发布（公开日期未到，或引用了未到日期的记录）：{path}")
    click.echo(f"已发布 {number} 个文件：{settings.site}")


@click.command()
@with_settings
def check(settings: Settings) -> None:
    """只检查内容，不写任何文件。"""
    loaded = load(settings.content, settings.state)
    click.echo(f"内容没有问题：{len(loaded.rows)} 条记录。")


@click.command()
@with_settings
def verify(settings: Settings) -> None:
    """核对已经生成的网站：链接、锚点、订阅和数据文件。"""
    _verify(settings.site)
    click.echo(f"网站没有问题：{settings.site}")


def _verify(folder: Path) -> None:
    try:
        verify_folder(folder)
    except Broken as error:
        raise Refused(str(error)) from None
