"""A folder on a server of the loopback, for as long as a test wants it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from build.serve import make_server


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the folder as `python -m build serve` does; the address of its root."""
    with make_server(folder, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
