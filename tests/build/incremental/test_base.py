"""All of our own files are what every page rests on, whatever their names; what a build makes is not."""

from __future__ import annotations

from pathlib import Path

from build.incremental.base import code
from portal.settings import CHECKOUT

OURS = {"portal/sitemap.py", "portal/models/site.py", "search/state.js", "build/sitemaps.py"}
MADE = {"build/site/a.html", "build/site.spare/a.js", "build/state/held/site.yaml"}


def test_only_what_a_build_makes_does_not_count(tmp_path: Path) -> None:
    for name in OURS | MADE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {path.relative_to(tmp_path).as_posix() for path in code(tmp_path)} == OURS


def test_every_module_of_ours_counts() -> None:
    modules = {path for name in ("portal", "search") for path in (CHECKOUT / name).rglob("*.py")}
    assert modules <= set(code(CHECKOUT))
