"""Commands that look and change nothing: the site in a browser, a window counted."""

from __future__ import annotations

import json

import click

from build.commands.options import with_settings
from build.exits import Machine
from build.serve import make_server, serve_until_stopped
from portal.causes import said
from portal.display import weekday
from portal.load import load
from portal.settings import Settings, parse_date
from portal.window import PUBLICITY_DAYS, UnknownYear


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    help="端口，默认 8000；0 表示任选一个空闲的。",
)
@with_settings
def serve(settings: Settings, port: int) -> None:
    """在本机浏览已经生成的网站。"""
    if not (settings.site / "index.html").is_file():
        raise click.ClickException(f"还没有网站：{settings.site}。请先运行 python -m build。")
    try:
        server = make_server(settings.site, port)
    except OSError as error:
        raise Machine(f"端口 {port} 用不了（{said(error)}）。请用 --port 换一个。") from None
    serve_until_stopped(server)


@click.command()
@click.argument("published", metavar="公示日期")
@click.option("--days", default=PUBLICITY_DAYS, help=f"几个工作日，默认 {PUBLICITY_DAYS} 个。")
@with_settings
def window(settings: Settings, published: str, days: int) -> None:
    """逐日列出从公示日期（YYYY-MM-DD）起的工作日，输出 JSON。"""
    first = parse_date(published)
    if days < 1:
        raise click.UsageError("至少要算 1 个工作日。")
    loaded = load(settings.content, settings.state)
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
