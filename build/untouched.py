"""Trees that are as builds left them: their files need not be read to be believed.

How every file looks (`build.looks`) is kept of each tree; where anything differs the files are read and
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

from build import looks, manifest, unchanged
from build.looks import Look
from build.place import Place

NAME = "trees.json"


@dataclass(frozen=True)
class Seen:
    """How the trees of a place looked when a build began.

    site, spare: the published tree and the one before the previous; empty where there is none.
    whole: those of them that nobody touched since they were noted. previous: as it was noted; it is looked
    at when it has become the spare one. shown: the digest of the manifest of the published tree.
    """

    site: Look = field(default_factory=dict)
    spare: Look = field(default_factory=dict)
    whole: frozenset[Path] = frozenset()
    previous: Look | None = None
    shown: str = ""


def see(state: Path, place: Place) -> Seen:
    """How the trees of a place look now."""
    kept = _kept(state)
    site = looks.look(place.site)
    spare = looks.look(place.spare, beside=site)
    now = {place.site: site, place.spare: spare}
    whole = (tree for tree, look in now.items() if kept.get(str(tree)) == looks.digest(look))
    try:
        previous = looks.parsed(kept[str(place.previous)])
    except (KeyError, ValueError):
        previous = None
    shown = manifest.digest(place.site)
    return Seen(site, spare, frozenset(whole), previous, shown)


def note(
    state: Path, place: Place, seen: Seen, files: Collection[str], stayed: Set[str] | None
) -> str:
    """Remember how the trees look now that are as builds left them; gives what stands for the site.

    seen: before this build. files: those of the site. stayed: which of them were in the spare tree, upon
    which the site was built, and were left alone; None when no other tree was shown. The site is ours now;
    if another was, that one is the previous tree, and the previous one the spare.
    """
    spare = seen.spare if place.spare in seen.whole else None
    if stayed is None:
        return _keep(state, place, seen.site, seen.previous, spare)
    time.sleep(unchanged.TICK)
    moved = bool(seen.shown) and manifest.digest(place.previous) == seen.shown
    former = seen.site if place.site in seen.whole else None
    previous, spare = (former, seen.previous) if moved else (seen.previous, spare)
    left = stayed if moved else frozenset()  # else the tree that was up has been removed
    made = looks.again(place.site, {*files, *manifest.UNLISTED} - left)
    site = {name: seen.spare[name] for name in left} | made
    return _keep(
        state,
        place,
        site,
        previous and _afterwards(place.previous, previous, seen, left),
        spare and _afterwards(place.spare, spare, seen, left),
    )


def _afterwards(tree: Path, look: Look, seen: Seen, left: Set[str]) -> Look:
    """The look of a tree whose files may have got and lost names, but for those that were left alone.

    Of a file that no tree had that was looked at, no name was made or removed.
    """
    shared = (
        name
        for name, one in look.items()
        if name not in left and one in (seen.site.get(name), seen.spare.get(name))
    )
    return {**look, **looks.again(tree, shared)}


def _keep(state: Path, place: Place, site: Look, previous: Look | None, spare: Look | None) -> str:
    stands = looks.digest(site)
    kept = {str(place.site): stands}
    if previous and place.previous.exists():
        kept[str(place.previous)] = looks.text(previous)
    if spare and place.spare.exists():
        kept[str(place.spare)] = looks.digest(spare)
    (state / NAME).write_text(json.dumps(kept), encoding="ascii")
    return stands


def _kept(state: Path) -> Mapping[str, str]:
    try:
        kept = json.loads((state / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    sound = isinstance(kept, dict) and all(isinstance(one, str) for one in kept.values())
    return kept if sound else {}
