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
