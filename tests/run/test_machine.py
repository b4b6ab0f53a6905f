"""The browser, the fonts and the programs that run.py looks for, and installs where it may."""

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import run


class Machine:
    """A Debian machine where we are root; its PATH holds only what a test puts there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.installed: list[str] = []
        self.has("apt-get")

    def has(self, name: str, output: str = "") -> str:
        program = self.path / name
        program.write_text(f"#!/bin/sh\necho {output}\n" if output else "#!/bin/sh\n")
        program.chmod(0o755)
        return str(program)

    def __call__(self, command: list[str], **variables: str) -> int:
        if command[1] == "install":
            self.installed = [part for part in command[2:] if not part.startswith("-")]
            for name in self.installed:
                self.has(name)
        return 0


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PORTAL_BROWSER", raising=False)
    monkeypatch.setattr(run, "BROWSERS", ("chromium", "google-chrome"))
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    return Machine(tmp_path)


def test_an_installed_browser_is_used_and_nothing_is_installed(machine: Machine) -> None:
    machine.has("fc-list", output="Noto")
    chrome = machine.has("google-chrome")
    assert run.provide_browser(machine) == chrome
    assert machine.installed == []


def test_the_browser_that_is_named_goes_first(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("chromium")
    monkeypatch.setenv("PORTAL_BROWSER", sys.executable)
    assert run.find_browser() == sys.executable


def test_a_browser_and_chinese_fonts_that_are_missing_are_installed(machine: Machine) -> None:
    assert run.provide_browser(machine) == str(machine.path / "chromium")
    assert machine.installed == ["chromium", "fonts-noto-cjk"]


def test_the_programs_that_tests_drive_are_installed(machine: Machine) -> None:
    machine.has("nginx")
    assert run.provide_tools(machine) == []
    assert machine.installed == ["faketime"]
    machine.installed = []
    assert run.provide_tools(machine) == []
    assert machine.installed == []


def test_who_is_not_root_goes_without_them(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert run.provide_tools(machine) == list(run.TOOLS)
    assert machine.installed == []


def test_without_chinese_glyphs_the_fonts_alone_are_installed(machine: Machine) -> None:
    machine.has("chromium")
    machine.has("fc-list")
    run.provide_browser(machine)
    assert machine.installed == ["fonts-noto-cjk"]


def test_who_is_not_root_is_told_to_install_a_browser(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(run.Stop, match="PORTAL_BROWSER"):
        run.provide_browser(machine)
    assert machine.installed == []


def test_a_browser_that_is_named_but_missing_is_not_replaced(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("fc-list", output="Noto")
    monkeypatch.setenv("PORTAL_BROWSER", str(machine.path / "gone"))
    with pytest.raises(run.Stop, match="PORTAL_BROWSER"):
        run.provide_browser(machine)
    assert machine.installed == []


@pytest.mark.parametrize(
    ("free", "flags", "used"),
    [(run.ROOM, 0, True), (run.ROOM - 1, 0, False), (run.ROOM, os.ST_NOEXEC, False)],
)
def test_tests_write_into_memory_where_there_is_enough_that_runs_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, flags: int, used: bool
) -> None:
    monkeypatch.setattr(run, "MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_flag=flags))
    assert run.quick_folder() == (str(tmp_path) if used else "")


def test_without_such_a_folder_they_write_where_all_programs_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "MEMORY", Path("/nowhere"))
    assert run.quick_folder() == ""
