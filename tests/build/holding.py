"""What --hold makes of an office's content."""

from __future__ import annotations

from build.hold import Held, hold
from portal.load import load
from tests.ledgers import Office


def held(office: Office) -> Held:
    return hold(office.settings())


def titles(found: Held) -> dict[str, str]:
    rows = load(found.settings.content).rows
    return {"/".join(key): row.title for key, row in rows.items()}
