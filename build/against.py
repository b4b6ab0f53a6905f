"""The same site made once more, and held against one that is published: in a folder or at an address.

Who has the content (the archive under /data/, or a clone) can so prove that a site shows what the
content says, file by file. Nothing is kept, and the state folder is not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from build.exits import Refused
from build.fetching import AT_ONCE, Address
from build.freezing.freeze import freeze
from build.hold import Held, hold
from build.log import step
from build.trees import manifest
from build.trees.manifest import Entry, Manifest
from portal import create_app
from portal.settings import Settings

Read = Callable[[str], bytes | None]
"""The bytes of a file of the published site by its path; None when it is not there."""


def compare(settings: Settings, target: str, *, holding: bool = False) -> list[str]:
    """A line in Chinese for each file that differs from the site made of the content; [] for none.

    target: a folder, or an address that begins with http:// or https://. holding: what has problems
    is kept back, as `--hold` did; attachments as they were lie in that folder, or else in the site
    of the settings. Raises Refused when there is no site, Machine when it cannot be read, UsageError
    for an address that is none, ContentError when the content has problems that are not kept back.
    """
    if target.startswith(("http://", "https://")):
        with closing(Address(target)) as site:
            return _compared(settings, target, site.read, holding=holding)
    there = replace(settings, site=Path(target))
    return _compared(there, target, _folder(target), holding=holding)


def _compared(settings: Settings, target: str, read: Read, *, holding: bool) -> list[str]:
    listed = read(manifest.NAME)
    if listed is None:
        raise Refused(f"{target} 里没有 {manifest.NAME}，不是本程序生成的网站。")
    try:
        theirs = manifest.parse(listed)
    except ValueError:
        raise Refused(f"{target} 的 {manifest.NAME} 已损坏。") from None
    ours = _made(settings, holding=holding)
    step(f"已重新生成 {len(ours)} 个文件，现在逐个比对。")
    found = _found(read, sorted(theirs.keys() | ours.keys()))
    return list(manifest.differences(found, ours))


def _made(settings: Settings, *, holding: bool) -> Manifest:
    """What the content makes today."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "site").mkdir()
        apart = replace(settings, state=place / "state")
        held = hold(apart) if holding else Held(apart)
        app = create_app(held.settings, frozen=True, withheld=held.withheld)
        with closing(freeze(app, place / "site", place / "state")) as frozen:
            return frozen.files


def _found(read: Read, paths: Iterable[str]) -> dict[str, Entry]:
    """What is really published under these paths, whatever its manifest says."""

    def look(path: str) -> tuple[str, Entry | None]:
        data = read(path)
        return path, None if data is None else manifest.entry(data)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            return {path: one for path, one in pool.map(look, paths) if one}
        finally:
            pool.shutdown(cancel_futures=True)


def _folder(target: str) -> Read:
    folder = Path(target)
    if not folder.is_dir():
        raise Refused(f"没有这个文件夹：{target}。写一个网站的文件夹，或 http(s):// 开头的网址。")

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    return read
