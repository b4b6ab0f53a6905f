"""The former trees: which of their files are ours, and how a new tree takes them over."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from build.incremental.batch import Page
from build.trees import manifest
from build.trees.hardlinks import link
from build.trees.manifest import Entry, Manifest
from build.trees.place import Place
from build.trees.snapshots import TWINS, Packed
from build.trees.untouched import Seen


@dataclass(frozen=True)
class Former:
    """The published tree, and one before it that may be built upon instead of a new folder.

    whole: the published tree is as a build left it; the spare one, if there is one, always.
    holds: how the spare one looked. odd: files of the published tree that no build made, in order.
    """

    site: Path
    whole: bool = False
    spare: Path | None = None
    holds: Packed = field(default_factory=Packed)
    odd: tuple[str, ...] = ()

    @property
    def inside(self) -> Collection[str]:
        """The names of all files in the spare tree."""
        return self.holds.snapshot().keys()

    def has(self, page: Page) -> bool:
        """Whether the file of a page is still the one that we wrote."""
        try:
            data = None if self.whole else (self.site / page.file).read_bytes()
        except OSError:
            return False
        return data is None or manifest.entry(data) == Entry(page.sha256, page.size)

    def give(self, files: Manifest, folder: Path, *, building_on: bool) -> set[str]:
        """Give files of the published tree to the new one, under a second name or as copies.

        folder: the new tree, empty but for its mark. building_on: it may begin with what the spare
        tree holds. To link every file of a large site, and to remove as many names afterwards, takes
        longer than all else that a small change needs. Gives the names of those that were there.
        """
        there = self._begin(folder, files) if building_on else set[str]()
        for name in files:
            if name not in there:
                _give(f"{self.site}/{name}", f"{folder}/{name}")
        return there

    def _begin(self, folder: Path, files: Manifest) -> set[str]:
        there = manifest.alike(self.spare, files) if self.spare else set[str]()
        if not self.spare or len(there) * 2 < len(files):
            return set()
        shutil.rmtree(folder)
        self.spare.rename(folder)
        return there


def former(place: Place, seen: Seen) -> Former | None:
    """What there is to take over; None without a published tree."""
    if not place.site.exists():
        return None
    spare = place.spare if place.spare in seen.whole else None
    whole = place.site in seen.whole
    odd = () if whole else tuple(_odd(place.site, seen.site))
    return Former(place.site, whole, spare, seen.spare, odd)


def _odd(site: Path, seen: Packed) -> list[str]:
    listed = manifest.listed(site)
    found = () if listed is None else seen.snapshot().keys() - {*listed, *manifest.UNLISTED}
    return sorted(name for name in found if not name.endswith(TWINS))


def clear(
    folder: Path, inside: Collection[str], files: Collection[str], stayed: Collection[str] = ()
) -> list[str]:
    """Remove what a tree holds besides its files and its mark, and the folders that are empty then.

    inside: what it held at first. stayed: those of its files that were left alone; so are their compressed
    copies, which are made of the same bytes. Gives what was removed.
    """
    kept = {*files, *manifest.UNLISTED}
    kept.update(name + ending for name in stayed for ending in TWINS)
    cleared = [one for one in inside if one not in kept]
    for name in cleared:
        path = folder / name
        path.unlink()
        with suppress(OSError):  # it is not empty
            while (path := path.parent) != folder:
                path.rmdir()
    return cleared


def _give(source: str, path: str) -> None:
    try:
        link(source, path)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        link(source, path)
    except FileExistsError:
        Path(path).unlink()
        link(source, path)
