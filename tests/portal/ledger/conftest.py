"""The office of the ledger's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import Content
from tests.ledgers import Office


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    """The little world with a ledger; nothing has been published yet."""
    return Office(world, tmp_path / "state")


@pytest.fixture
def told(office: Office) -> Office:
    """An office that has published, corrected one record and withdrawn another."""
    office.content.add("notices", "gone")
    office.content.add("notices", "moved", title="新通知")
    log = office.publish("2026-03-12").log
    office.content.add("projects", "project", budget="60000", body="改过的正文。")
    (office.content.folder / "notices/gone.md").unlink()
    office.declare("projects/project", log.newest["projects/project"])
    office.declare("notices/gone", log.newest["notices/gone"], "撤回", see="notices/moved")
    office.publish()
    return office
