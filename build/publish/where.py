"""Which place a webmaster names, and that it is none that the site, its content or a file lies in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from build.publish.folder import Folder
from build.publish.rsync import Rsync
from build.publish.store import Store
from build.publish.target import Target
from build.trees.place import Place, entangled, refuse_file
from portal.settings import Settings

_RSYNC = "rsync:"
# «host:/path» as rsync and ssh write it, but no drive of Windows and no address.
_HOST = re.compile(r"[^/\\:]{2,}:(?!//)")
# What says how to get there, but no place.
_NOWHERE = re.compile(r"\s*([^/\\:]{2,}:(//)?)?\s*")
_LOCAL = re.compile(r"(?:file|local)://")


def open_target(text: str) -> Target:
    """The place that a webmaster names: a folder, [user@]host:path, rsync:path, or an address.

    Raises Machine when what it takes is not installed.
    """
    if text.startswith(_RSYNC):
        return Rsync(text.removeprefix(_RSYNC))
    if "://" in text:
        return Store(text)
    return Rsync(text) if _HOST.match(text) else Folder(Path(text).absolute())


def refuse_ours(text: str, settings: Settings) -> None:
    """Raise click.UsageError for a target that is none, is a file, or lies together with ours.

    Whatever is published into the content becomes content, into the site makes it unsound, and the
    trees beside it are what `rollback` and the next build take.
    """
    if _NOWHERE.fullmatch(text):
        raise click.UsageError(
            f"发布的位置「{text}」里没有写路径。请写成 /mnt/www、主机:/var/www 或 s3://桶/路径 的样子。"
        )
    path = _local(text)
    if path is None:
        return
    for one in (path, *path.parents):
        refuse_file(one, "位置")
    for what, ours in _ours(settings):
        if entangled(path, ours):
            raise click.UsageError(
                f"不能发布到 {text}：它和{what}（{ours}）在一起，发布会改动那里。"
                "请换一个单独的文件夹，如 /var/www/gongkai。"
            )


def _local(text: str) -> Path | None:
    """The folder of this machine that a target is, however it is written; None elsewhere."""
    if text.startswith(_RSYNC):
        rest = text.removeprefix(_RSYNC)
        return None if _HOST.match(rest) else Path(rest).absolute()
    if named := _LOCAL.match(text):
        return Path(text[named.end() :]).absolute()
    return None if "://" in text or _HOST.match(text) else Path(text).absolute()


def _ours(settings: Settings) -> list[tuple[str, Path]]:
    place = Place(settings.site)
    return [
        ("生成的网站", place.site),
        ("内容", settings.content),
        ("缓存", settings.state),
        ("以前的网站（回退要用）", place.previous),
        *(("构建用的文件夹", one) for one in place.beside),
    ]
