"""A build that is killed, stopped or doubled: visitors see the old site or the new one, whole.

PORTAL_FAULTS=200 tries so many moments instead of 12.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.command import run
from tests.build.faults import Scene

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and process groups of POSIX")

POINTS = int(os.environ.get("PORTAL_FAULTS", "12"))
RANDOM = random.Random(5)  # noqa: S311 - moments, not secrets
MOMENTS = [(number + RANDOM.random()) / POINTS for number in range(POINTS)]
PATIENCE = 60  # seconds; only a build that hangs takes so long


@pytest.fixture(scope="module")
def duration(copy: Callable[[Path], Scene], tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long the whole build takes, in seconds; the second one, when all is warm."""
    took = 0.0
    for number in range(2):
        scene = copy(tmp_path_factory.mktemp(f"timing{number}"))
        begun = time.perf_counter()
        build = scene.start()
        build.join()
        took = time.perf_counter() - begun
        assert (build.exitcode, scene.shown()) == (0, "B")
    return took


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment(scene: Scene, moment: float, duration: float) -> None:
    build = scene.start()
    build.join(moment * duration)
    if build.is_alive():
        os.kill(build.pid or 0, signal.SIGKILL)
    build.join()
    assert build.exitcode in (0, -signal.SIGKILL)
    assert scene.shown() in ("A", "B") if build.exitcode else scene.shown() == "B"
    scene.heals()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("moment", MOMENTS[1::4])
def test_stopped_it_ends_at_once_and_cleans_up(
    scene: Scene, moment: float, number: signal.Signals, duration: float
) -> None:
    build = scene.start()
    build.join(0.02 + moment * duration)
    if build.is_alive():
        os.kill(build.pid or 0, number)
    build.join(PATIENCE)
    assert not build.is_alive()
    if build.exitcode == 0:
        assert scene.shown() == "B"
    else:
        # Before the interpreter listens, the signal ends it as it would any program.
        assert build.exitcode in (128 + number, -number)
        assert scene.shown() == "A"
        if build.exitcode == 128 + number:
            assert scene.log().endswith(("已中止，没有发布任何东西。\n", "错误：已中止。\n"))
    assert "Traceback" not in (scene.log() if (scene.folder / "log").exists() else "")
    assert not (scene.site.parent / "site.new").exists()
    scene.heals()


strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed (run.py test does, as root)"
)
# Each call that changes what lies beside the site, and which of them.
CALLS = [
    *[("mkdir", number) for number in (3, 60)],
    *[("fsync", number) for number in (1, 2, 3)],
    ("syncfs", 1),
    ("renameat2", 1),
    *[("rename", number) for number in (1, 2)],
    ("link", 3),
    ("unlink", 3),
    *[("unlinkat", number) for number in (1, 150)],
    ("rmdir", 2),
]
# Where a tree can be built upon, hardly a folder is made or removed.
OF_NEW_FOLDERS = ("mkdir", "unlinkat", "rmdir")


def traced(*inject: str) -> list[str]:
    """The command that runs another one with faults injected into its system calls."""
    calls = [part for one in inject for part in ("-e", f"inject={one}")]
    names = ",".join(one.partition(":")[0] for one in inject)
    # With a filter in the kernel strace is quick, but cannot deliver signals.
    quick = [] if "signal=" in inject[0] else ["--seccomp-bpf"]
    return ["strace", "-f", *quick, "-o", os.devnull, "-e", f"trace={names}", *calls]


@strace
@pytest.mark.parametrize(("call", "number"), CALLS)
def test_killed_at_a_chosen_call(scene: Scene, call: str, number: int) -> None:
    if call in OF_NEW_FOLDERS:
        scene.distrust()
    killed = scene.run(*traced(f"{call}:signal=KILL:when={number}"))
    # Killed in the middle of the work that it gives away, the build says so and ends.
    assert killed.returncode in (-signal.SIGKILL, 4), killed.stdout
    assert scene.shown() in ("A", "B")
    scene.heals()


@strace
@pytest.mark.parametrize("number", [1, 6])
def test_a_disk_that_is_full_from_some_write_on(scene: Scene, number: int) -> None:
    full = scene.run(*traced(f"write:error=ENOSPC:when={number}+"))
    assert full.returncode == 4
    assert scene.shown() == "A"
    scene.heals()


@strace
def test_a_log_that_is_full_stops_nothing(scene: Scene) -> None:
    assert scene.shell('"$@" >/dev/full 2>/dev/full').returncode == 0
    assert scene.shown() == "B"


@strace
@pytest.mark.parametrize(
    "call", ["fsync:error=EIO:when=1", "fsync:error=EIO:when=2", "syncfs:error=EIO"]
)
def test_what_is_not_safely_on_the_disk_is_not_published(scene: Scene, call: str) -> None:
    failed = scene.run(*traced(call))
    assert (failed.returncode, scene.shown()) == (4, "A")
    assert "错误：磁盘读写出错" in failed.stdout
    assert "Traceback" not in failed.stdout
    scene.heals()


@strace
@pytest.mark.parametrize("call", ["fsync:error=EIO:when=3", "unlinkat:error=EIO:when=1+"])
def test_trouble_after_the_swap_is_said_and_does_not_deny_it(scene: Scene, call: str) -> None:
    if call.startswith(OF_NEW_FOLDERS):
        scene.distrust()
    done = scene.run(*traced(call))
    assert (done.returncode, scene.shown()) == (0, "B")
    assert "新网站已经换上，但收尾没有完成（磁盘读写出错" in done.stdout
    scene.heals()


@strace
def test_without_an_exchange_two_renames_do(scene: Scene) -> None:
    done = scene.run(*traced("renameat2:error=EINVAL"))
    assert (done.returncode, scene.shown()) == (0, "B")
    assert (scene.site.parent / "site.previous/notices/leaving/index.html").is_file()


@pytest.mark.parametrize("moment", [0.0, 0.3, 0.7])
def test_two_at_once_never_both_write(scene: Scene, moment: float, duration: float) -> None:
    first = scene.start()
    first.join(0.1 + moment * duration)
    second = run(*scene.options)
    first.join(PATIENCE)
    codes = {first.exitcode, second.exit_code}
    assert codes in ({0}, {0, 3}), (scene.log(), second.output)
    assert scene.shown() == "B"
    scene.heals()


def test_readers_see_one_site_or_the_other(scene: Scene) -> None:
    names = ["index.html", "notices/index.html", "sitemap.xml", "manifest.json", ".gongkai"]
    names += ["notices/changing/index.html", "notices/leaving/index.html"]
    names += ["notices/coming/index.html"]
    wanted = {tuple(site.get(name) for name in names): key for key, site in scene.both().items()}
    seen = []
    build = scene.start()
    while build.is_alive():
        seen.append(wanted.get(snapshot(scene.site, names), "mixture"))
    build.join()
    seen.append(wanted.get(snapshot(scene.site, names), "mixture"))
    assert build.exitcode == 0
    assert "".join(seen).replace("A", "", seen.count("A")) == "B" * seen.count("B")
    assert seen[0] == "A"
    assert seen[-1] == "B"


def snapshot(site: Path, names: list[str]) -> tuple[bytes | None, ...]:
    """Some files, read through one handle on the folder, as a server that has it open would."""
    handle = os.open(site, os.O_RDONLY)
    try:
        return tuple(read(handle, name) for name in names)
    finally:
        os.close(handle)


def read(folder: int, name: str) -> bytes | None:
    try:
        file = os.open(name, os.O_RDONLY, dir_fd=folder)
    except FileNotFoundError:
        return None
    with os.fdopen(file, "rb") as opened:
        return opened.read()
