"""What reaches the disk: modes, times, and that it is really there."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from build.exits import FULL, Machine, cause
from build.trees.place import MARK

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
AT_FDCWD = -100
RENAME_EXCHANGE = 2
_MEGABYTE = 2**20


@contextmanager
def readable_by_all() -> Iterator[None]:
    """Files made within are 644 and folders 755, whatever the umask outside."""
    former = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(former)


def flush(folder: Path) -> None:
    """Return when all below a folder is on the disk; raises OSError when it is not.

    One call where the system can flush a file system, else file by file.
    """
    if _LIBC is None or not hasattr(_LIBC, "syncfs"):
        for path in folder.rglob("*"):
            sync(path)
    else:
        with _opened(folder) as handle:
            _call("syncfs", folder, handle)
    sync(folder)


def sync(path: Path) -> None:
    """Flush one file or folder; folders only where the system lets them be opened."""
    if os.name == "posix" or path.is_file():
        with _opened(path) as handle:
            os.fsync(handle)


def exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system or the file system cannot."""
    if _LIBC is None or not hasattr(_LIBC, "renameat2"):
        return False
    names = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return bool(_LIBC.renameat2(*names, RENAME_EXCHANGE) == 0)


def links(file: Path) -> bool:
    """Whether files can have a second name where this one lies."""
    second = file.with_name(f"{file.name}.second")
    try:
        second.unlink(missing_ok=True)
        os.link(file, second)
        second.unlink()
    except OSError:
        return False
    return True


def remove(folder: Path) -> None:
    """Remove a tree of ours; nothing happens when it is not there.

    Its mark goes last, so that what a kill leaves of it is still known to be ours.
    """
    if not folder.exists():
        return
    for path in list(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
    (folder / MARK).unlink(missing_ok=True)
    folder.rmdir()


@contextmanager
def room(folder: Path, needed: Callable[[], int]) -> Iterator[None]:
    """A full disk is reported with the place and with what the site needs.

    needed: asked then for the bytes of the whole site as far as is known, e.g. those of the former one.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            error.filename = error.filename or str(folder)
            raise
        written = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        free = shutil.disk_usage(folder.parent).free
        former = needed()
        wanted = f"约需 {_megabytes(former)}" if former > written else "比已写的还要大"
        raise Machine(
            f"{cause(error)}。网站放在 {folder.parent}，整个网站{wanted}，已写 {_megabytes(written)}，"
            f"现在只剩 {free // _MEGABYTE:,} MB。{'旧网站没有变；' if former else ''}"
            "腾出空间后再运行一次即可。"
        ) from None


def _megabytes(size: int) -> str:
    """Bytes as what they take, rounded up: «0 MB» would be no advice."""
    return f"{-(-size // _MEGABYTE):,} MB"


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        yield handle
    finally:
        os.close(handle)


def _call(name: str, path: Path, *arguments: int) -> None:
    if getattr(_LIBC, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(path))
