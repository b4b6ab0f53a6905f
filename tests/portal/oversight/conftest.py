"""Oversight pages on small worlds: a question asked on a day, and tables as plain texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeApp
from tests.factories import TODAY

Ask = Callable[..., Any]


@pytest.fixture
def ask(make_app: MakeApp) -> Ask:
    """What a function answers over the content on a day."""

    def asked(question: Callable[..., Any], *args: Any, today: str = TODAY) -> Any:
        with make_app(today).app_context():
            return question(*args)

    return asked
