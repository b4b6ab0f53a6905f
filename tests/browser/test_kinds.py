"""Every kind of page: accessible, valid, light, steady and within the strict policy.

One page of each kind is visited once, on a server that sends the policy of the shipped servers.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import html5lib
import pytest
from playwright.sync_api import Browser, Page, Route

from build.serve import Handler
from tests.browser.conftest import Site

# reliability.md 5, as nginx sends it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types portal-data"
)
KINDS = (
    "index.html",
    "announcements/index.html",
    "announcements/page/1/index.html",
    "announcements/by/category/gonghui-7.xinli/index.html",
    "projects/index.html",
    "suppliers/index.html",
    "announcements/lc-2026-003/index.html",
    "reviews/lc-2026-003/index.html",
    "publicity/lc-2026-004/index.html",
    "contracts/lc-2026-003/index.html",
    "evaluations/lc-2025-001-final/index.html",
    "projects/lc-2026-003/index.html",
    "projects/zx-2025-001/index.html",
    "projects/jz-2026-003/index.html",
    "plans/lc-szgh-2026/index.html",
    "catalogues/lc-2026/index.html",
    "policies/nm-zgh-2021/index.html",
    "schemes/gonghui-7/index.html",
    "suppliers/lc-xinyu/index.html",
    "purchasers/lc-szgh/index.html",
    "notices/tongzhi-2026-nianbao/index.html",
    "pages/glossary/index.html",
    "map/index.html",
    "status/index.html",
    "ledger/index.html",
    "ledger/page/1/index.html",
    "ledger/records/announcements/jz-2025-001/index.html",
    "ledger/verify/index.html",
    "data/index.html",
    "charts/index.html",
    "feeds/index.html",
    "search/index.html",
    "oversight/index.html",
    "oversight/targets/index.html",
    "oversight/targets/tables/bought-2026/index.html",
    "oversight/delivery/index.html",
    "404.html",
)
DESKTOP, PHONE = 1280, 320
MOST_BYTES, MOST_REQUESTS = 60_000, 6
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# They take three quarters of the time, and what they find hangs on the width in header, menu and tables
# only, which these pages show for all.
DEAR = ["color-contrast", "target-size"]
WHOLLY = {
    "index.html",
    "announcements/index.html",
    "projects/lc-2026-003/index.html",
    "oversight/targets/index.html",
}
VIOLATIONS = """async ([rules, without]) => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"],
    rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}]))}))
  .violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`))"""
IN_THE_DARK = {"type": "rule", "values": ["color-contrast"]}
# What stands around every page is a third of the time, and the same on all.
BARE = "document.querySelectorAll('.header, .footer').forEach((one) => one.remove())"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SHIFT = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})"""


# The first picture waits for the last element.
WHOLE = {
    "</head>": '<link rel="expect" href="#the-last" blocking="render"></head>',
    "</body>": '<template id="the-last"></template></body>',
}


class Strict(Handler):
    """The folder with the headers that a shipped server sends."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


@dataclass
class Seen:
    """What a visit showed. asked: addresses; said: what the console complained about."""

    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    violations: dict[int, list[str]] = field(default_factory=dict)
    wide: dict[int, bool] = field(default_factory=dict)
    dark: list[str] = field(default_factory=list)
    shift: float = 0.0


@pytest.fixture(scope="module")
def root(site: Site) -> Iterator[str]:
    handler = partial(Strict, directory=str(site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def visits(browser: Browser, root: str) -> dict[str, Seen]:
    """Every kind of page, seen at both widths.

    axe is put in by the debugger, past the policy, which is therefore tested with everything that
    belongs to the page and nothing else.
    """
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900})
    context.route("**/*.html", draw_whole)
    seen = {}
    for kind in KINDS:
        page, one = context.new_page(), Seen()
        watch(page, one)
        page.goto(root + kind, wait_until="load")
        one.shift = page.evaluate(SHIFT)
        page.evaluate(AXE)
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            one.wide[width] = page.evaluate(TOO_WIDE)
            without = DEAR if width == DESKTOP and kind not in WHOLLY else []
            one.violations[width] = page.evaluate(VIOLATIONS, [RULES, without])
        page.emulate_media(color_scheme="dark")
        if kind not in WHOLLY:
            page.evaluate(BARE)
        one.dark = page.evaluate(VIOLATIONS, [IN_THE_DARK, []])
        page.close()
        seen[kind] = one
    context.close()
    return seen


def draw_whole(route: Route) -> None:
    """Answer with a page that is drawn when all of its text is there.

    Else a busy machine draws half of it, and its columns widen for the rest: what is measured would
    be the machine. What scripts and pictures move is measured as before.
    """
    answer = route.fetch()
    text = answer.text()
    for before, after in WHOLE.items():
        assert before in text
        text = text.replace(before, after, 1)
    route.fulfill(response=answer, body=text)


def watch(page: Page, one: Seen) -> None:
    page.on("request", lambda request: one.asked.append(request.url))
    page.on("requestfailed", lambda request: one.said.append(f"failed {request.url}"))
    page.on("pageerror", lambda error: one.said.append(str(error)))
    page.on(
        "console",
        lambda message: (
            one.said.append(message.text) if message.type in ("error", "warning") else None
        ),
    )


pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_no_page_breaks_a_rule_of_accessibility(visits: dict[str, Seen], width: int) -> None:
    found = {kind: one.violations[width] for kind, one in visits.items() if one.violations[width]}
    assert found == {}


def test_every_page_is_readable_on_a_dark_screen(visits: dict[str, Seen]) -> None:
    assert {kind: one.dark for kind, one in visits.items() if one.dark} == {}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_no_page_is_wider_than_the_screen(visits: dict[str, Seen], width: int) -> None:
    assert [kind for kind, one in visits.items() if one.wide[width]] == []


def test_no_page_breaks_the_policy_or_complains(visits: dict[str, Seen]) -> None:
    assert {kind: one.said for kind, one in visits.items() if one.said} == {}


def test_no_page_moves_while_it_is_drawn(visits: dict[str, Seen]) -> None:
    assert {kind: one.shift for kind, one in visits.items() if one.shift > 0.01} == {}


def test_every_page_is_light(visits: dict[str, Seen], site: Site) -> None:
    heavy = {
        kind: (len(one.asked), weight(site.folder, one.asked))
        for kind, one in visits.items()
        if len(one.asked) > MOST_REQUESTS or weight(site.folder, one.asked) > MOST_BYTES
    }
    assert heavy == {}


def weight(folder: Path, asked: list[str]) -> int:
    """Bytes of all that was asked for, packed as servers do."""
    files = [folder / urlsplit(address).path.lstrip("/") for address in asked]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files if file.is_file())


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_valid_html(site: Site, kind: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parse((site.folder / kind).read_text(encoding="utf-8"))
    errors: list[Any] = parser.errors
    assert errors == []
