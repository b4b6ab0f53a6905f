"""Trees that are as builds left them: their files need not be read to be believed.

What the file system says of every file (name, size, inode, times of its content and of its entry)
is kept as one digest a tree. An entry's time cannot be set by a program, so a file that was edited
is never taken for ours; where anything differs the files are read and compared, as ever. A tree that
was once found touched is not believed again, whatever place it comes to.
"""

from __future__ import annotations

import json
import time
from collections.abc import Set
from pathlib import Path

from build import manifest, unchanged
from build.place import Place

NAME = "trees.json"


def whole(state: Path, place: Place) -> frozenset[Path]:
    """Those trees (the published, the previous, the spare one) that nobody touched since they were noted."""
    try:
        kept = json.loads((state / NAME).read_bytes())
        return frozenset(tree for tree in _trees(place) if kept.get(str(tree)) == _looks(tree))
    except (OSError, ValueError, AttributeError):
        return frozenset()


def note(state: Path, place: Place, before: Set[Path], former: str) -> str:
    """Remember how the trees look now that are as builds left them; gives the look of the site.

    before: those that were `whole` before this build; former: the digest of the manifest of the site
    that was up then. The site is ours now; if another was, that one is the previous tree, and the
    previous one the spare.
    """
    moved = former and manifest.digest(place.previous) == former
    came_from = {place.previous: place.site, place.spare: place.previous} if moved else {}
    believed = {place.site} | {one for one in _trees(place) if came_from.get(one, one) in before}
    time.sleep(unchanged.TICK)
    kept = {tree: _looks(tree) for tree in _trees(place) if tree in believed}
    named = {str(tree): looks for tree, looks in kept.items()}
    (state / NAME).write_text(json.dumps(named), encoding="ascii")
    return kept[place.site][1]


def _trees(place: Place) -> list[Path]:
    return [tree for tree in (place.site, place.previous, place.spare) if tree.exists()]


def _looks(tree: Path) -> list[str]:
    return [manifest.digest(tree), unchanged.look(tree)]
