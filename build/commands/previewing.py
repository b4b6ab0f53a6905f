"""The command that shows content while it is being written."""

from __future__ import annotations

import click
import waitress

from build.commands.options import with_settings
from build.exits import Machine
from build.preview.live import Live
from portal.causes import said
from portal.settings import Settings


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    help="端口，默认 8001；0 表示任选一个空闲的。",
)
@with_settings
def preview(settings: Settings, port: int) -> None:
    """边写边看：保存文件后浏览器自动刷新，有问题就显示在页面上，未到公开日期的记录也能看到。"""
    live = Live(settings)
    try:
        server = waitress.create_server(live, host="127.0.0.1", port=port)
    except OSError as error:
        raise Machine(f"端口 {port} 用不了（{said(error)}）。请用 --port 换一个。") from None
    click.echo(f"预览地址：http://127.0.0.1:{server.effective_port}/ （按 Ctrl-C 停止）")
    server.run()
    click.echo("已停止。")
