"""Which 限额标准 holds for a purchase."""

from __future__ import annotations

import datetime

from portal import reads
from portal.divisions import stem
from portal.plain import Plain


def in_force(region: str, day: datetime.date, field: str = "major") -> Plain | None:
    """The threshold record that holds on a day for a region or one above it, and says this field."""
    valid = [
        one
        for one in reads.records("thresholds")
        if one.effective <= day
        and (one.until is None or day <= one.until)
        and region.startswith(stem(one.region))
        and getattr(one, field) is not None
    ]
    return max(valid, key=lambda one: (len(stem(one.region)), one.effective), default=None)
