"""Content that somebody saves while a build is at work: what goes out is what was read and checked.

Attachments and the archive of the content are taken from the disk after all was checked. What is saved in
between would be public unchecked, and not as the ledger says; and were it put back later, the next
builds would take it for what it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from build.exits import Refused
from build.trees import unchanged
from portal.canonical import fingerprint
from portal.load.readings import digest
from portal.load.walk import Source
from portal.store import Store

CONTENT = "content"
FEW = 5


def refuse_touched(store: Store, places: Mapping[str, Path], before: Mapping[str, str]) -> None:
    """Raise Refused when a public file of the content is not what was read.

    places, before: what was seen, and how it looked before anything was read; where it still looks so, no
    file is read again.
    """
    apart = dict.fromkeys([*places, unchanged.CODE_SEEN], "")
    apart.pop(CONTENT)
    if CONTENT in before and unchanged.seen(places, apart)[CONTENT] == before[CONTENT]:
        return
    if found := list(_touched(store)):
        more = f" 等 {len(found)} 个文件" if len(found) > FEW else ""
        raise Refused(
            f"内容在生成时被改动：{'、'.join(found[:FEW])}{more}，没有发布任何东西。请再运行一次。"
        )


def _touched(store: Store) -> Iterator[str]:
    """The paths of files that are gone, or hold other bytes."""
    for path, file in store.sources:
        record = store.digests.get(path)
        try:
            if record:
                same = digest(Source("", "", path), file.read_bytes()) == record
            else:
                same = fingerprint(file) == store.prints(file)
        except OSError:
            same = False
        if not same:
            yield path
