"""Periods of whole years."""

from __future__ import annotations

import datetime


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The last day of a period of whole years that begins on `day`."""
    try:
        end = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        end = day.replace(year=day.year + years, month=3, day=1)
    return end - datetime.timedelta(days=1)
