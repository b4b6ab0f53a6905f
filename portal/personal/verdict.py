"""What is said of one attachment: personal data in it, or why it cannot be published at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from portal.personal.detect import Hit


@dataclass(frozen=True)
class Verdict:
    """hits: personal data found; fault: (reason, remedy) in Chinese when the file is refused."""

    hits: tuple[Hit, ...] = ()
    fault: tuple[str, str] | None = None

    def plain(self) -> list[Any]:
        """The verdict as JSON values, for the state folder; holds masked numbers only."""
        hits = [[hit.line, hit.where, hit.kind, hit.masked, hit.certain] for hit in self.hits]
        return [hits, list(self.fault) if self.fault else None]

    @classmethod
    def of(cls, plain: Any) -> Verdict:
        """The verdict that `plain` gave; raises ValueError or TypeError for anything else."""
        hits, fault = plain
        return cls(tuple(Hit(*hit) for hit in hits), tuple(fault) if fault else None)


class Refused(Exception):
    """The attachment cannot be published or cannot be looked into."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.fault = (reason, remedy)
        super().__init__(reason)


def refuse_file(reason: str, remedy: str) -> NoReturn:
    """Raise Refused with a Chinese reason and remedy, neither ended by a full stop."""
    raise Refused(reason, remedy)
