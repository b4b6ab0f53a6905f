"""One purchase of the little world, step by step, as open contracting data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeApp
from tests.factories import TODAY, Content

Ask = Callable[..., Any]

# Section → what is different from the default, so that each stands at its place in time.
STEPS: dict[str, dict[str, Any]] = {
    "announcements": {"published": "2026-02-02"},
    "reviews": {},
    "publicity": {},
    "contracts": {},
    "amendments": {"published": "2026-06-02", "amount": "1000", "ends": "2027-01-31"},
    "payments": {"published": "2026-04-02"},
    "followups": {"published": "2026-05-07", "progress": "30"},
    "evaluations": {"published": "2026-06-21"},
}
# Their ids, where others refer to them.
IDS = {"contracts": "contract"}


@pytest.fixture
def purchase(world: Content) -> Content:
    """The world with a purchase on its way."""
    for section, changes in STEPS.items():
        world.add(section, IDS.get(section, section.rstrip("s")), **changes)
    return world


@pytest.fixture
def ask(make_app: MakeApp) -> Ask:
    """What a function answers over the content on a day."""

    def asked(question: Callable[..., Any], *args: Any, today: str = TODAY) -> Any:
        with make_app(today).app_context():
            return question(*args)

    return asked
