"""How a command ends: its exit code, and the one line that says why."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from portal.causes import said

if TYPE_CHECKING:  # a command that needs nothing of the portal does not load it
    from portal.problems import Problem

PUBLISHED, CONTENT, USAGE, BUSY, MACHINE, HELD = range(6)
# As sysexits.h and shells have it: the program itself is at fault; Ctrl-C.
CRASHED, STOPPED = 70, 130
SAID = (
    "退出码：0 已发布；1 内容有问题，没有发布；2 命令用错；3 另一个构建正在进行；"
    "4 机器的问题（磁盘、权限、端口），没有发布；5 已发布，但暂缓了有问题的记录；"
    "70 程序出错；130 已中止。"
)

FULL = (errno.ENOSPC, errno.EDQUOT)


class Machine(click.ClickException):
    """The machine stands in the way: disk, permission, port. Nothing was published."""

    exit_code = MACHINE


class Busy(click.ClickException):
    """Another build is at work in the same place."""

    exit_code = BUSY


class Refused(click.ClickException):
    """The content, or the site made of it, may not be published."""

    exit_code = CONTENT


class HeldBack(click.ClickException):
    """Published, but for records that have problems.

    shown: each of them («section/id», or a file that is none) → what of it is public. problems: theirs.
    """

    exit_code = HELD

    def __init__(
        self, report: str, shown: Mapping[str, str], problems: Iterable[Problem] = ()
    ) -> None:
        super().__init__(report)
        self.problems = tuple(problems)
        self.shown = dict(sorted(shown.items()))


def cause(error: OSError) -> str:
    """What the system reports and where, in Chinese where we know it."""
    named = [str(name) for name in (error.filename, error.filename2) if name]
    return "：".join([said(error), *[" → ".join(named)] * bool(named)])


@contextmanager
def of_machine() -> Iterator[None]:
    """Raise Machine for what the system, or a database in the state folder, reports within."""
    try:
        yield
    except OSError as error:
        raise Machine(cause(error)) from None
    except MemoryError:
        raise Machine("内存不足。请关掉别的程序，或换一台内存更大的机器。") from None
    except sqlite3.DatabaseError as error:
        if type(error) not in _OF_FILES:
            raise
        remedy = (
            "请检查磁盘和缓存所在的文件夹（默认 build/state）；它可以整个删掉，下次构建会重新写好"
        )
        raise Machine(f"缓存数据库读写不了（{error}）。{remedy}。") from None


# Of the file and its disk; the other classes tell of a mistake of ours.
_OF_FILES = (sqlite3.OperationalError, sqlite3.DatabaseError)
