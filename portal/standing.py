"""The pages that stand whatever the records say: what a body may link to, and what the site's map lists."""

from __future__ import annotations

from portal.data import formats
from portal.sections import SECTIONS

# Their names, as portal/oversight/pages.py gives them, which asks records and so knows no loader.
_OVERSIGHT = (
    "overdue", "findings", "delivery", "objections", "targets", "terms", "completeness", "halves",
    "years", "shares", "rules", "policies", "mapping",
)  # fmt: skip
PAGES = (
    *("/", "/feeds/", "/search/", "/map/", "/charts/", "/status/", "/oversight/"),
    *(f"/oversight/{name}/" for name in _OVERSIGHT),
)
DATA = (formats.HOME, formats.API, formats.CHANGES, formats.OCDS)
LEDGER = ("/ledger/", "/ledger/verify/")


def addresses(*, ledger: bool) -> tuple[str, ...]:
    """Root-relative addresses of all of them, and of the lists of sections. ledger: whether one is kept."""
    sections = (address for one in SECTIONS for address in (one.address, formats.home(one.name)))
    return (*PAGES, *DATA, *sections, *(LEDGER if ledger else ()))
