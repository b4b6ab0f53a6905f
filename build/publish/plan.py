"""What has to be copied and removed, in an order in which no visitor meets a dead end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

from build.checks.indexed import INDEX
from build.trees import manifest
from build.trees.manifest import Manifest
from build.trees.snapshots import TWINS


class Stage(IntEnum):
    """Each is whole before the next begins."""

    PARTS = 0
    PAGES = 1
    ENTRIES = 2
    HOME = 3
    MANIFEST = 4


NAMES = {
    Stage.PARTS: "样式、脚本、附件和数据",
    Stage.PAGES: "页面",
    Stage.ENTRIES: "栏目、订阅和检索入口",
    Stage.HOME: "首页",
    Stage.MANIFEST: "清单",
}
_LAST = {"index.html": Stage.HOME, manifest.NAME: Stage.MANIFEST}
SEARCH_ENTRY = f"{INDEX}entry.js"


def stage(path: str) -> Stage:
    """When a file is copied: what pages load, pages, what leads to new pages, the manifest.

    A compressed twin goes with its file.
    """
    if path.endswith(TWINS):
        path = path.rpartition(".")[0]
    first, *rest = path.split("/")
    if path in _LAST:
        return _LAST[path]
    if path != SEARCH_ENTRY and (first == "static" or path.startswith(("search/client/", INDEX))):
        return Stage.PARTS
    if path == SEARCH_ENTRY or len(rest) <= 1 or rest[0] == "page":
        return Stage.ENTRIES
    return Stage.PAGES if path.endswith(".html") else Stage.PARTS


@dataclass(frozen=True)
class Plan:
    """What to do: paths to copy by stage, paths to remove, bytes to copy."""

    copied: Mapping[Stage, tuple[str, ...]]
    removed: tuple[str, ...]
    size: int

    @property
    def paths(self) -> list[str]:
        """All paths to copy, in order."""
        return [path for one in Stage for path in self.copied[one]]


def plan(
    local: Manifest, remote: Manifest, there: Mapping[str, int], stale: Collection[str]
) -> Plan:
    """What turns the remote tree into the local one.

    remote: what its manifest says. there: sizes of what is really there, which counts more.
    stale: other paths that were ours, as those that an interrupted publication was going to remove.
    """
    changed = [
        path
        for path, one in local.items()
        if remote.get(path) != one or there.get(path) != one.size
    ]
    changed.sort(key=lambda path: (stage(path), -path.count("/"), path))
    copied = {one: tuple(path for path in changed if stage(path) == one) for one in Stage}
    gone = sorted((remote.keys() | set(stale)) & there.keys() - local.keys())
    return Plan(copied, tuple(gone), sum(local[path].size for path in changed))
