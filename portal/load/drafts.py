"""Bodies → drafts: what Python-Markdown makes of each, kept by the body's digest in the state folder.

A draft rests on the body and on our Markdown alone, never on other records, so it is made once. It
takes half a millisecond and more, which is most of what a record costs; many are made in all cores.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from portal import fields, processes
from portal.load.shelf import Shelf
from portal.markdown import converter, effort, markup
from portal.markdown.markup import Draft, Resolve

NAME = "drafts.sqlite"
FINISHED = "linked.sqlite"
# Fewer bodies than this are not worth a second process.
FEW = 100
PORTION = 20
_MADE_BY = sha256(
    f"{platform.python_version()} {version('markdown')} {version('nh3')}".encode()
    + b"".join(Path(str(one.__file__)).read_bytes() for one in (converter, effort, fields, markup))
)


def drafts(bodies: Iterable[str], state: Path | None) -> dict[str, Draft]:
    """The draft of each body, by body.

    state: the folder where drafts are kept; None keeps nothing.
    """
    found: dict[str, Draft] = {}
    lacking: dict[str, bytes] = {}
    with Shelf(state / NAME if state else None) as shelf:
        for body in bodies:
            digest = _digest(body)
            if body in found or body in lacking:
                continue
            if packed := shelf.get(digest):
                found[body] = Draft.unpacked(packed)
            else:
                lacking[body] = digest
        for body, packed in zip(lacking, _made(list(lacking)), strict=True):
            shelf.put(lacking[body], packed)
            found[body] = Draft.unpacked(packed)
    return found


def finished(draft: Draft, resolve: Resolve, shelf: Shelf) -> str:
    """What `markup.finish` gives; of a body with links, kept by what they are resolved to."""
    if not draft.html:
        return markup.finish(draft, resolve)
    answers = [resolve(*link) for link in draft.asked]
    digest = _digest(json.dumps([draft.html, answers]))
    if kept := shelf.get(digest):
        return kept.decode()
    given = iter(answers)
    html = markup.finish(draft, lambda _attribute, _address: next(given))
    shelf.put(digest, html.encode())
    return html


def _made(bodies: list[str]) -> Iterable[bytes]:
    """The packed draft of each."""
    number = processes.cores() if len(bodies) >= FEW else 1
    if number == 1:
        return [markup.draft(body).packed() for body in bodies]

    def portion(start: int) -> Iterator[tuple[int, list[bytes]]]:
        yield start, [markup.draft(one).packed() for one in bodies[start : start + PORTION]]

    made = sorted(processes.spread(portion, range(0, len(bodies), PORTION), number))
    return [packed for _, some in made for packed in some]


def _digest(body: str) -> bytes:
    found = _MADE_BY.copy()
    found.update(body.encode(errors="surrogatepass"))
    return found.digest()
