"""What stands against a supplier today."""

from __future__ import annotations

from portal import reads
from portal.plain import Plain
from portal.rules.table import BARS


@reads.read
def bars(supplier: str) -> list[Plain]:
    """The supplier's credit records of a barring kind that are in force today, oldest first."""
    today = reads.today()
    return [
        one
        for one in reads.naming("suppliers", supplier, "credits", "supplier")
        if one.kind in BARS and one.decided <= today and (one.until is None or today <= one.until)
    ]
