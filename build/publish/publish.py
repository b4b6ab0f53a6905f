"""Publishing: compare manifests, copy in order, remove, and look whether it is all there."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from build.exits import Machine, Refused, cause
from build.log import step, warn
from build.publish.folder import PART
from build.publish.journal import Journal
from build.publish.mark import Mark
from build.publish.plan import NAMES, Plan, Stage, plan
from build.publish.target import Target
from build.trees import manifest
from build.trees.manifest import Entry, Manifest
from build.trees.place import MARK, MARKED
from build.trees.snapshots import TWINS


class Publication:
    """One site on its way to one target."""

    def __init__(self, site: Path, target: Target, name: str, state: Path) -> None:
        """Reads the manifests on both sides. name: of the target, as the webmaster wrote it.

        Raises Refused for a site without a sound manifest and UsageError for a target that
        holds files which are not ours.
        """
        listed = manifest.load(site)
        if listed is None:
            raise Refused(f"{site} 没有完好的清单，不能发布。请先运行 python -m build。")
        self._site, self._target, self._name = site, target, name
        self._own = (site / manifest.NAME).read_bytes()
        named = {**listed, manifest.NAME: manifest.entry(self._own)}
        twins = dict(_twins(site, named))
        self._files: Manifest = {**named, **twins}
        there = dict(target.sizes())
        mark = Mark.read(target.read(MARK) or b"") if MARK in there else None
        if there.keys() - {PART} and mark is None:
            shown = "、".join(sorted(there)[:3])
            raise click.UsageError(
                f"{name} 里有不是本程序发布的文件（{shown} 等 {len(there)} 个），不会覆盖。"
                "请换一个空的位置，或先清空它。"
            )
        self._mark = mark
        touched = mark.touched if mark else frozenset()
        listed = _parsed(target.read(manifest.NAME) if manifest.NAME in there else None)
        sure = {path: one for path, one in listed.items() if path not in touched}
        sure |= {path: one for path, one in twins.items() if _same(path, named, sure)}
        self._journal = Journal(state, name)
        done = self._journal.done(mark.run) if mark and mark.run else {}
        sent = {path: one for path, one in self._files.items() if done.get(path) == one.sha256}
        stale = {*listed, *touched}
        stale |= {path + twin for path in stale for twin in TWINS}
        self.plan: Plan = plan(self._files, {**sent, **sure}, there, stale)
        for path in self.plan.paths:
            sent.pop(path, None)
        self._sent: Manifest = sent

    def run(self) -> None:
        """Copy, remove, check. Raises Machine when it is interrupted or does not come out right."""
        try:
            self._copy_and_remove()
            wrong = list(self._wrong())
            if not wrong and self._mark != Mark():
                self._target.write(MARK, MARKED)
        except OSError as error:
            raise Machine(
                f"发布到 {self._name} 中断：{cause(error)}。"
                "已经传上去的不会白费，排除原因后再运行一次会接着做。"
            ) from None
        if wrong:
            shown = "、".join(wrong[:5])
            raise Machine(f"发布后核对不符，共 {len(wrong)} 个文件（{shown}）。请再运行一次。")
        self._journal.end()

    def _copy_and_remove(self) -> None:
        touched = {*self.plan.paths, *self.plan.removed}
        if touched:
            self._mark = (self._mark or Mark()).begun(touched - {manifest.NAME})
            self._target.write(MARK, self._mark.write())
            self._journal.begin(self._mark.run, self._sent)
        for one in Stage:
            if paths := self.plan.copied[one]:
                copied = self._journal.follow(self._target.put(self._site, paths), self._files)
                _count(copied, f"上传{NAMES[one]}", len(paths))
        if self.plan.removed:
            _count(self._target.remove(self.plan.removed), "删除旧文件", len(self.plan.removed))

    def _wrong(self) -> Iterable[str]:
        """What is not there as it should be: the manifest to the byte, everything by its size."""
        if self._target.read(manifest.NAME) != self._own:
            yield manifest.NAME
        there = self._target.sizes()
        yield from (path for path, one in self._files.items() if there.get(path) != one.size)
        yield from (path for path in self.plan.removed if path in there)


def _twins(site: Path, named: Manifest) -> Iterable[tuple[str, Entry]]:
    """The compressed copies beside files, which no manifest names."""
    for path in manifest.files_below(site):
        if path.endswith(TWINS) and path not in named and path.rpartition(".")[0] in named:
            yield path, manifest.entry((site / path).read_bytes())


def _same(twin: str, named: Manifest, known: Manifest) -> bool:
    """Whether the file of a twin is the same on both sides.

    Then the twin is, as far as its size tells, if the publication that brought the file was finished.
    """
    path = twin.rpartition(".")[0]
    return path in named and known.get(path) == named[path]


def _parsed(remote: bytes | None) -> dict[str, Entry]:
    if remote is None:
        return {}
    try:
        found = manifest.parse(remote)
    except ValueError:
        warn("目标上的清单已损坏，全部重新上传。")
        return {}
    digest = Entry(hashlib.sha256(remote).hexdigest(), len(remote))
    return {**found, manifest.NAME: digest}


def _count(done: Iterable[str], what: str, total: int) -> None:
    """Follow the work; a person at a terminal sees each file pass, a log one line."""
    for number, path in enumerate(done, 1):
        if sys.stderr.isatty():
            print(
                f"\r\033[K{what} {number}/{total} {path[-50:]}", end="", file=sys.stderr, flush=True
            )
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    step(f"{what}：{total} 个。")
