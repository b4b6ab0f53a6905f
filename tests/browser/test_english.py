"""A site whose interface is English: longer words, no wider pages, and nothing for axe to find."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal import create_app
from portal.settings import CHECKOUT, Settings
from tests.browser.test_kinds import AXE, DESKTOP, KINDS, PHONE, RULES, TOO_WIDE, VIOLATIONS
from tests.conftest import DEMO_DAY

ADDRESSES = [
    *(kind.removesuffix("index.html") for kind in KINDS if kind.endswith("index.html")),
    *("oversight/rules/", "oversight/halves/", "data/ocds/", "ledger/verify/", "status/"),
]
# axe takes most of the time, and what it finds rests on components more than on words.
CHECKED = {
    "",
    "announcements/",
    "publicity/lc-2026-004/",
    "projects/lc-2026-003/",
    "ledger/verify/",
}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration as an English site, live."""
    work = tmp_path_factory.mktemp("english")
    shutil.copytree(CHECKOUT / "content", work / "content")
    with (work / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("language: en\n")
    app = create_app(Settings(work / "content", work / "site", work / "state", DEMO_DAY))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.long
def test_english_pages_are_no_wider_and_as_accessible(browser: Browser, english: str) -> None:
    # The debugger puts axe in, past the policy; any other window would be refused it.
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900}, bypass_csp=True)
    wide, violations = [], []
    for address in ADDRESSES:
        page = context.new_page()
        page.goto(english + address, wait_until="load")
        if address in CHECKED:
            page.evaluate(AXE)
            violations += page.evaluate(VIOLATIONS, [RULES, []])
        for width in (PHONE, 390, 768):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(TOO_WIDE):
                wide.append((address, width))
        page.close()
    context.close()
    assert (violations, wide) == ([], [])
