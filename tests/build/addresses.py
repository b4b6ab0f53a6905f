"""The addresses of the pages that the list of pages does not name outright; they need the app's context."""

from __future__ import annotations

from collections.abc import Iterator

from build.pages import BUNDLES, LATE


def bundled() -> Iterator[str]:
    """Of each file of a bundle, in a fixed order."""
    for address, bundle in BUNDLES.items():
        yield from (f"{address}{name}" for name, _ in bundle.files())


def late() -> Iterator[str]:
    """Of each page that is listed late, in a fixed order."""
    for addresses in LATE.values():
        yield from addresses()
