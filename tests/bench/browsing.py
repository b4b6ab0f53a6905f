"""One query in a real browser, first on a page that was never open, then on one that is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.engines import Engine

# Notes when hits are painted, in the page's own time.
WATCH = """
window.painted = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (["ready", "none"].includes(target.dataset.state)) window.painted.push(performance.now());
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
"""

ASK = """([script, q]) => new Promise((resolve) => {
  const number = window.painted.length;
  const start = performance.now();
  const look = () => {
    if (window.painted.length > number) resolve(window.painted[number] - start);
    else setTimeout(look, 1);
  };
  eval(script)(q);
  look();
})"""


@dataclass
class Asked:
    """What one query cost.

    ms until hits are painted, bytes that came over the line, requests, and waves: the longest
    chain of requests of which each began only when the one before had ended.
    """

    ms: float = 0
    bytes: float = 0
    requests: int = 0
    waves: int = 0
    found: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


class Line:
    """Listens to a page's requests and, if wanted, makes its line slow."""

    def __init__(self, session: CDPSession, slow: bool) -> None:
        self._begun: dict[str, float] = {}
        self._ended: dict[str, tuple[float, float, float]] = {}
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._end)
        session.send("Network.enable")
        if slow:
            limit = 5_000_000 / 8
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": 100,
                    "downloadThroughput": limit,
                    "uploadThroughput": limit,
                },
            )

    def _begin(self, event: dict[str, Any]) -> None:
        self._begun[event["requestId"]] = event["timestamp"]

    def _end(self, event: dict[str, Any]) -> None:
        begun = self._begun.get(event["requestId"])
        if begun is not None:
            self._ended[event["requestId"]] = begun, event["timestamp"], event["encodedDataLength"]

    def taken(self, asked: Asked) -> Asked:
        """Write into `asked` what came since the last time."""
        rows = sorted(self._ended.values())
        self._ended = {}
        waves: list[tuple[float, int]] = []
        for begun, ended, _ in rows:
            wave = 1 + max((number for end, number in waves if end <= begun), default=0)
            waves.append((ended, wave))
        asked.bytes = sum(size for *_, size in rows)
        asked.requests = len(rows)
        asked.waves = max((number for _, number in waves), default=0)
        return asked


@contextmanager
def _page(browser: Browser, slow: bool) -> Iterator[tuple[Page, Line]]:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    yield page, Line(context.new_cdp_session(page), slow)
    context.close()


def ask(
    browser: Browser, root: str, engine: Engine, first: str, later: str, *, slow: bool = False
) -> tuple[Asked, Asked]:
    """Ask `first` cold, then `later` on the same page."""
    with _page(browser, slow) as (page, line):
        page.goto(f"{root}{engine.page}{quote(first, safe='')}")
        page.wait_for_function("window.painted.length > 0")
        cold = Asked(ms=page.evaluate("window.painted[0]"))
        page.wait_for_timeout(20)
        cold = line.taken(cold)
        cold.shown = page.evaluate(engine.shown)
        if not slow:
            cold.found = page.evaluate(engine.found, first)
            page.wait_for_timeout(20)
            line.taken(Asked())
        warm = Asked(ms=page.evaluate(ASK, [engine.ask, later]))
        page.wait_for_timeout(20)
        return cold, line.taken(warm)
