"""Where content is judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.portal.rules.judging import Bench


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """One database for all tests of rules."""
    with Bench() as made:
        yield made
