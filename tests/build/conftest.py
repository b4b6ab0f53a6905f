"""Places to build in, and a command that listens to the test alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.factories import TODAY, Content


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Where the site is to go, in a folder that holds nothing else."""
    return tmp_path / "public" / "site"


@pytest.fixture
def options(world: Content, site: Path, tmp_path: Path) -> list[str]:
    """The options that build the little world into `site`."""
    state = str(tmp_path / "state")
    return [
        *("--content", str(world.folder), "--site", str(site)),
        *("--state", state, "--as-of", TODAY),
    ]
