"""What is found out before pages are made is the same wherever it is found out."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from build.freezing import asking
from build.freezing.render import Renderer
from portal.settings import CHECKOUT

# A process of its own: one that tests run in may have threads, and must not fork.
HISTORY = """
import sys
from pathlib import Path
from tests.build.command import tree
from tests.build.portals import Portal

portal = Portal(Path(sys.argv[1]), processes=2)
notice = portal.content.folder / "notices" / "one.md"

def built(what):
    made = portal.build()
    assert tree(portal.site) == portal.clean(), what
    return sorted(made.fresh)

built("first")
portal.content.add("notices", "one", title="新通知")
assert "notices/one/index.html" in built("added")
portal.content.add("notices", "one", title="改过的通知")
assert "contracts/contract/index.html" not in built("changed")
notice.unlink()
assert "notices/index.html" in built("removed")
assert built("nothing") == []
"""


def test_several_processes_build_upon_each_other_as_one_from_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", HISTORY, tmp_path],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_who_lists_pages_at_once_believes_nothing_of_the_last_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What may be believed is only being found out then."""
    moved: list[bool] = []
    kept = SimpleNamespace(path=Path("traces.sqlite"))
    renderer = SimpleNamespace(
        kept=kept, move=lambda: moved.append(True), listing=lambda: (kept.path, list(moved))
    )
    monkeypatch.setattr(asking, "meanwhile", nullcontext)  # the child is this process
    with asking.listing(cast(Renderer, renderer), at_once=False) as listed:
        assert cast(Any, listed()) == (Path("traces.sqlite"), [])
    with asking.listing(cast(Renderer, renderer), at_once=True) as listed:
        assert cast(Any, listed()) == (None, [True])
