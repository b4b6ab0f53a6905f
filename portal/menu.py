"""The main menu: what most readers come for."""

from __future__ import annotations

from dataclasses import dataclass

from portal.oversight.pages import MENU
from portal.sections import BY_NAME, MAIN


@dataclass(frozen=True)
class Entry:
    """One entry. main: also shown on a phone, where room is short; the others are in the footer."""

    name: str
    title: str
    address: str
    main: bool = False


ENTRIES = (
    *(Entry(one.name, one.title, one.address, main=True) for one in MAIN),
    *(
        Entry(one.name, one.title, one.address)
        for one in (BY_NAME["projects"], MENU, BY_NAME["policies"])
    ),
    Entry("charts", "数据图表", "/charts/"),
)
