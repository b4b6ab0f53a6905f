"""Open data over a small world: one purchase up to its contract, with a list and an attachment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeApp
from tests.factories import Content

Ask = Callable[..., Any]


def bought(world: Content) -> Content:
    """The world with a contract that has an attachment, and a review with its candidates."""
    world.add("reviews", "review")
    world.add("publicity", "publicity")
    world.add(
        "contracts",
        "contract",
        amount="48000.50",
        attachments=[{"file": "合同 文本.txt", "title": "合同", "kind": "合同文本"}],
    )
    world.write("contracts/合同 文本.txt", "合同全文\n")
    return world


@pytest.fixture
def purchase(world: Content) -> Content:
    return bought(world)


@pytest.fixture
def ask(make_app: MakeApp) -> Ask:
    """What a function answers over the content."""

    def asked(question: Callable[..., Any], *args: Any) -> Any:
        with make_app().app_context():
            return question(*args)

    return asked
