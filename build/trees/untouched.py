"""Trees that are as builds left them: their files need not be read to be believed.

How every file looks (`build.trees.snapshots`) is kept of each tree; where anything differs the files are read and
compared, as ever. A tree that was once found touched is not believed again, whatever place it comes to.

A build looks at the trees that it takes something from, once, when it begins. Files whose names it makes
or removes look another way afterwards in every tree that has them: these are looked at again at the end.
Of the others stands what was seen, so an edit in the meantime shows the next time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from build.trees import manifest, snapshots, unchanged
from build.trees.place import Place
from build.trees.snapshots import Packed, Snapshot

NAME = "trees.json"


@dataclass(frozen=True)
class Seen:
    """How the trees of a place looked when a build began; packed, since it is wanted again at its end.

    site, spare: the published tree and the one before the previous; empty where there is none.
    whole: those of them that nobody touched since they were noted. previous: as it was noted; it is looked
    at when it has become the spare one. shown: the digest of the manifest of the published tree.
    """

    site: Packed = field(default_factory=Packed)
    spare: Packed = field(default_factory=Packed)
    whole: frozenset[Path] = frozenset()
    previous: Packed | None = None
    shown: str = ""


def see(state: Path, place: Place) -> Seen:
    """How the trees of a place look now."""
    kept = _kept(state)
    site = snapshots.take(place.site)
    spare = snapshots.take(place.spare, beside=site)
    now = {place.site: site, place.spare: spare}
    whole = (tree for tree, one in now.items() if kept.get(str(tree)) == snapshots.digest(one))
    try:
        previous = Packed(snapshots.parsed(kept[str(place.previous)]))
    except (KeyError, ValueError):
        previous = None
    shown = manifest.digest(place.site)
    return Seen(Packed(site), Packed(spare), frozenset(whole), previous, shown)


def note(
    state: Path, place: Place, seen: Seen, files: Collection[str], stayed: Set[str] | None
) -> str:
    """Remember how the trees look now that are as builds left them; gives what stands for the site.

    seen: before this build. files: those of the site. stayed: which of them were in the spare tree, upon
    which the site was built, and were left alone; None when no other tree was shown. The site is ours now;
    if another was, that one is the previous tree, and the previous one the spare.
    """
    then = seen.site.snapshot(), seen.spare.snapshot()
    before = seen.previous.snapshot() if seen.previous else None
    spare = then[1] if place.spare in seen.whole else None
    if stayed is None:
        return _keep(state, place, then[0], before, spare)
    time.sleep(unchanged.TICK)
    moved = bool(seen.shown) and manifest.digest(place.previous) == seen.shown
    former = then[0] if place.site in seen.whole else None
    previous, spare = (former, before) if moved else (before, spare)
    left = stayed if moved else frozenset()  # else the tree that was up has been removed
    made = snapshots.again(place.site, {*files, *manifest.UNLISTED} - left)
    site = {name: then[1][name] for name in left} | made
    return _keep(
        state,
        place,
        site,
        previous and _afterwards(place.previous, previous, then, left),
        spare and _afterwards(place.spare, spare, then, left),
    )


def _afterwards(
    tree: Path, own: Snapshot, then: tuple[Snapshot, Snapshot], left: Set[str]
) -> Snapshot:
    """The snapshot of a tree whose files may have got and lost names, but for those that were left alone.

    then: how the site and the spare tree looked.

    Of a file that no tree had that was looked at, no name was made or removed.
    """
    shared = (
        name
        for name, one in own.items()
        if name not in left and one in (each.get(name) for each in then)
    )
    return {**own, **snapshots.again(tree, shared)}


def _keep(
    state: Path, place: Place, site: Snapshot, previous: Snapshot | None, spare: Snapshot | None
) -> str:
    stands = snapshots.digest(site)
    kept = {str(place.site): stands}
    if previous and place.previous.exists():
        kept[str(place.previous)] = snapshots.text(previous)
    if spare and place.spare.exists():
        kept[str(place.spare)] = snapshots.digest(spare)
    (state / NAME).write_text(json.dumps(kept), encoding="ascii")
    return stands


def _kept(state: Path) -> Mapping[str, str]:
    try:
        kept = json.loads((state / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    sound = isinstance(kept, dict) and all(isinstance(one, str) for one in kept.values())
    return kept if sound else {}
