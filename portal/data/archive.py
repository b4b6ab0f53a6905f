"""All of the content as one zip file, from which anybody can make the same site again.

It holds the files as they are, and how to build them; nothing that is made from them, so it never
holds itself. What is held until its day is left out, as it is of the site. The same
content makes the same bytes on any machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from portal import canonical, reads
from portal.addresses import absolute
from portal.data import formats
from portal.data.packing import entry
from portal.data.readme import TEXT
from portal.language import say
from portal.ledger.files import after

ADDRESS = f"{formats.HOME}archive.zip"
MEDIA = "application/zip"
README = "README.txt"


@reads.read
def archive() -> bytes:
    """The zip file: README.txt, and the content below content/."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr(entry(README), readme())
        for path, file in reads.sources():
            bundle.writestr(entry(f"content/{path}"), file.read_bytes())
        for path, data in _ledger():
            bundle.writestr(entry(f"content/{path}"), data)
    return made.getvalue()


def _ledger() -> Iterator[tuple[str, bytes]]:
    """The ledger's files as this publication leaves them, so that a rebuild has nothing to add."""
    if book := reads.ledger(""):
        yield from after(book.content, book.log, book.stored, book.texts, book.checkpoint.note)


def readme() -> str:
    """What the archive says of itself."""
    site = reads.site()
    return say(
        TEXT,
        title=site.title,
        publisher=site.publisher,
        licence=site.licence,
        licence_url=site.licence_url,
        data=absolute(formats.HOME, site.base_url),
    )


@reads.read
def described() -> tuple[int, str]:
    """Size and SHA-256 of the archive."""
    made = archive()
    return len(made), canonical.digest(made)


def shown() -> bytes:
    """The archive for the page that it is, described meanwhile (as `exports.shown`)."""
    described()
    return archive()
