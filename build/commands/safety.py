"""Commands that keep a site in order where it is run."""

from __future__ import annotations

from pathlib import Path

import click

from build import compress as packing
from build import deploying
from build.commands.options import with_settings
from build.doctor import Grade, examine
from build.exits import Machine, Refused
from build.make import at_work
from build.trees import manifest
from portal.load import Loaded, load
from portal.load.personal import survey
from portal.problems import ContentError
from portal.settings import Settings


@click.command()
@with_settings
def compress(settings: Settings) -> None:
    """在已生成的网站里写好压缩文件（.gz、.br），供 nginx、Caddy 直接发送。"""
    with at_work(settings) as place:
        if not manifest.digest(place.site):
            raise Refused(f"没有这个网站：{place.site}。请先运行 python -m build。")
        written, copied = packing.compress(place.site, place.previous)
        click.echo(f"已写好 {written} 个压缩文件，另有 {copied} 个没有变化：{place.site}")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@with_settings
def servers(settings: Settings, folder: Path) -> None:
    """按 site.yaml 在文件夹里写好 nginx 和 Caddy 的配置：域名、响应头、缓存、改名记录的跳转。"""
    kept = list(deploying.write(load(settings.content, settings.state).site, settings.site, folder))
    click.echo(f"已写好 {folder}。改过 site.yaml 以后再运行一次，然后让服务器重新读取配置。")
    for name in kept:
        click.echo(f"{folder / name} 已经有，没有改动。")


@click.command()
@with_settings
def doctor(settings: Settings) -> None:
    """检查这台机器和内容：接下来什么会出问题，怎么办。有要处理的，退出码为 4。"""
    content: Loaded | ContentError
    try:
        content = load(settings.content, settings.state)
    except ContentError as error:
        content = error
    points = examine(settings, content)
    for point in points:
        advice = f" → {point.remedy}" if point.remedy else ""
        click.echo(f"[{point.grade}] {point.name}：{point.found}{advice}")
    if bad := [point.name for point in points if point.grade is Grade.BAD]:
        raise Machine(f"要处理：{'、'.join(bad)}")


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
