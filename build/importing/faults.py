"""What is wrong with a table, said where it stands: sheet, cell, reason, remedy."""

from __future__ import annotations

from dataclasses import dataclass

from portal.problems import said


@dataclass(frozen=True, order=True)
class Place:
    """Where a value stands: «购买公告», row 5, «H5», under the heading «申报截止».

    row: 1-based, 0 for the whole sheet; cell: "" for the whole row or sheet.
    """

    sheet: str = ""
    row: int = 0
    cell: str = ""
    label: str = ""

    def __str__(self) -> str:
        where = self.cell or (f"第 {self.row} 行" if self.row else "")
        label = f"（{self.label}）" if self.label else ""
        return f"{self.sheet} {where}".strip() + label


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one place; reason and remedy are Chinese sentences without a full stop."""

    place: Place
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.place}：" if str(self.place) else ""
        return f"{where}{said(self.reason, self.remedy)}"


class Refused(Exception):
    """The file cannot be read at all; carries why."""

    def __init__(self, reason: str, remedy: str, place: Place | None = None) -> None:
        self.fault = Fault(place or Place(), reason, remedy)
        super().__init__(str(self.fault))


class Misread(Exception):
    """A cell cannot be understood."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)
