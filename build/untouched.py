"""Trees that are as the last build left them: their files need not be read to be believed.

What the file system says of every file (name, size, inode, times of its content and of its entry)
is kept as one digest a tree. An entry's time cannot be set by a program, so a file that was edited
is never taken for ours; where anything differs the files are read and compared, as ever.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from build import manifest, unchanged
from build.place import Place

NAME = "trees.json"


def note(state: Path, place: Place) -> str:
    """Remember the published tree and the spare one as they are now; gives the look of the former."""
    time.sleep(unchanged.TICK)
    looks = {tree: unchanged.look(tree) for tree in (place.site, place.spare) if tree.exists()}
    kept = {str(tree): [manifest.digest(tree), look] for tree, look in looks.items()}
    (state / NAME).write_text(json.dumps(kept), encoding="ascii")
    return looks[place.site]


def is_untouched(state: Path, tree: Path) -> bool:
    """Whether nobody touched the tree since it was noted."""
    try:
        kept = json.loads((state / NAME).read_bytes())[str(tree)]
        return bool(kept == [manifest.digest(tree), unchanged.look(tree)])
    except (OSError, ValueError, KeyError, TypeError):
        return False
