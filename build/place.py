"""Where the site goes, which folders beside it are ours, and where it may not go."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from portal.settings import Settings

# Marks a folder as made by us, so that nothing else is ever replaced.
MARK = ".gongkai"
MARKED = b"python -m build\n"


@dataclass(frozen=True)
class Place:
    """The site and what stands beside it, all in one folder so that names can be swapped.

    site: what visitors see, a folder, or a link to one of `trees`.
    new: the tree under construction. previous: the tree before this one, for `rollback`.
    old: the former tree, between the swap and its becoming the previous one.
    spare: the tree before the previous one, which the next build may build upon.
    trees: what a link points to, in turns. link: a new link on its way to become the site.
    lock: held during a build; names the tree that is being swapped in (see `build.swap`).
    """

    site: Path

    def _beside(self, name: str) -> Path:
        return self.site.with_name(f"{self.site.name}.{name}")

    @property
    def new(self) -> Path:
        return self._beside("new")

    @property
    def previous(self) -> Path:
        return self._beside("previous")

    @property
    def old(self) -> Path:
        return self._beside("old")

    @property
    def spare(self) -> Path:
        return self._beside("spare")

    @property
    def trees(self) -> tuple[Path, Path]:
        return self._beside("a"), self._beside("b")

    @property
    def link(self) -> Path:
        return self.site.with_name(f".{self.site.name}.link")

    @property
    def lock(self) -> Path:
        return self.site.with_name(f".{self.site.name}.lock")

    @property
    def beside(self) -> tuple[Path, ...]:
        """All folders beside the site that a build makes and removes."""
        return self.new, self.old, self.previous, self.spare, *self.trees


def refuse_unsafe(settings: Settings) -> None:
    """Raise click.UsageError when the site's place holds anything that is not ours to replace."""
    site, content = settings.site.resolve(), settings.content.resolve()
    if _entangled(site, content):
        raise click.UsageError(f"网站和内容不能放在一起：{site} 与 {content}。请换一个 --site。")
    state = settings.state.resolve()
    if _entangled(site, state) or state == content or state in content.parents:
        raise click.UsageError(f"缓存不能放在网站或内容的位置：{state}。请换一个 --state。")
    if site.parent == site or site == Path.home().resolve():
        raise click.UsageError(f"不能把网站放在 {site}。请换一个 --site。")
    if os.path.ismount(settings.site):
        raise click.UsageError(
            f"{site} 是挂载点，不能整个换上新网站。请把 --site 指向其中的一个子文件夹。"
        )
    place = Place(settings.site)
    for path in (place.site, *place.beside):
        _refuse_foreign(path)


def _entangled(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents


def _refuse_foreign(path: Path) -> None:
    if path.is_symlink() and not path.exists():
        raise click.UsageError(f"{path} 是一个失效的链接。请删除它，或换一个 --site。")
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"{path} 是文件，不是文件夹。请换一个 --site。")
    if path.exists() and not (path / MARK).exists() and any(path.iterdir()):
        raise click.UsageError(
            f"{path} 里有不是本程序生成的文件，不会覆盖。请换一个 --site，或先清空它。"
        )
