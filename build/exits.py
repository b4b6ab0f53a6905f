"""How a command ends: its exit code, and the one line that says why."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:  # a command that needs nothing of the portal does not load it
    from portal.problems import Problem

PUBLISHED, CONTENT, USAGE, BUSY, MACHINE, HELD = range(6)
SAID = (
    "退出码：0 已发布；1 内容有问题，没有发布；2 命令用错；3 另一个构建正在进行；"
    "4 机器的问题（磁盘、权限、端口），没有发布；5 已发布，但暂缓了有问题的记录。"
)

# What a webmaster can do something about, said so; of other errors the system's own words.
_CAUSES = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额用完",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这里应当是文件，却有一个同名的文件夹",
    errno.EEXIST: "这里已经有同名的文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTEMPTY: "文件夹里还有别的文件",
    errno.ELOOP: "链接绕成了圈",
    errno.EXDEV: "两个位置不在同一个磁盘上",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EINVAL: "系统不接受这个名称或操作",
    errno.ESTALE: "网络磁盘已断开",
    errno.ENXIO: "设备不在了",
    errno.ENODEV: "设备不在了",
    errno.EMLINK: "文件的硬链接太多",
    errno.EOPNOTSUPP: "所在的磁盘不支持这个操作",
    errno.ENOSYS: "系统不支持这个操作",
    errno.ETIMEDOUT: "连接超时",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ECONNRESET: "连接断了",
    errno.EPIPE: "连接断了",
    errno.EHOSTUNREACH: "连不上主机",
    errno.ENETUNREACH: "网络不通",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.ENAMETOOLONG: "文件名太长",
}
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
    said = _CAUSES.get(error.errno or 0) or error.strerror or str(error)
    return f"{said}：{error.filename}" if error.filename else said


def machine(error: OSError) -> NoReturn:
    """Raise Machine for an error of the system."""
    raise Machine(cause(error)) from None


def out_of_memory(*_: Any) -> NoReturn:
    """Raise Machine for an interpreter that gets no memory."""
    raise Machine("内存不足。请关掉别的程序，或换一台内存更大的机器。") from None
