"""A full disk is told with what is known of the site, and no more."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from build.exits import Machine
from build.trees.disk import room

MEGABYTE = 2**20


@pytest.mark.parametrize(
    ("former", "told", "kept"),
    [
        (40 * MEGABYTE, "整个网站约需 40 MB，已写 2 MB，现在只剩 ", "旧网站没有变；"),
        (MEGABYTE, "整个网站比已写的还要大，已写 2 MB，", "旧网站没有变；"),
        (0, "整个网站比已写的还要大，已写 2 MB，", ""),
    ],
)
def test_a_full_disk_is_told_in_megabytes(
    tmp_path: Path, former: int, told: str, kept: str
) -> None:
    folder = tmp_path / "site.new"
    folder.mkdir()
    (folder / "index.html").write_bytes(bytes(MEGABYTE + 1))
    with pytest.raises(Machine) as full, room(folder, lambda: former):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert told in full.value.message
    assert f" MB。{kept}腾出空间后再运行一次即可。" in full.value.message
    assert "字节" not in full.value.message
