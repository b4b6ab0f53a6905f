"""What the system reports, in words that a webmaster can act on."""

from __future__ import annotations

import errno

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
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
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


def said(error: OSError) -> str:
    """What went wrong, in Chinese where we know it; of other errors the system's own words."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
