"""Why the system would not give or take a file, in both languages: its own words are in one."""

from __future__ import annotations

import errno
from typing import Final

__all__ = ["why_not"]

_WHY: Final = {
    errno.ENOENT: ("没有这个文件或目录", "there is no such file or folder"),
    errno.EEXIST: ("已经有同名的文件", "a file of this name is there already"),
    errno.EISDIR: ("这是目录，应为文件", "this is a folder; a file is wanted"),
    errno.ENOTDIR: ("路径中有一段不是目录", "a part of the path is no folder"),
    errno.EACCES: ("没有权限", "permission is denied"),
    errno.EPERM: ("没有权限", "permission is denied"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EROFS: ("磁盘只读", "the disk can only be read"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
    errno.EADDRINUSE: ("地址已被占用", "the address is in use"),
    errno.EADDRNOTAVAIL: ("本机没有这个地址", "this machine has no such address"),
}


def why_not(error: Exception) -> tuple[str, str]:
    """What an error of the system says, in Chinese and in English.

    Arguments:
        error: an ``OSError``, a ``UnicodeDecodeError``, or what Python says of a name that no file can have.

    >>> why_not(FileNotFoundError(2, "No such file or directory"))[1]
    'there is no such file or folder'
    >>> why_not(UnicodeDecodeError("utf-8", b"a", 0, 1, "bad"))[1]
    'this is not UTF-8: byte 0 cannot be read; save it as UTF-8'
    """
    if isinstance(error, UnicodeDecodeError):
        return (
            f"不是 UTF-8：第 {error.start} 字节起不能解读；请另存为 UTF-8",
            f"this is not UTF-8: byte {error.start} cannot be read; save it as UTF-8",
        )
    if not isinstance(error, OSError):
        return "文件不能有这样的名称", "no file can have such a name"
    number = error.errno or 0
    return _WHY.get(number, (f"系统错误 {number}", error.strerror or type(error).__name__))
