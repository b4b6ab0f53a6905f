"""A whole site read from its folder: is it what its manifest says, and does it hold together?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from build.checks.facts import Facts, facts
from build.checks.judge import HOME, judge
from build.exits import Refused
from build.trees import manifest
from build.trees.manifest import Entry
from portal.processes import cores, spread

SHOWN = 50
# How many files a process looks at before it tells.
PORTION = 500
_CANONICAL = re.compile(r'<link rel="canonical" href="(https?://[^"]+/)">')


class Inspected(NamedTuple):
    """What there is to know of one file."""

    entry: Entry
    facts: Facts


def inspect(folder: Path, base: str = "") -> dict[str, Inspected]:
    """Every file below a folder by path, in order, each read once, by all cores. base: as in `facts`."""
    paths = sorted(manifest.names(folder))

    def portion(start: int) -> Iterator[list[tuple[str, Inspected]]]:
        yield [(path, _inspected(folder, path, base)) for path in paths[start : start + PORTION]]

    portions = range(0, len(paths), PORTION)
    number = min(cores(), len(portions))
    made = spread(portion, portions, number) if number > 1 else chain(*map(portion, portions))
    return dict(sorted(chain(*made)))


def _inspected(folder: Path, path: str, base: str) -> Inspected:
    data = (folder / path).read_bytes()
    return Inspected(manifest.entry(data), facts(path, data, base))


def base_of(folder: Path) -> str:
    """The site's public address, as its home page names it; "" where it names none.

    With it sitemaps, feeds and canonical links are held to the files without asking the content.
    """
    home = folder / HOME
    text = home.read_text("utf-8", errors="replace") if home.is_file() else ""
    named = _CANONICAL.search(text)
    return html.unescape(named[1]) if named else ""


def refuse_broken(faults: Iterable[str]) -> None:
    """Raise Refused when there are faults; the first of them are named."""
    listed = list(faults)
    if listed:
        more = [f"…… 另有 {len(listed) - SHOWN} 处"] if len(listed) > SHOWN else []
        raise Refused("\n".join([f"网站有 {len(listed)} 处问题：", *listed[:SHOWN], *more]))


def verify_folder(folder: Path) -> int:
    """How many files a sound site has; raises Refused when it is not as its manifest says, or broken."""
    if not folder.is_dir():
        raise Refused(f"没有这个网站：{folder}。请先运行 python -m build。")
    listed = manifest.load(folder)
    if listed is None:
        raise Refused(f"{folder / manifest.NAME} 没有或已损坏。请运行 python -m build 重新生成。")
    found = inspect(folder, base_of(folder))
    differing = manifest.differences({path: one.entry for path, one in found.items()}, listed)
    broken = judge({path: one.facts for path, one in found.items()})
    refuse_broken([*differing, *broken])
    return len(found)
