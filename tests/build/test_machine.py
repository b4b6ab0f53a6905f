"""Machines that are full, small, read-only or strange: the site stays whole, or comes out the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.command import run, tree
from tests.build.faults import Scene

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and mounts of POSIX")


def _may_mount() -> bool:
    unshare = shutil.which("unshare")
    return (
        unshare is not None
        and subprocess.call([unshare, "-m", "true"], stderr=subprocess.DEVNULL) == 0
    )


mounts = pytest.mark.skipif(
    not _may_mount(), reason="only root may mount in a namespace of its own"
)

# A file system of $SIZE bytes lies over the place of the site while "$@" runs; what is there
# afterwards is copied out.
SMALL = """
cp -a "$PUBLIC" "$PUBLIC.copy" && mount -t tmpfs -o size=$SIZE small "$PUBLIC" || exit 99
cp -a "$PUBLIC.copy/." "$PUBLIC"; rm -rf "$PUBLIC.copy"
"$@"; code=$?
cp -a "$PUBLIC" "$PUBLIC.after"; exit $code
"""


def size(folder: Path) -> int:
    """What a tree takes on a tmpfs, in bytes: whole pages of memory for each file."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(-(-one // 4096) * 4096 for one in sizes)


@mounts
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_small_disk_that_is_full_is_named_with_what_it_lacks(scene: Scene, share: float) -> None:
    shutil.rmtree(scene.folder / "state", ignore_errors=True)  # else most files are taken over
    public = scene.site.parent
    room = size(public) + int(share * size(scene.site))
    variables = {"PUBLIC": str(public), "SIZE": str(room)}
    full = scene.shell(SMALL, "unshare", "-m", **variables)
    assert full.returncode == 4, full.stdout
    (line,) = [line for line in full.stdout.splitlines() if line.startswith("错误：")]
    assert "磁盘空间不足" in line
    assert f"网站放在 {public}，整个网站约需 " in line
    assert "Traceback" not in full.stdout
    after = public.with_name("public.after")
    assert tree(after / "site") == scene.a
    assert {one.name for one in after.iterdir()} == {"site", "site.previous", ".site.lock"}
    shutil.rmtree(after)
    scene.heals()


@mounts
@pytest.mark.parametrize("place", ["public", "state"])
def test_a_read_only_disk_is_named(scene: Scene, place: str) -> None:
    (scene.folder / "state").mkdir(exist_ok=True)
    script = 'mount --bind "$PLACE" "$PLACE" && mount -o remount,ro,bind "$PLACE" && exec "$@"'
    refused = scene.shell(script, "unshare", "-m", PLACE=str(scene.folder / place))
    assert refused.returncode == 4
    assert "错误：所在的磁盘是只读的：" in refused.stdout
    assert "Traceback" not in refused.stdout
    assert scene.shown() == "A"
    scene.heals()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_without_permission_is_named(scene: Scene) -> None:
    scene.site.parent.chmod(0o555)
    refused = scene.run()
    scene.site.parent.chmod(0o755)
    assert refused.returncode == 4
    assert "没有权限" in refused.stdout
    assert scene.shown() == "A"


@pytest.mark.parametrize("blocks", [1, 8, 64])
def test_a_limit_on_the_size_of_files(scene: Scene, blocks: int) -> None:
    stopped = scene.shell(f'ulimit -f {blocks}; "$@"')
    assert (stopped.returncode, scene.shown()) == (4, "A")
    assert f"错误：文件超过了系统允许的大小：{scene.site.parent}" in stopped.stdout
    scene.heals()


@pytest.mark.parametrize("megabytes", [60, 120, 140])
def test_a_limit_on_memory(scene: Scene, megabytes: int) -> None:
    ended = scene.shell(f'ulimit -v {megabytes * 1000}; "$@"')
    assert ended.returncode in (0, 4), ended.stdout
    assert scene.shown() == ("A" if ended.returncode else "B")
    assert "Traceback" not in ended.stdout
    scene.heals()


PLACES = {
    "far away": {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "POSIX",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "PYTHONHASHSEED": "7",
    },
    "at home": {"TZ": "Asia/Shanghai", "LANG": "zh_CN.GB18030", "PYTHONHASHSEED": "8"},
}


@pytest.mark.parametrize(("where", "umask"), [("far away", "000"), ("at home", "077")])
def test_zone_locale_home_seed_and_umask_leave_no_trace(
    scene: Scene, where: str, umask: str
) -> None:
    script = f'umask {umask}; unset HOME USER LOGNAME; exec "$@"'
    built = scene.shell(script, **PLACES[where])
    assert (built.returncode, scene.shown()) == (0, "B"), built.stdout
    assert "Traceback" not in built.stdout
    seen = stamps(scene.site)
    assert {mode for mode, _ in seen.values()} == {0o644, 0o755}
    (scene.folder / "public" / "site" / "manifest.json").unlink()
    scene.heals()
    assert stamps(scene.site) == seen


def stamps(site: Path) -> dict[str, tuple[int, float]]:
    """Mode and time of each file and folder."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mode & 0o777, path.stat().st_mtime)
        for path in site.rglob("*")
    }


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
@pytest.mark.parametrize("clock", ["-1y", "+5y"])
def test_a_clock_that_is_wrong_changes_nothing(scene: Scene, clock: str) -> None:
    built = scene.run("faketime", "-f", clock)
    assert (built.returncode, scene.shown()) == (0, "B"), built.stdout
    scene.heals()


def test_the_order_of_files_and_the_file_system_change_nothing(
    scene: Scene, copy: Callable[[Path], Scene]
) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - wanted is another file system
    elsewhere = scene.folder if not memory.is_dir() else memory / f"gongkai-{os.getpid()}"
    backwards = elsewhere / "backwards"
    try:
        for path in sorted((scene.folder / "content").rglob("*"), reverse=True):
            to = backwards / path.relative_to(scene.folder / "content")
            if path.is_file():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, to)
        options = [*scene.options, "--content", str(backwards), "--site", str(elsewhere / "site")]
        assert run(*options).exit_code == 0
        assert tree(elsewhere / "site") == scene.b
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)


@pytest.mark.parametrize("damage", ["cut", "zeroed", "random", "gone"])
def test_damaged_state_is_made_anew(scene: Scene, damage: str) -> None:
    for file in sorted((scene.folder / "state").rglob("*")):
        if not file.is_file():
            continue
        data = file.read_bytes()
        if damage == "gone":
            file.unlink()
        else:
            forms = {"cut": data[: len(data) // 2], "zeroed": bytes(len(data))}
            file.write_bytes(forms.get(damage, bytes(range(256)) * (len(data) // 256 + 1)))
    (scene.site / "manifest.json").write_bytes(b"\0")
    healed = run(*scene.options)
    assert (healed.exit_code, scene.shown()) == (0, "B"), healed.output
    assert "Traceback" not in healed.output
