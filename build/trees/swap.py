"""One tree takes another's place, in one step where the system has one; rollback; healing.

Three ways, tried in this order:

- *exchange*: the site is a folder, and Linux swaps the two names (renameat2). What there is by default.
- *link*: the site is a link, because a webmaster made it one or because the file system cannot
  exchange; a new link replaces it. Visitors never see anything in between.
- *two renames*: a folder where neither is possible (Windows): for a moment there is no site, and if
  the machine stops right then, the next build or `rollback` puts the former one back first.

Whatever the way, the former tree then lies at `old`, and from there becomes the previous one. The
lock file holds the digest of the tree that is being swapped in and where it comes from: after a
kill this tells a finished tree that was never shown from the former one that was just taken away.
"""

from __future__ import annotations

import sys
from pathlib import Path

from build.exits import cause
from build.log import warn
from build.trees import manifest
from build.trees.disk import exchange, links, remove, sync
from build.trees.place import Place


def swap(place: Place, source: Path) -> None:
    """Show the tree `source` as the site and keep the former one as the previous.

    Raises OSError only when the former site is still shown.
    """
    place.lock.write_text(f"{manifest.digest(source)} {source.name}", encoding="utf-8")
    sync(place.lock)
    if place.site.is_symlink() or (not place.site.exists() and not _exchanges(place)):
        _switch(place, source)
    elif not place.site.exists():
        source.rename(place.site)
    elif not exchange(source, place.site):
        _rename(place, source)
    try:
        sync(place.site.parent)
        heal(place)
    except OSError as error:
        warn(f"新网站已经换上，但收尾没有完成（{cause(error)}），下一次构建会接着做。")


def heal(place: Place) -> bool:
    """Put right what a build that was killed left behind; whether there was anything."""
    place.link.unlink(missing_ok=True)
    remove(place.packing)
    left = [path for path in (place.new, place.old, *_strays(place)) if path.exists()]
    if not left:
        place.lock.write_bytes(b"")
        return False
    shown = manifest.digest(place.site)
    awaited, _, source = place.lock.read_text(encoding="utf-8", errors="replace").partition(" ")
    for tree in left:
        if shown and shown == awaited:
            if tree != place.old:
                tree.rename(place.old)
        elif tree in place.trees and source == place.previous.name:
            tree.rename(place.previous)
    if place.old.exists() and not place.site.exists():
        place.old.rename(place.site)
    _finish(place)
    return True


def _finish(place: Place) -> None:
    """The former tree becomes the previous one, unless it is the same or was never whole."""
    kept = manifest.digest(place.old)
    if kept and kept != manifest.digest(place.site):
        _spare(place)
        place.old.rename(place.previous)
    for path in (place.old, place.new, *_strays(place)):
        remove(path)
    place.lock.write_bytes(b"")


def _spare(place: Place) -> None:
    """The tree before goes; its names stay for the next build where files can have several."""
    remove(place.spare)
    if place.previous.exists() and links(place.lock):
        place.previous.rename(place.spare)
    remove(place.previous)


def _rename(place: Place, source: Path) -> None:
    """Two renames, undone when the second fails."""
    place.site.rename(place.old)
    try:
        source.rename(place.site)
    except OSError:
        place.old.rename(place.site)
        raise


def _switch(place: Place, source: Path) -> None:
    """Point the link at the new tree."""
    former = place.site.resolve() if place.site.is_symlink() else None
    target = next(tree for tree in place.trees if tree != former)
    remove(target)
    source.rename(target)
    place.link.unlink(missing_ok=True)
    place.link.symlink_to(target.name, target_is_directory=True)
    place.link.replace(place.site)


def _strays(place: Place) -> list[Path]:
    """Trees for links that no link points to."""
    shown = place.site.resolve() if place.site.is_symlink() else None
    return [tree for tree in place.trees if tree.exists() and tree != shown]


def _exchanges(place: Place) -> bool:
    """Whether a later build will be able to exchange; where links do not work either, as if so."""
    if sys.platform == "win32":
        return True
    probes = [place.site.with_name(f".{place.site.name}.probe{number}") for number in (1, 2)]
    try:
        for probe in probes:
            probe.mkdir(exist_ok=True)
        return exchange(*probes)
    finally:
        for probe in probes:
            probe.rmdir()
