"""The engines that are compared: how each is built, asked in its page, and judged."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from portal import create_app
from portal.searching import SCRIPTS
from portal.settings import CHECKOUT, Settings, parse_date
from search.documents import Document, arrange

Cost = dict[str, float]


@dataclass(frozen=True)
class Engine:
    """An engine over documents, published in a folder.

    page: its address below the folder. ask: script that asks the query `q` on the open page; the
    body or main element says `data-state` ready or none when hits are painted. found: script →
    what of all hits, as the page names them; keys: those names → keys of documents. shown: script
    → names of the hits on the first page.
    """

    name: str
    page: str
    cost: Cost
    ask: str
    found: str
    shown: str
    keys: dict[str, str]


def ours(documents: Sequence[Document], folder: Path) -> Engine:
    """The static index below the portal's own search page."""
    index = folder / "search" / "index"
    command = [sys.executable, "-m", "tests.bench.indexing", str(len(documents)), str(index)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    with TemporaryDirectory() as work:
        settings = Settings(
            CHECKOUT / "content", Path(work, "site"), Path(work, "state"), parse_date("2026-11-20")
        )
        app = create_app(settings, frozen=True)
        own = [address for address in SCRIPTS if "/index/" not in address]
        for address in ("/search/", "/static/portal.css", "/static/icon.svg", *own):
            path = folder / (address[1:] + ("index.html" if address.endswith("/") else ""))
            path.parent.mkdir(parents=True, exist_ok=True)
            with app.test_client() as client, client.get(address) as answer:
                path.write_bytes(answer.data)
    numbers = {str(n): one.key for n, one in enumerate(arrange(documents))}
    return Engine(
        "ours",
        "search/index.html?q=",
        json.loads(made.stdout),
        """(q) => {
          document.getElementById("portal-search-query").value = q;
          document.getElementById("portal-search-form").requestSubmit();
        }""",
        """(q) => portalSearch.withEntry(async (entry) =>
          [...(await portalSearch.match(entry, portalSearch.parse(q))).keys()].map(String))""",
        """() => [...document.querySelectorAll("#portal-search-hits > li")].map(
          (hit) => hit.dataset.record)""",
        numbers | {key: key for key in numbers.values()},
    )


PAGEFIND = """<!doctype html><meta charset="utf-8"><title>Pagefind</title><main></main>
<script type="module">
const pagefind = await import("./pagefind/pagefind.js");
await pagefind.options({ noWorker: true }); // what a worker loads is not counted
const main = document.querySelector("main");
window.ask = async (q) => {
  main.dataset.state = "loading";
  const { results } = await pagefind.search(q);
  window.found = results.map((result) => result.id);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  window.shown = shown.map((hit) => hit.url);
  main.replaceChildren(...shown.map((hit) => Object.assign(document.createElement("p"),
    { innerHTML: hit.meta.title + hit.excerpt })));
  main.dataset.state = results.length ? "ready" : "none";
};
ask(new URLSearchParams(location.search).get("q"));
</script>"""


def pagefind(documents: Sequence[Document], folder: Path) -> Engine | None:
    """Pagefind over a page for each document; None where its package is not installed."""
    if not find_spec("pagefind"):
        return None
    for one in documents:
        path = folder / one.key / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"<p>{escape(line)}</p>" for line in one.body.split("\n"))
        path.write_text(
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{one.title}</title>'
            f"<main data-pagefind-body><h1>{one.title}</h1>{lines}</main></html>",
            encoding="utf-8",
        )
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    with subprocess.Popen(command) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    made = [path for path in (folder / "pagefind").rglob("*") if path.is_file()]
    cost = {
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1024,
        "size": sum(path.stat().st_size for path in made) / 1e6,
        "files": len(made),
    }
    (folder / "pagefind.html").write_text(PAGEFIND, encoding="utf-8")
    keys = {f"/{one.key}/": one.key for one in documents}
    for path in (folder / "pagefind" / "fragment").iterdir():
        data = gzip.decompress(path.read_bytes())
        keys[path.stem] = keys[json.loads(data[data.index(b"{") :])["url"]]
    return Engine(
        f"Pagefind {version()}",
        "pagefind.html?q=",
        cost,
        "(q) => { ask(q); }",
        "() => window.found",
        "() => window.shown",
        keys,
    )


@cache
def version() -> str:
    """Which Pagefind is installed."""
    command = [sys.executable, "-m", "pagefind", "--version"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return told.split()[-1]
