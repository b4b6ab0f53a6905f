"""Places to build in, and a command that listens to the test alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import faults
from tests.build.faults import Scene
from tests.factories import TODAY, Content
from tests.ledgers import Office


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


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Scene]:
    """Copies the scene of the fault tests into a folder."""
    return faults.prepare(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def scene(copy: Callable[[Path], Scene], tmp_path: Path) -> Scene:
    """A site A and content B, to which something may happen."""
    return copy(tmp_path / "scene")


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    """An office that has published a few records with a ledger."""
    office = Office(world, tmp_path / "state")
    world.add("notices", "fine")
    world.add("announcements", "one", body="“正文”\n\n- 一")
    office.publish()
    return office
