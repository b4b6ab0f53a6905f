"""All breaches: what is not filled in, then a purchase from its parties to its results."""

from __future__ import annotations

from tests.portal.rules.breaches import blanks, contracts, money, parties, results, selection
from tests.portal.rules.breaches.breach import Breach

BREACHES: list[Breach] = [
    *blanks.BREACHES,
    *parties.BREACHES,
    *selection.BREACHES,
    *contracts.BREACHES,
    *money.BREACHES,
    *results.BREACHES,
]
