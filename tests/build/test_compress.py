"""Compressed copies beside the files of a site: whole or not there, and of nothing else."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from build.lock import only_one
from build.trees.manifest import files_below, load
from build.trees.place import Place
from build.trees.snapshots import TWINS
from portal.settings import CHECKOUT
from tests.build.command import environment, run
from tests.build.faults import Scene

# A compressed copy is written, and before it has its name the process is killed.
KILLED = """
import os, signal, sys
from build import cli, compress
compress.os.utime = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
cli.main(["compress", *sys.argv[1:]])
"""


def twins(folder: Path) -> set[str]:
    return {path for path in files_below(folder) if path.endswith(TWINS)}


def test_copies_hold_what_their_files_do(scene: Scene) -> None:
    assert run("compress", *scene.options).exit_code == 0
    made = twins(scene.site)
    assert {"index.html.gz", "index.html.br"} <= made
    for twin in made:
        unpack = gzip.decompress if twin.endswith(".gz") else brotli.decompress
        assert unpack((scene.site / twin).read_bytes()) == (scene.site / twin[:-3]).read_bytes()
    assert "已写好 0 个压缩文件" in run("compress", *scene.options).output


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("then", ["compress", "all"])
def test_a_kill_leaves_nothing_in_the_site_and_the_next_command_clears_up(
    scene: Scene, then: str, tmp_path: Path
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *scene.options],
        check=False,
        cwd=CHECKOUT,
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    assert killed.returncode == -signal.SIGKILL
    assert Place(scene.site).packing.exists()
    assert {path[:-3] for path in twins(scene.site)} <= (load(scene.site) or {}).keys()
    assert run("publish", tmp_path / "www", *scene.options, "--dry-run").exit_code == 0
    assert run(then, *scene.options).exit_code == 0
    assert not Place(scene.site).packing.exists()


def test_copies_of_nothing_are_not_published_and_go(scene: Scene, tmp_path: Path) -> None:
    strays = (".63j2jyxt.br", "notices/.q1.gz", "notices/none/index.html.br")
    for path in strays:
        (scene.site / path).parent.mkdir(exist_ok=True)
        (scene.site / path).write_bytes(b"half")
    assert run("publish", tmp_path / "www", *scene.options).exit_code == 0
    assert twins(tmp_path / "www") == set()
    assert run("compress", *scene.options).exit_code == 0
    assert twins(scene.site).isdisjoint(strays)


def test_nothing_is_compressed_while_another_build_is_at_work(scene: Scene) -> None:
    with only_one(Place(scene.site).lock):
        assert run("compress", *scene.options).exit_code == 3
    assert twins(scene.site) == set()
