"""What is made once in a run, whichever worker of pytest-xdist needs it first; the others wait for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from build.exits import Busy
from build.lock import only_one


def root(factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """The folder of this run: those of all workers lie in it."""
    base = factory.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder, as `make` has filled it once."""
    done = folder.with_name(f"{folder.name}.done")
    with ExitStack() as held:
        while not done.exists():
            with suppress(Busy):  # after a second of waiting
                held.enter_context(only_one(folder.with_name(f"{folder.name}.lock")))
                break
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            make(folder)
            done.touch()
    return folder
