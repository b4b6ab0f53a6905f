"""Commands of the ledger: check one with an old checkpoint, make a key, remove a text by law."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from build.commands.options import with_settings
from build.exits import Machine, Refused
from build.lock import alone_in
from build.log import result
from build.make import at_work
from build.removal import removable
from portal.ledger import files, verifier
from portal.ledger.book import origin
from portal.ledger.note import Signer
from portal.load import load
from portal.settings import Settings


@click.command("verify-log")
@click.argument(
    "old", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="检查点"
)
@click.argument("place", required=False, metavar="[网址或文件夹]")
@click.option("--key", default="", help="检查点应当带有这把公钥的签名。")
@with_settings
def verify_log(settings: Settings, old: Path, place: str | None, key: str) -> None:
    """核对账本是以前保存的检查点（文件）的续写；不写网址或文件夹，就是本机生成的网站。"""
    try:
        text = old.read_text(encoding="utf-8")
        verifier.check(place or str(settings.site), text, key, click.echo)
    except verifier.Wrong as error:
        raise Refused(f"账本不对：{error}") from None
    except (verifier.Unseen, ValueError) as error:
        raise Machine(f"没有核对成：{error}") from None
    click.echo("账本完好。")


@click.command("ledger-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="文件")
@with_settings
def ledger_key(settings: Settings, file: Path) -> None:
    """生成账本的签名密钥：私钥写入文件（不要放进版本库），公钥显示出来，写进 site.yaml。"""
    site = load(settings.content, settings.state).site
    signer = Signer(origin(site, 0), secrets.token_bytes(32))
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise click.UsageError(f"{file} 已经存在，不会覆盖。") from None
    file.write_text(signer.skey + "\n", encoding="utf-8")
    click.echo(f"ledger_key: {signer.verifier.vkey}")


@click.command("ledger-remove")
@click.argument("record", metavar="记录")
@click.option("--entry", "entries", type=int, multiple=True, help="只移除这一号，可以写多次。")
@with_settings
def ledger_remove(settings: Settings, record: str, entries: tuple[int, ...]) -> None:
    """依法移除记录（如 notices/tz-001）以前各版的内容；账本的记载和摘要不变。

    只用于法律要求删除的内容，比如泄露的个人信息。先改正或删掉记录，写好声明。
    """
    with at_work(settings):
        found = removable(settings.content, record, entries)
        if found:
            with alone_in(settings.content / files.FOLDER):
                files.remove(settings.content, found)
    numbers = "、".join(map(str, found))
    result(
        f"已移除 {record} 第 {numbers} 号的内容。重新生成、发布以后，网站上就没有了。"
        if found
        else f"{record} 没有还保存着的旧内容。"
    )
