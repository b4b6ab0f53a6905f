"""Pages → files, by Frozen-Flask, into a folder that is new and empty."""

from __future__ import annotations

import mimetypes
import sys
import warnings
from pathlib import Path

from flask import Flask
from flask_frozen import Freezer, MissingURLGeneratorWarning

from build.pages import pages

# What web servers make of the endings of our files, whatever this machine's own table says.
for _type, _ending in (
    ("application/xml", ".xml"),
    ("text/javascript", ".js"),
    ("text/css", ".css"),
    ("image/svg+xml", ".svg"),
    ("text/csv", ".csv"),
    ("text/calendar", ".ics"),
    ("text/x-opml", ".opml"),
):
    mimetypes.add_type(_type, _ending)


def freeze(app: Flask, folder: Path) -> int:
    """Write every page of the application below `folder`; how many there were.

    Link logging is off: pages are listed, never discovered. Removal of other files is off: the
    folder is ours and empty, and Frozen-Flask must not delete anything anywhere.
    """
    app.config.update(
        FREEZER_DESTINATION=str(folder.absolute()),
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_RELATIVE_URLS=False,
        PROPAGATE_EXCEPTIONS=True,
    )
    freezer = Freezer(app, with_no_argument_rules=False, with_static_files=False, log_url_for=False)
    with app.app_context():
        listed = list(pages(app))
    freezer.register_generator(lambda: iter(listed))
    with warnings.catch_warnings():
        # A kind of page may have no page, as attachments where no record has one.
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        for number, _ in enumerate(freezer.freeze_yield(), 1):
            _show(number, len(listed))
    return len(listed)


def _show(number: int, total: int) -> None:
    """Progress for a person at a terminal; a log file gets none."""
    if sys.stderr.isatty() and (number % 20 == 0 or number == total):
        end = "\n" if number == total else ""
        print(f"\r生成页面 {number}/{total}", end=end, file=sys.stderr, flush=True)
