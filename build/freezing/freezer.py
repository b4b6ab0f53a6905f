"""Frozen-Flask over our application: addresses from it, files named by it, pages asked for directly.

Its own loop spends more on a page than we need to render one (DECISIONS.md has the figures): a test
client per page, url_for logging, a look at the file before it is written. We keep its way from
(endpoint, values) to an address and from an address to a file, and its promise that the ending of a
file gives browsers the type that the application says; the loop is ours.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from unicodedata import normalize

import flask_frozen
from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.test import EnvironBuilder

from build.pages import pages

# What web servers make of the endings of our files, whatever this machine's own table says.
for _type, _ending in (
    ("application/xml", ".xml"),
    ("text/javascript", ".js"),
    ("text/css", ".css"),
    ("image/svg+xml", ".svg"),
    ("text/csv", ".csv"),
    ("application/ld+json", ".jsonld"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("text/calendar", ".ics"),
    ("text/x-opml", ".opml"),
):
    mimetypes.add_type(_type, _ending)


class Unfit(ValueError):
    """A page that cannot be frozen: a mistake of the program, not of the content."""


class Freezer(flask_frozen.Freezer):  # type: ignore[misc]
    """Frozen-Flask without discovery: pages are listed, and nothing is ever removed."""

    def __init__(self, app: Flask) -> None:
        app.config.update(FREEZER_REMOVE_EXTRA_FILES=False, PROPAGATE_EXCEPTIONS=True)
        super().__init__(
            app, with_no_argument_rules=False, with_static_files=False, log_url_for=False
        )
        self.register_generator(lambda: pages(app))

    @contextmanager
    def working(self) -> Iterator[None]:
        """As within a request, for many pages, and for questions outside of any."""
        with self.app.request_context(self._environ):
            self.app.preprocess_request()
            yield

    def addresses(self) -> list[str]:
        """The root-relative addresses of all pages, each once, in a fixed order."""
        with self.working():
            return list(dict.fromkeys(self.all_urls()))

    def file(self, address: str) -> str:
        """The path, from the site's root, of the file of a page."""
        return normalize("NFC", str(self.urlpath_to_filepath(address)))

    def render(self, address: str) -> bytes:
        """The bytes of a page, within `working`; raises Unfit, and whatever its view raises.

        Flask's way through a request but for its context, which stays from page to page.
        """
        request.path = address
        try:
            rule, values = self._adapter.match(address, method="GET", return_rule=True)
            request.url_rule, request.view_args = rule, dict(values)
            self.app.preprocess_request()
            response = self.app.make_response(self.app.dispatch_request())
        except HTTPException as error:
            raise Unfit(f"{address}: {error}") from error
        response = self.app.process_response(response)
        response.direct_passthrough = False
        data: bytes = response.get_data()
        response.close()
        if response.status_code != 200:
            raise Unfit(f"{address}: {response.status}")
        self._check_type(address, response.mimetype)
        return data

    def _check_type(self, address: str, type_: str | None) -> None:
        ending = address.rpartition(".")[2] if "." in address.rpartition("/")[2] else "html"
        if (ending, type_) not in self._sound:
            guessed = mimetypes.guess_type(self.file(address))[0] or "application/octet-stream"
            if guessed != type_:
                raise Unfit(f"{address}: the application says {type_}, its ending {guessed}")
            self._sound.add((ending, type_))

    @cached_property
    def _adapter(self) -> MapAdapter:
        adapter: MapAdapter = self.app.url_map.bind_to_environ(self._environ)
        return adapter

    @cached_property
    def _sound(self) -> set[tuple[str, str | None]]:
        """Endings and types that were found to agree."""
        return set()

    @cached_property
    def _environ(self) -> dict[str, Any]:
        return EnvironBuilder("/").get_environ()
