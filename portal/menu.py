"""The main menu: what most readers come for."""

from __future__ import annotations

from dataclasses import dataclass

from portal.language import say
from portal.oversight.table import HOME
from portal.sections import BY_NAME, MAIN


@dataclass(frozen=True)
class Entry:
    """One entry. message: its title as the catalogue knows it.

    main: also shown on a phone, where room is short; the others are in the footer.
    """

    name: str
    message: str
    address: str
    main: bool = False

    @property
    def title(self) -> str:
        """Its title in the language of the site."""
        return say(self.message)


ENTRIES = (
    *(Entry(one.name, one.message, one.address, main=True) for one in MAIN),
    Entry("projects", BY_NAME["projects"].message, BY_NAME["projects"].address),
    Entry("oversight", "oversight.title", HOME),
    Entry("policies", BY_NAME["policies"].message, BY_NAME["policies"].address),
    Entry("charts", "charts.title", "/charts/"),
)
