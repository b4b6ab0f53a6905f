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
    packing: compressed copies that are not whole yet; beside the tree that is shown, not the link to it.
    trees: what a link points to, in turns. link: a new link on its way to become the site.
    lock: held during a build; names the tree that is being swapped in (see `build.trees.swap`).
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
    def packing(self) -> Path:
        tree = self.site.resolve()
        return tree.with_name(f".{tree.name}.packing")

    @property
    def beside(self) -> tuple[Path, ...]:
        """All folders beside the site that are made and removed."""
        return self.new, self.old, self.previous, self.spare, self.packing, *self.trees


def refuse_unsafe(settings: Settings) -> None:
    """Raise click.UsageError when the site's place holds anything that is not ours to replace."""
    site, content = settings.site.resolve(), settings.content.resolve()
    if entangled(site, content):
        raise click.UsageError(f"网站和内容不能放在一起：{site} 与 {content}。请换一个 --site。")
    refuse_state(settings)
    if site.parent == site or site == Path.home().resolve():
        raise click.UsageError(f"不能把网站放在 {site}。请换一个 --site。")
    if os.path.ismount(settings.site):
        raise click.UsageError(
            f"{site} 是挂载点，不能整个换上新网站。请把 --site 指向其中的一个子文件夹。"
        )
    place = Place(settings.site)
    for path in (place.site, *place.beside):
        _refuse_foreign(path)


def refuse_state(settings: Settings) -> None:
    """Raise click.UsageError when the state would lie where the site or the content does.

    Asked before anything of any command is written, as its caches and how it ended are.
    """
    site, content = settings.site.resolve(), settings.content.resolve()
    state = settings.state.resolve()
    if entangled(site, state) or entangled(content, state):
        raise click.UsageError(f"缓存不能放在网站或内容的位置：{state}。请换一个 --state。")
    refuse_file(settings.state, " --state")


def entangled(one: Path, other: Path) -> bool:
    """Whether one folder is the other or lies within it, by whatever links, cases and mounts."""
    return _known(one)[0] in _known(other) or _known(other)[0] in _known(one)


def _known(path: Path) -> list[tuple[object, ...]]:
    """What stands for a folder and for each around it: what the file system says it is.

    What is not there yet is known by its names within the folder that is, in one case, because whether
    the file system will tell cases apart cannot be asked.
    """
    path = path.resolve()
    found: list[tuple[object, ...]] = []
    for one in (path, *path.parents):
        inside = next((there for there in (one, *one.parents) if there.exists()), None)
        said = inside.stat() if inside else None
        rest = [part.casefold() for part in one.relative_to(inside or "").parts]
        found.append((said and (said.st_dev, said.st_ino), *rest))
    return found


def refuse_file(path: Path, what: str) -> None:
    """Raise click.UsageError when what is at a place is no folder. what: another of it would do."""
    if path.is_symlink() and not path.exists():
        raise click.UsageError(f"{path} 是一个失效的链接。请删除它，或换一个{what}。")
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"{path} 是文件，不是文件夹。请换一个{what}。")


def _refuse_foreign(path: Path) -> None:
    refuse_file(path, " --site")
    if path.exists() and not (path / MARK).exists() and any(path.iterdir()):
        raise click.UsageError(
            f"{path} 里有不是本程序生成的文件，不会覆盖。请换一个 --site，或先清空它。"
        )
