"""Where the site goes: a new folder first, swapped in when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.settings import Settings

# Marks a folder as made by us, so that nothing else is ever replaced.
MARK = ".gongkai"


def refuse_unsafe(settings: Settings) -> None:
    """Raise click.UsageError when the site's place holds anything that is not ours to replace."""
    site, content = settings.site.resolve(), settings.content.resolve()
    if site == content or site in content.parents or content in site.parents:
        raise click.UsageError(f"网站和内容不能放在一起：{site} 与 {content}。请换一个 --site。")
    if site.parent == site or site == Path.home().resolve():
        raise click.UsageError(f"不能把网站放在 {site}。请换一个 --site。")
    if site.exists() and not site.is_dir():
        raise click.UsageError(f"{site} 是文件，不是文件夹。请换一个 --site。")
    if site.exists() and any(site.iterdir()) and not (site / MARK).exists():
        raise click.UsageError(
            f"{site} 里有不是本程序生成的文件，不会覆盖。请换一个 --site，或先清空它。"
        )


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """A new empty folder beside the site; removed at the end unless it was published."""
    site.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{site.name}.", dir=site.parent))
    try:
        (folder / MARK).write_text("python -m build\n", encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, site: Path) -> None:
    """Put the new folder in the site's place; the old one is removed afterwards."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    if not site.exists():
        folder.rename(site)
        return
    old = Path(tempfile.mkdtemp(prefix=f"{site.name}.", dir=site.parent))
    site.rename(old / "old")
    try:
        folder.rename(site)
    except OSError:
        (old / "old").rename(site)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
