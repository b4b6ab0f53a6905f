"""Python's search for garbage, which a build does without.

What a build makes it keeps to its end: the search finds next to nothing, and takes a tenth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Nobody looks for garbage within."""
    sweeping = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeping:
            gc.enable()


@contextmanager
def staying() -> Iterator[None]:
    """As `unswept`; and what is there now stays out of the searches of forked processes."""
    with unswept():
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()
