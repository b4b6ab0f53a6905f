"""What stands against a supplier on a day."""

from __future__ import annotations

import datetime

from portal import reads
from portal.plain import Plain
from portal.rules.table import BARS


@reads.read
def bars(supplier: str) -> list[Plain]:
    """The supplier's credit records of a barring kind that are in force today, oldest first."""
    return bars_on(supplier, reads.today())


def bars_on(supplier: str, day: datetime.date) -> list[Plain]:
    """Those that were in force on a day, as far as it is known now."""
    return [
        one
        for one in reads.naming("suppliers", supplier, "credits", "supplier")
        if one.kind in BARS and one.decided <= day and (one.until is None or day <= one.until)
    ]
