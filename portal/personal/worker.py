"""`python -m portal.personal.worker`: examines the files whose paths it reads, a line of JSON for each.

A process of its own, because a hostile file may take all time and memory; who started it ends it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from portal.personal.extract import examine
from portal.personal.kinds import MAX_BYTES

try:
    import resource
except ImportError:  # Windows has no such limits; the time-out holds there, too
    resource = None  # type: ignore[assignment]

MAX_MEMORY = 500_000_000


def main() -> None:
    """Read JSON lines [path, ending] until the end of input; answer each with its verdict."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))
    for line in sys.stdin:
        path, ending = json.loads(line)
        data = Path(path).read_bytes()[: MAX_BYTES + 1]
        print(json.dumps(examine(data, ending).plain()), flush=True)


if __name__ == "__main__":
    main()
