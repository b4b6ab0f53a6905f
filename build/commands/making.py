"""Commands that make the site, judge it and take it back."""

from __future__ import annotations

import click

from build import health, signals
from build.against import compare
from build.commands.options import with_settings
from build.exits import HeldBack, Refused
from build.health import recorded
from build.log import result, step
from build.make import at_work, make, told
from build.removal import refuse_removed
from build.trees import manifest
from build.trees.swap import swap
from build.verify import refuse_broken, verify_folder
from portal.settings import Settings


@click.command("all")
@click.option("--allow-shrink", is_flag=True, help="允许去掉三分之一以上已发布的记录。")
@click.option(
    "--hold",
    "holding",
    is_flag=True,
    help="有问题的记录保持上次公开的样子，或暂不公开；其余照常发布（退出码 5）。",
)
@click.option("--why", is_flag=True, help="列出重新生成的每一页，以及是因为哪个问题的答案变了。")
@with_settings
@recorded
def build_all(settings: Settings, *, allow_shrink: bool, holding: bool, why: bool) -> None:
    """检查内容，生成网站，核对，换上。"""
    made = make(settings, allow_shrink=allow_shrink, holding=holding)
    for line in made.why if why else ():
        click.echo(line)
    for line in told(made, settings):
        result(line)
    if made.held.shown:
        raise HeldBack(made.held.report, made.held.shown, made.held.problems)


@click.command()
@click.option(
    "--against", metavar="网址或文件夹", help="用内容重新生成一遍，与已发布的网站逐个文件比对。"
)
@click.option(
    "--hold", "holding", is_flag=True, help="那个网站是用 --hold 构建的：有问题的记录同样暂缓。"
)
@with_settings
def verify(settings: Settings, *, against: str | None, holding: bool) -> None:
    """核对已经生成的网站：与清单逐个比对，再看链接、锚点、订阅和数据文件。"""
    if holding and not against:
        raise click.UsageError("--hold 要与 --against 一起使用：写明与哪个网站比对。")
    if against:
        refuse_broken(compare(settings, against, holding=holding))
        result(f"{against} 与内容重新生成的网站一模一样。")
        return
    number = verify_folder(settings.site)
    click.echo(f"网站没有问题：{number} 个文件与清单相符，{settings.site}")


@click.command()
@with_settings
def rollback(settings: Settings) -> None:
    """换回上一个版本的网站；再运行一次就换回来。"""
    with at_work(settings) as place:
        if not manifest.digest(place.previous):
            raise Refused(f"没有可以换回的版本：{place.previous}。")
        refuse_removed(settings.content, place.previous)
        number = verify_folder(place.previous)
        step(f"已核对上一个版本的 {number} 个文件，现在换上。")
        with signals.decided():
            swap(place, place.previous)
        health.returned(settings)
    result(f"已换回上一个版本，{number} 个文件：{settings.site}")
