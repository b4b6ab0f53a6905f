"""One build at a time: a lock that dies with its process, so that none is ever left behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from build.exits import Busy

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # on Windows a locked byte cannot be read: lock one that is not there

    def _take(file: IO[bytes]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    @contextmanager
    def alone_in(_: Path) -> Iterator[None]:
        """Windows locks no folder."""
        yield

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def alone_in(folder: Path) -> Iterator[None]:
        """Wait until no other process is in here for this folder, which gets no file for that."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


# The processes of a build that was killed hold its locks too: a second for them to be gone.
TRIES = 50
BETWEEN = 0.02


def _taken(file: IO[bytes]) -> bool:
    try:
        _take(file)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def only_one(*files: Path, what: str = "构建") -> Iterator[None]:
    """Hold the locks of such a work; raises Busy when another process holds one, OSError when a file cannot be made.

    The files stay where they are: removing a lock file lets two processes hold «the» lock.
    """
    with ExitStack() as held:
        for path in sorted(set(files)):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = held.enter_context(path.open("ab"))
            tries = TRIES
            while not _taken(file):
                tries -= 1
                if not tries:
                    raise Busy(f"另一个{what}正在进行（{path} 被占用）。请等它结束后再运行。")
                time.sleep(BETWEEN)
        yield
