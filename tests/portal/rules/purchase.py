"""A purchase as tests hold and write it: a mapping from sections to records, each a mapping of fields.

Days stay dates and amounts Decimals, so that a test can reckon with them before it breaks something.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import chinese_calendar

from portal.rules.table import BY_ID
from tests.factories import Content

Day = datetime.date
CENT = Decimal("0.01")


@dataclass
class Purchase:
    """Records by section, and the days off that only this place has."""

    records: dict[str, list[dict[str, Any]]]
    holidays: frozenset[Day]

    def one(self, section: str) -> dict[str, Any]:
        """The first record of a section."""
        return self.records[section][0]

    def stage(self, name: str) -> dict[str, Any]:
        """The evaluation of a stage."""
        return next(one for one in self.records["evaluations"] if one["stage"] == name)

    def workday(self, day: Day, number: int) -> Day:
        """The number-th working day after a day."""
        return nth_workday(day, number, self.holidays)

    @property
    def notice(self) -> dict[str, Any]:
        """The announcement, or the single-source notice that stands for it."""
        return (self.records["announcements"] + self.records["single-sources"])[0]

    @property
    def ends(self) -> Day:
        """The last day of service."""
        both = self.records["contracts"] + self.records["amendments"]
        days: list[Day] = [one["ends"] for one in both if "ends" in one]
        return max(days)

    def write(self, content: Content, until: Day | None = None) -> None:
        """Write the purchase; until: only what was public on that day."""
        for name in BY_POLICY:
            content.add("policies", name)
        content.add("schemes", "scheme")
        content.add("regions", "990100")
        for section, rows in self.records.items():
            for number, fields in enumerate(rows, 1):
                if until and fields.get("published", until) > until:
                    continue
                for one in fields.get("attachments") or ():
                    content.write(f"{section}/{one['file']}", "附件")
                id = section.removesuffix("s") + (f"-{number}" if number > 1 else "")
                content.add(section, id, **_text(fields))


BY_POLICY = sorted({"policy", *(rule.policy for rule in BY_ID.values())})


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value if value is None else str(value)


def nth_workday(day: Day, number: int, holidays: frozenset[Day]) -> Day:
    """Counted day by day, and independently of portal.window."""
    while number:
        day += datetime.timedelta(1)
        number -= chinese_calendar.is_workday(day) and day not in holidays
    return day
