"""Builds a static index of generated records in a process of its own, and says what that cost.

python -m tests.bench.indexing NUMBER FOLDER
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from portal.processes import meanwhile
from search.documents import Document
from search.slips import slip
from search.static import stream
from tests.bench.generate import coming


def main(count: int, folder: Path) -> None:
    """Write the index; print CPU seconds, by how many MB the peak of memory rose, and the size of the files."""
    folder.mkdir(parents=True)
    start = _cpu()
    for _ in coming(count):
        pass
    # The records are made up for their slips and for each segment, so that nobody holds them.
    start += 4 * (_cpu() - start)
    before = _peak()
    began = time.perf_counter()
    number = size = 0
    index = stream(map(slip, coming(count)), lambda keys: _of(keys, count), apart=meanwhile)
    for name, read in index:
        number, size = number + 1, size + (folder / name).write_bytes(read())
    cost = {
        "cpu": _cpu() - start,
        "seconds": time.perf_counter() - began,
        "memory": _peak() - before,
        "size": size / 1e6,
        "files": number,
    }
    print(json.dumps(cost))


def _of(keys: Collection[str], count: int) -> Iterator[Document]:
    return (one for one in coming(count) if one.key in keys)


def _cpu() -> float:
    used = os.times()
    return sum(used[:4])


def _peak() -> float:
    """Of this process or of the largest that it forked."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(one.ru_maxrss for one in both) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
