"""Builds a static index of generated records in a process of its own, and says what that cost.

python -m tests.bench.indexing NUMBER FOLDER
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from search.static import stream
from tests.bench.generate import coming


def main(count: int, folder: Path) -> None:
    """Write the index; print CPU seconds, by how many MB the peak of memory rose, and the size of the files."""
    folder.mkdir(parents=True)
    start = time.process_time()
    for _ in coming(count):
        pass
    # The records are made up once more while they are indexed, so that nobody holds them.
    start += 2 * (time.process_time() - start)
    before = _peak()
    number = size = 0
    for name, content in stream(coming(count)):
        (folder / name).write_bytes(content)
        number, size = number + 1, size + len(content)
    cost = {
        "cpu": time.process_time() - start,
        "memory": _peak() - before,
        "size": size / 1e6,
        "files": number,
    }
    print(json.dumps(cost))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
