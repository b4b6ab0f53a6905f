"""A host with ssh and rsync, or a path by the local rsync."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from build.exits import Machine

# What rsync answers when the source is not there.
ABSENT = 23
# What its other answers mean for whoever publishes; the rest is said by its own first line alone.
_CAUSES = {
    11: "目标写不进去：上级文件夹还没有（先建好）、没有权限，或磁盘满了",
    12: "连接断了，或登录不上：核对主机、用户和密钥，对方也要装有 rsync",
    23: "有的文件读写不了：核对权限",
    30: "对方太久没有回应",
    127: "对方没有安装 rsync",
    255: "登录不上：核对主机、用户和密钥",
}
LISTED = 4
# What others have put there may be named in any encoding.
_NAMES: dict[str, Any] = {"encoding": "utf-8", "errors": "surrogateescape"}
# Chinese names as they are, also in what it says: else it writes each byte as «\#347».
_READABLE = "--8-bit-output"
# Times and modes of files as they are here, times of folders are nobody's business.
_COPY = ("--times", "--omit-dir-times", "--perms", "--chmod=D755,F644")
# The manifests have said what differs: rsync need not guess from time and size.
_EXACT = ("--ignore-times", "--files-from=-", "--from0", "--out-format=%n", "--outbuf=L")


class Rsync:
    """Everything by the command `rsync`; ssh asks for nothing that its configuration does not answer."""

    def __init__(self, place: str) -> None:
        """place: «host:/path», «user@host:/path» or a local path."""
        found = shutil.which("rsync")
        if found is None:
            raise Machine("没有安装 rsync。请先安装它，或者发布到文件夹或对象存储。")
        self._rsync = found
        self._place = place.rstrip("/") + "/"

    def read(self, path: str) -> bytes | None:
        """As in `Target`."""
        with tempfile.TemporaryDirectory() as folder:
            got = self._run("--times", f"{self._place}{path}", f"{folder}/")
            file = Path(folder) / PurePosixPath(path).name
            if got.returncode == ABSENT and not file.exists():
                return None
            self._raise(got)
            return file.read_bytes()

    def sizes(self) -> dict[str, int]:
        """As in `Target`."""
        listed = self._run("--recursive", "--list-only", self._place)
        if listed.returncode == ABSENT and "No such file" in listed.stderr:
            return {}
        self._raise(listed)
        rows = (line.split(None, LISTED) for line in listed.stdout.split("\n"))
        return {
            row[LISTED]: int(row[1].replace(",", ""))
            for row in rows
            if len(row) > LISTED and row[0][0] == "-"
        }

    def write(self, path: str, data: bytes) -> None:
        """As in `Target`."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / path).write_bytes(data)
            list(self._stream(Path(folder), [path], *_COPY))

    def put(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`."""
        wanted = set(paths)
        for line in self._stream(folder, paths, *_COPY):
            if line in wanted:
                yield line

    def remove(self, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`."""
        self._delete(paths)
        yield from paths
        left = {str(PurePosixPath(path).parent) for path in self.sizes()}
        kept = {str(one) for path in left for one in (path, *PurePosixPath(path).parents)}
        empty = {str(one) for path in paths for one in PurePosixPath(path).parents} - kept - {"."}
        for depth in sorted({one.count("/") for one in empty}, reverse=True):
            self._delete(sorted(one for one in empty if one.count("/") == depth))

    def _delete(self, paths: Sequence[str]) -> None:
        """Delete what a folder lacks that has all the folders around it, and nothing else."""
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            list(self._stream(Path(folder), paths, "--delete-missing-args"))

    def _stream(self, folder: Path, paths: Sequence[str], *options: str) -> Iterator[str]:
        """Run rsync over a list of paths below a folder; the lines it prints, as they come."""
        command = [self._rsync, _READABLE, *options, *_EXACT, f"{folder}/", self._place]
        with (
            tempfile.TemporaryFile() as listed,
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
        ):
            listed.write(os.fsencode("\0".join(paths)))
            listed.seek(0)
            with subprocess.Popen(
                command, stdin=listed, stdout=subprocess.PIPE, stderr=said, **_NAMES
            ) as running:
                for line in running.stdout or ():
                    yield line.rstrip("\n")
            said.seek(0)
            self._raise(subprocess.CompletedProcess(command, running.returncode, "", said.read()))

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._rsync, _READABLE, *arguments], capture_output=True, check=False, **_NAMES
        )

    def _raise(self, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["?"]
            cause = _CAUSES.get(done.returncode)
            raise OSError(
                f"rsync 以 {done.returncode} 结束{f'，{cause}' if cause else ''}：{lines[0]}"
            )
