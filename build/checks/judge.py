"""Facts joined: does everything that files want exist, and is every file sound?

`judge` takes a whole site, `judge_change` what changed since a site that was found sound, at the
price of the change: others are looked at only when something was lost that they may want.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from build.checks.facts import Facts
from build.checks.indexed import is_part, leads_to_parts

HOME = "index.html"


def judge(facts: Mapping[str, Facts], pages: Iterable[str] = ()) -> list[str]:
    """All faults of a site, a line each, in the order of its files; [] when it is sound.

    facts: those of every file by path; may unpack them when asked. pages: paths that must be there, as those of all records.
    """

    # Most pages want the anchors of a few, and their own.
    @lru_cache(maxsize=500)
    def anchors(path: str) -> frozenset[str]:
        return frozenset(facts[path].anchors)

    # What header, menu and footer link to, every page wants.
    @lru_cache(maxsize=10_000)
    def lacks(want: str) -> bool:
        path, _, anchor = want.partition("#")
        return path not in facts or bool(anchor and anchor not in anchors(path))

    faults = [f"{page}：没有这一页" for page in (HOME, *pages) if page not in facts]
    for path in sorted(facts):
        found = facts[path]
        faults += _own(path, found)
        faults += [_lacking(path, want) for want in found.wants if lacks(want)]
    return faults


def judge_change(
    before: Mapping[str, Facts],
    changed: Mapping[str, Facts],
    removed: Collection[str] = (),
    pages: Iterable[str] = (),
) -> list[str]:
    """All faults of a site that was sound before, as `judge` would find them.

    before: facts of the sound site; may read them from a disk when asked, for only few are asked
    for. changed: facts of new and changed files. removed: paths that are gone. pages: as in `judge`.
    """

    # Most pages want the anchors of a few, and their own.
    @lru_cache(maxsize=500)
    def anchors(path: str) -> frozenset[str]:
        return frozenset((changed if path in changed else before)[path].anchors)

    # What header, menu and footer link to, every page wants.
    @lru_cache(maxsize=10_000)
    def lacks(want: str) -> bool:
        path, _, anchor = want.partition("#")
        there = path in changed or (path in before and path not in removed)
        return not there or bool(anchor and anchor not in anchors(path))

    faults = [
        f"{page}：没有这一页"
        for page in (HOME, *pages)
        if page not in changed and (page in removed or page not in before)
    ]
    for path, found in sorted(changed.items()):
        faults += _own(path, found)
        faults += [_lacking(path, want) for want in found.wants if lacks(want)]
    lost = set(_lost(before, changed, removed))
    if lost:
        apart = {*changed, *removed}
        # Nearly every change gives parts of the search index other names, which no page knows.
        asked: Iterable[tuple[str, Facts]] = before.items()
        if all(map(is_part, lost)):
            asked = ((path, before[path]) for path in before if leads_to_parts(path))
        wanting = (
            (path, lost.intersection(found.wants)) for path, found in asked if path not in apart
        )
        for path, missing in sorted((path, sorted(some)) for path, some in wanting if some):
            faults += [_lacking(path, want) for want in missing]
    return faults


def gives(path: str, found: Facts) -> Iterator[str]:
    """What others may link to in a file: itself, and each of its anchors."""
    yield path
    for anchor in found.anchors:
        yield f"{path}#{anchor}"


def _lost(
    before: Mapping[str, Facts], changed: Mapping[str, Facts], removed: Collection[str]
) -> Iterator[str]:
    """What was there to link to, and is no more."""
    for path in removed:
        if path in before:
            yield from gives(path, before[path])
    for path, found in changed.items():
        if path in before:
            kept = set(found.anchors)
            yield from (f"{path}#{one}" for one in before[path].anchors if one not in kept)


def _own(path: str, found: Facts) -> list[str]:
    return [f"{path}：{fault}" for fault in found.faults]


def _lacking(path: str, want: str) -> str:
    return f"{path}：链接指向 {want}，没有这样的文件或位置"
