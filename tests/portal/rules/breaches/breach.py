"""One way to break a duty of a regular purchase, and lists of such ways.

A rule of each set that knows the duty is named; so are rules on a second duty that cannot but be
broken with it (who announces before the budget is approved also does one step before another).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.portal.rules.purchase import Purchase

DAY = timedelta(1)
Do = Callable[[Purchase], None]


@dataclass(frozen=True)
class Breach:
    """title: what is done; rules: ids that find it; single, long: which purchases it suits."""

    title: str
    rules: frozenset[str]
    do: Do
    single: bool | None = None
    long: bool | None = None


class Breaches(list[Breach]):
    """Breaches in the order in which they are written."""

    def add(
        self, title: str, rules: str, single: bool | None = None, long: bool | None = None
    ) -> Callable[[Do], Do]:
        """Keep the function as what is done; rules: ids with spaces between them."""

        def keep(do: Do) -> Do:
            self.append(Breach(title, frozenset(rules.split()), do, single, long))
            return do

        return keep
