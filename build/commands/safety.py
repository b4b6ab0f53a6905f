"""Commands that look for what may do harm."""

from __future__ import annotations

import click

from build.commands.options import with_settings
from portal.load.personal import survey
from portal.settings import Settings


@click.command()
@with_settings
def personal(settings: Settings) -> None:
    """逐条列出内容和附件里的个人信息，连同例外、疑似的号码和文件作者。"""
    found = survey(settings.content, settings.state)
    for finding, fate in found:
        hit = finding.hit
        place = finding.path + (f" 第 {hit.line} 行" if hit.line else "")
        what = " ".join(part for part in (hit.kind, hit.masked, hit.where) if part)
        click.echo(f"{place}，{finding.item or '字段区'}：{what}（{fate}）")
    click.echo(f"共 {len(found)} 处。")
