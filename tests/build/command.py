"""The command as tests call it: within the process for speed, in one of its own where it matters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from build.cli import main
from portal.settings import CHECKOUT

DEMO = ("--content", str(CHECKOUT / "content"), "--as-of", "2026-11-20")


def run(*arguments: object, **variables: str) -> Result:
    """Run `python -m build`; an exception that a user would see as a traceback comes through."""
    return CliRunner(env=variables).invoke(main, list(map(str, arguments)), catch_exceptions=False)


# Another interpreter that has our dependencies, as 3.13 beside 3.11: it has to give the same bytes.
OTHER_PYTHON = os.environ.get("PORTAL_OTHER_PYTHON") or sys.executable


def command(*arguments: object, python: str = sys.executable) -> list[str]:
    return [python, "-W", "error", "-m", "build", *map(str, arguments)]


def environment(**variables: str) -> dict[str, str]:
    """What the machine says, without our own variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", **variables}


def process(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m build` in a process of its own."""
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        check=False,
        cwd=CHECKOUT,
        encoding="utf-8",
        env=environment(**variables),
    )


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that lies below a folder: the bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
