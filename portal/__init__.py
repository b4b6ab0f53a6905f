"""The portal: content becomes records, records become pages. `flask --app portal run` shows it live."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, request

from portal import headers, ics, language, patterns, reads, searching, store, views
from portal.data import views as data
from portal.feeds import views as feeds
from portal.ledger import views as ledger
from portal.ledger.keeping import keeper
from portal.lists import views as lists
from portal.load import load
from portal.ocds import views as ocds
from portal.oversight import views as oversight
from portal.settings import Settings
from portal.templating import helpers, lang
from portal.templating.bytecode import Compiled
from portal.templating.jinja import Quick
from portal.withheld import Withheld


def create_app(
    settings: Settings | None = None,
    *,
    frozen: bool = False,
    withheld: tuple[Withheld, ...] = (),
    place: Path | None = None,
) -> Flask:
    """The application over one content folder.

    settings: where things are; from the environment when not given.
    frozen: pages are to be written to a folder, so links name index.html and the search page
    brings its static index. withheld: records that are held back, for the page that says so.
    place: as of `store.build`.
    Raises ContentError when the content has problems.
    """
    settings = settings or Settings.read()
    app = Flask(__name__)
    app.jinja_environment = Quick
    compiled = Compiled(settings.state / "templates")
    # All templates stay, without a note of which was used last.
    app.jinja_options = {"cache_size": -1, "bytecode_cache": compiled}
    app.config.update(FROZEN=frozen, STATE=settings.state)
    loaded = load(settings.content, settings.state)
    keep = keeper(settings, loaded)
    store.attach(app, store.build(loaded, settings.today, keep, withheld, place))
    language.attach(app, loaded.site.language)
    helpers.attach(app)
    lang.attach(app)
    searching.attach(app)
    views.attach(app)
    lists.attach(app)
    patterns.attach(app)
    oversight.attach(app)
    feeds.attach(app)
    ics.attach(app)
    ledger.attach(app)
    data.attach(app)
    ocds.attach(app)
    if not frozen:
        app.after_request(_with_headers)
    return app


def _with_headers(response: Response) -> Response:
    """The same headers as the web servers of deploy/ send, in the place of Flask's own."""
    response.headers.update(dict(headers.every(request.path, reads.site().frames)))
    return response
