"""A site on its way from content A to content B, to which a test lets something happen."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from build import signals
from build.cli import main
from build.trees import snapshots, untouched
from build.trees.manifest import UNLISTED
from build.trees.place import Place
from portal.settings import CHECKOUT
from tests.build.command import command, environment, run, tree
from tests.factories import TODAY, Content

Tree = dict[str, bytes | None]


def content_a(folder: Path) -> Content:
    """The little world with a notice that will change and one that will go."""
    content = Content(folder).world()
    content.add("notices", "changing", title="旧标题")
    content.add("notices", "leaving")
    return content


def content_b(folder: Path) -> Content:
    """What becomes of it: a notice changed, one gone, one new."""
    content = content_a(folder)
    (folder / "notices/leaving.md").unlink()
    content.add("notices", "changing", title="新标题")
    content.add("notices", "coming")
    return content


@dataclass(frozen=True)
class Scene:
    """A folder where site A is up, a former one is kept, and the content is B."""

    folder: Path
    a: Tree
    b: Tree

    @property
    def site(self) -> Path:
        return self.folder / "public" / "site"

    @property
    def options(self) -> list[str]:
        return options(self.folder)

    def shown(self) -> str:
        """Which site visitors see."""
        shown = tree(self.site)
        return "A" if shown == self.a else "B" if shown == self.b else "neither"

    @staticmethod
    def files(site: Tree) -> dict[str, bytes]:
        """The files of one of the two sites, but for manifest and mark."""
        return {
            path: data for path, data in site.items() if data is not None and path not in UNLISTED
        }

    def both(self) -> dict[str, Tree]:
        return {"A": self.a, "B": self.b}

    def start(self) -> BaseProcess:
        """Begin a build in a process of its own, which has everything imported already."""
        build: BaseProcess = _FORKS.Process(  # type: ignore[attr-defined]  # unknown to typeshed
            target=_build, args=(self.options, self.folder / "log")
        )
        build.start()
        return build

    def run(self, *prefix: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the real command behind some other (strace, unshare), what it says in one text."""
        return subprocess.run(
            [*prefix, *command(*self.options)],
            check=False,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=environment(PYTHONDONTWRITEBYTECODE="1", **variables),
        )

    def shell(
        self, script: str, *prefix: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a shell script in which "$@" is the build."""
        return self.run(*prefix, "sh", "-c", script, "sh", **variables)

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def distrust(self) -> None:
        """Let the spare tree be touched: nothing is built upon it, and it is removed in the end."""
        (Place(self.site).spare / "index.html").write_text("?")

    def heals(self) -> None:
        """The next build publishes B, and nothing is left over."""
        healed = run(*self.options)
        assert healed.exit_code == 0, healed.output
        assert self.shown() == "B"
        there = {one.name for one in self.site.parent.iterdir()} - {Place(self.site).spare.name}
        assert there == {"site", "site.previous", ".site.lock"}
        assert Place(self.site).lock.read_bytes() == b""


def options(folder: Path) -> list[str]:
    return [
        *("--content", str(folder / "content"), "--site", str(folder / "public" / "site")),
        *("--state", str(folder / "state"), "--as-of", TODAY),
    ]


def prepare(folder: Path) -> Callable[[Path], Scene]:
    """Make the scene once; what is returned copies it."""
    stage = folder / "stage"
    content = content_a(stage / "content")
    for name in ("first", "second"):
        content.add("notices", name)
        assert run(*options(stage)).exit_code == 0
        (stage / f"content/notices/{name}.md").unlink()
    assert run(*options(stage)).exit_code == 0
    a = tree(stage / "public" / "site")
    content_b(stage / "content")
    shutil.copytree(stage, folder / "clean", ignore=shutil.ignore_patterns("public", "state"))
    assert run(*options(folder / "clean")).exit_code == 0
    b = tree(folder / "clean" / "public" / "site")
    assert a != b

    def copy(to: Path) -> Scene:
        shutil.copytree(stage, to, dirs_exist_ok=True)
        scene = Scene(to, a, b)
        place = Place(scene.site)
        trees = (place.site, place.spare, place.previous)
        site, spare, previous = (snapshots.Packed(snapshots.take(one)) for one in trees)
        seen = untouched.Seen(site, spare, frozenset(trees), previous)
        untouched.note(to / "state", place, seen, (), None)
        return scene

    return copy


def _build(options: list[str], log: Path) -> None:
    """The command in a fork, leader of its own group, as a shell would start it."""
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(CHECKOUT)
    signals.listen()
    main(options, prog_name="python -m build")


_FORKS = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
_FORKS.set_forkserver_preload(["tests.build.faults"])
