"""A second name for a file, or a second folder of them: nothing is copied where disks allow that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def link(source: str, target: str) -> None:
    """Give a file a second name, or copy it with its times where it cannot have one.

    Raises FileNotFoundError without the file or the folder, FileExistsError when the name is taken.
    """
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        shutil.copy2(source, target)


def link_all(folder: Path, second: Path, give: Callable[[str, str], object] = link) -> None:
    """Make the folder `second` of everything below a folder; what is a link there is one here.

    A file that is to change here is removed first, and written anew: it is the other folder's as well.
    give: what makes a file there of one here.
    """
    shutil.copytree(folder, second, symlinks=True, copy_function=give)
