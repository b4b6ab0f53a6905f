"""What is found out before pages are made: which are stale, and which there are, each in its own process.

Much is asked for that, and what it took would stay with every process after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

from build.freezing.render import Renderer
from build.incremental.batch import Batch
from build.incremental.spool import Spool
from build.incremental.stale import Stale, stale
from build.incremental.traces import Traces
from portal.processes import meanwhile, spread
from portal.trace import Fact

# After so many questions asked again it is told what that took.
SOME = 500
Listing = Callable[[], tuple[list[str], Batch]]


def listing(renderer: Renderer, *, at_once: bool) -> AbstractContextManager[Listing]:
    """What lists all pages. at_once: begin with it, elsewhere, before anybody asks for the list.

    What may be believed of the last build is being found out by then, so nothing of it is.
    """

    def elsewhere() -> tuple[list[str], Batch]:
        renderer.move()
        renderer.kept.path = None
        return renderer.listing()

    return meanwhile(elsewhere) if at_once else nullcontext(renderer.listing)


def ask_again(
    path: Path,
    different: Set[Fact],
    found: Stale,
    renderer: Renderer,
    spool: Spool,
    *,
    alone: bool,
) -> None:
    """Find out what is stale by these traces, elsewhere unless this process is `alone`.

    Raises OSError when they cannot be read any more: what nobody could find out would be taken for fresh.
    """

    def asked() -> Iterator[Batch | Stale]:
        traces = Traces.open(path)  # not what another process has opened
        if traces is None:
            raise OSError(f"上次构建的记录突然读不出来了，请再构建一次：{path}")
        with closing(traces), renderer.freezer.working():
            for number, _ in enumerate(stale(traces, different, found), 1):
                if number % SOME == 0:
                    yield renderer.batch([])
        yield renderer.batch([])
        yield found

    def elsewhere(_: None) -> Iterator[Batch | Stale]:
        renderer.move()
        yield from asked()

    for said in asked() if alone else spread(elsewhere, [None], 1):
        if isinstance(said, Batch):
            spool.add(said)
        elif not alone:
            found.take(said)
