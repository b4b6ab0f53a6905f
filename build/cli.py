"""The commands of `python -m build`, their options and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from build.freeze import freeze
from build.place import publish, refuse_unsafe, staging
from build.serve import make_server, serve_until_stopped
from build.verify import Broken, verify_folder
from portal import create_app, store
from portal.display import weekday
from portal.load import load
from portal.settings import Settings, parse_date
from portal.window import PUBLICITY_DAYS, UnknownYear

EXIT_CODES = (
    "退出码：0 成功；1 内容有问题，没有发布；2 命令用错；4 机器的问题（磁盘、权限、端口）。"
)


class Machine(click.ClickException):
    """The machine stands in the way: disk, permission, port."""

    exit_code = 4


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for folders and date, and the Settings made of them."""

    @wraps(command)
    def run(
        content: str | None, site: str | None, state: str | None, as_of: str | None, **rest: Any
    ) -> Any:
        settings = Settings.read(content=content, site=site, state=state, today=as_of)
        try:
            return command(settings, **rest)
        except OSError as error:
            raise Machine(f"{error.strerror or error}：{error.filename or ''}") from None

    for name, help_text in (
        ("--as-of", "当作这一天来构建（YYYY-MM-DD），默认今天。"),
        ("--state", "缓存放在哪个文件夹，默认 build/state。"),
        ("--site", "网站放在哪个文件夹，默认 build/site。"),
        ("--content", "内容在哪个文件夹，默认 content。"),
    ):
        run = click.option(name, help=help_text)(run)
    return run


class Group(click.Group):
    """Without a command name, the arguments are those of `all`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["all", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Group, epilog=EXIT_CODES)
def main() -> None:
    """检查内容，生成网站。不写命令时等于 all：检查、生成、核对，全部通过才换上新网站。"""


@main.command("all")
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


@main.command()
@with_settings
def check(settings: Settings) -> None:
    """只检查内容，不写任何文件。"""
    loaded = load(settings.content)
    click.echo(f"内容没有问题：{len(loaded.rows)} 条记录。")


@main.command()
@with_settings
def verify(settings: Settings) -> None:
    """核对已经生成的网站：链接、锚点、订阅和数据文件。"""
    _verify(settings.site)
    click.echo(f"网站没有问题：{settings.site}")


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="端口；0 表示任选一个空闲的。",
)
@with_settings
def serve(settings: Settings, port: int) -> None:
    """在本机浏览已经生成的网站。"""
    if not (settings.site / "index.html").is_file():
        raise click.ClickException(f"还没有网站：{settings.site}。请先运行 python -m build。")
    try:
        server = make_server(settings.site, port)
    except OSError as error:
        raise Machine(f"端口 {port} 用不了（{error.strerror}）。请用 --port 换一个。") from None
    serve_until_stopped(server)


@main.command()
@click.argument("published")
@click.option("--days", default=PUBLICITY_DAYS, show_default=True, help="几个工作日。")
@with_settings
def window(settings: Settings, published: str, days: int) -> None:
    """逐日列出从 PUBLISHED（YYYY-MM-DD）公示起的工作日，输出 JSON。"""
    first = parse_date(published)
    if days < 1:
        raise click.UsageError("至少要算 1 个工作日。")
    loaded = load(settings.content)
    try:
        counted = loaded.workdays.window(first, days, loaded.site.start_rule)
    except UnknownYear as error:
        raise click.ClickException(str(error)) from None
    answer = {
        "published": first.isoformat(),
        "start_rule": counted.start_rule.value,
        "days": [
            {
                "date": one.day.isoformat(),
                "weekday": weekday(one.day),
                "number": one.number,
                "reason": one.reason,
            }
            for one in counted.days
        ],
        "last": counted.last.isoformat(),
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _verify(folder: Path) -> None:
    try:
        verify_folder(folder)
    except Broken as error:
        raise click.ClickException(str(error)) from None
