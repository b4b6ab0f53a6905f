"""What reading a file gives: its values, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.personal.detect import Hit
from portal.problems import Problem

Location = tuple[str | int, ...]
Place = tuple[str, int]
Key = tuple[str, str]
"""Section and id of a record."""


class Unreadable(Exception):
    """The file cannot be read any further; carries why."""

    def __init__(self, path: str, line: int, reason: str, remedy: str) -> None:
        self.problem = Problem(path, line, "", reason, remedy)
        super().__init__(str(self.problem))


@dataclass
class Parsed:
    """A file's values (all texts, lists and mappings), its body, and where each of them stands.

    places: location of a value → (file, line); the parts of a list may stand in a file of their own.
    personal: the personal data in the file, in front matter, comments and body alike.
    """

    path: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 0
    places: dict[Location, Place] = field(default_factory=dict)
    personal: tuple[Hit, ...] = ()

    def place(self, location: Location) -> Place:
        """File and line of the value at `location`, or of the nearest value around it."""
        for end in range(len(location), 0, -1):
            if found := self.places.get(location[:end]):
                return found
        return self.path, 0

    @property
    def whole(self) -> Parsed:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class Sound:
    """What is remembered of a sound record's file; the rest is read again where something is said of it.

    tables: paths of the CSV files that some of the record's lists stand in. again: reads the file.
    """

    path: str
    body_line: int
    personal: tuple[Hit, ...]
    tables: tuple[str, ...]
    again: Callable[[], Parsed]

    @property
    def whole(self) -> Parsed:
        """What reading the file gives; without places when it has gone meanwhile."""
        try:
            return self.again()
        except Unreadable:
            return Parsed(self.path, {})

    @property
    def data(self) -> dict[str, Any]:
        return self.whole.data

    def place(self, location: Location) -> Place:
        """As that of Parsed."""
        return self.whole.place(location)
