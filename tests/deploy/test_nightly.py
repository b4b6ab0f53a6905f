"""The script for the night: it goes on when records were held back, and stops when nothing was made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.servers import DEPLOY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
ALL = ["build --hold", "build compress", "build publish /var/www/x"]


def night(program: Path, *arguments: str, **codes: int) -> tuple[int, list[str]]:
    """The script's exit code and what it ran, each command ending with the code given by its name."""
    (program / "deploy").mkdir()
    shutil.copy(DEPLOY / "nightly.sh", program / "deploy")
    python = program / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    ends = "\n".join(f"*{name}*) exit {code} ;;" for name, code in codes.items())
    python.write_text(f'#!/bin/sh\nshift\necho "$@" >> ran\ncase "$*" in\n{ends}\nesac\n')
    python.chmod(0o755)
    done = subprocess.run([program / "deploy/nightly.sh", *arguments], check=False, cwd="/")
    return done.returncode, (program / "ran").read_text().splitlines()


@pytest.mark.parametrize("code", [0, 5])
def test_what_was_made_is_published_also_when_records_were_held(tmp_path: Path, code: int) -> None:
    assert night(tmp_path, "/var/www/x", hold=code) == (code, ALL)


@pytest.mark.parametrize("code", [1, 2, 3, 4, 137])
def test_nothing_is_published_when_nothing_was_made(tmp_path: Path, code: int) -> None:
    assert night(tmp_path, "/var/www/x", hold=code) == (code, ALL[:1])


def test_a_failure_on_the_way_is_the_end(tmp_path: Path) -> None:
    assert night(tmp_path, "/var/www/x", hold=5, compress=4) == (4, ALL[:2])


def test_a_publication_that_fails_is_told(tmp_path: Path) -> None:
    assert night(tmp_path, "/var/www/x", hold=5, publish=4) == (4, ALL)


def test_without_a_target_the_site_is_only_made(tmp_path: Path) -> None:
    assert night(tmp_path, hold=0) == (0, ALL[:2])


def test_the_unit_runs_the_script_and_knows_its_codes() -> None:
    unit = (DEPLOY / "systemd/gongkai-build.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=/srv/gongkai/(\S+) ", unit, re.MULTILINE)
    assert os.access(DEPLOY.parent / command, os.X_OK)
    assert "\nSuccessExitStatus=5\n" in unit
    assert "&&" not in (DEPLOY.parent / "handbook/publish.md").read_text("utf-8").replace(
        "`&&`", ""
    )
