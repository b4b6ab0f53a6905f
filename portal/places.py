"""The pages that are no record, as documents for the search engine: lists, oversight, feeds, data, ledger."""

from __future__ import annotations

from collections.abc import Iterator

from portal import reads
from portal.data import formats
from portal.language import say
from portal.ledger.questions import kept
from portal.oversight.pages import PAGES
from portal.oversight.table import HOME
from portal.sections import SECTIONS
from search.documents import Document

# Their keys are «place/…», which no section has.
PLACE = "place"
# Address, title, and what is said there: names of messages. With the ledger, the last two.
_OTHERS = (
    ("/feeds/", "feeds.title", ("feeds.lead", "feeds.step_reader_how", "feeds.sections_how")),
    ("/charts/", "charts.title", ("charts.lead",)),
    ("/status/", "held.title", ("held.lead",)),
    ("/map/", "map.title", ("map.lead",)),
    (HOME, "oversight.title", ("oversight.lead",)),
    (formats.HOME, "data.title", ("data.lead", "data.everything_about")),
    (formats.API, "data.api", ("data.lead_api",)),
)
_LEDGER = (
    ("/ledger/", "ledger.title", ("ledger.lead",)),
    ("/ledger/verify/", "ledger.verify", ("ledger.verify_lead",)),
)


@reads.read
def places() -> tuple[Document, ...]:
    """All of them; who asks for one by its name finds it before what only mentions it."""
    return tuple(_places())


def _places() -> Iterator[Document]:
    for section in SECTIONS:
        # Only by its name: what it holds is what its records are found by.
        yield _place(section.address, section.title, "")
    for page in PAGES:
        yield _place(page.address, page.title, page.about)
    for address, title, said in (*_OTHERS, *(_LEDGER if kept() else ())):
        yield _place(address, say(title), "\n".join(map(say, said)))


def _place(address: str, title: str, about: str) -> Document:
    label = say("本站页面")
    return Document(
        key=f"{PLACE}/{address.strip('/').replace('/', '-')}",
        address=address,
        title=title,
        body=about,
        date="",
        label=label,
        facets=(("section", label),),
        named=True,
    )
