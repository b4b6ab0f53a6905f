"""The time that each file of the site bears: from the records, never from the clock.

The day is that of the newest record which the file shows, as far as its address tells; the second
of that day comes from the file's own SHA-256. So a page that changes while its records do not (a
status that turned, «还剩 2 天») gets another time, and rsync and a server's ETag, which look at
time and size only, take it for what it is.

A file that a build takes over keeps the time that it got when it was made, so that nobody has to send
it again: of files that show no record of their own, a site made from nothing may say a later day.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from portal.settings import ZONE

DAY = 24 * 60 * 60


class Dates:
    """When what is shown was published: of each record, each section and the whole site."""

    def __init__(self, records: Mapping[str, datetime.date], opened: datetime.date) -> None:
        """records: «section/id» → day. opened: the day for what shows no record."""
        self._of = dict(records)
        for key, day in records.items():
            for whole in (key.partition("/")[0], ""):
                self._of[whole] = max(day, self._of.get(whole, opened))
        self._opened = opened

    def day(self, path: str) -> datetime.date:
        """The day of the file at `path`, from the site's root."""
        section, _, rest = path.partition("/")
        if section == "static":
            return self._opened
        for key in (f"{section}/{rest.partition('/')[0]}", section, ""):
            if key in self._of:
                return self._of[key]
        return self._opened

    def time(self, path: str, sha256: str) -> int:
        """Seconds since 1970 for a file with this content."""
        return _midnight(self.day(path)) + int(sha256[:12], 16) % DAY

    @property
    def folders(self) -> int:
        """Seconds since 1970 for folders, which show nothing."""
        return _midnight(self._opened)


def _midnight(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), ZONE).timestamp())
