"""Builds a static index of generated records in a process of its own, and says what that cost.

python -m tests.bench.indexing NUMBER FOLDER
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from search.static import files
from tests.bench.generate import documents


def main(count: int, folder: Path) -> None:
    """Write the index; print CPU seconds, the peak of memory in MB, and the size of the files."""
    everything = documents(count)
    start = time.process_time()
    made = files(everything)
    cost = {
        "cpu": time.process_time() - start,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": sum(map(len, made.values())) / 1e6,
        "files": len(made),
    }
    folder.mkdir(parents=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    print(json.dumps(cost))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
