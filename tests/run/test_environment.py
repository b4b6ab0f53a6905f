"""The environment that run.py makes of pinned releases, once."""

import os
import re
import sys
from pathlib import Path

import pytest

import run

PINS = {"site": "flask==3\n", "test": "flask==3\npytest==9\n"}


class Installer:
    """Stands for venv and pip: notes each step, and fails or is interrupted at a chosen one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[str] = []
        self.fails: str | None = None
        self.interrupted: str | None = None

    def __call__(self, command: list[str], *, quiet: bool = False) -> int:
        pins = [Path(part).stem for part in command if part.endswith(".txt")]
        step = " ".join([command[2], *pins])
        self.steps.append(step)
        if step == self.interrupted:
            raise KeyboardInterrupt
        if step == "venv":
            venv = self.root / ".venv"
            python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return int(step == self.fails)


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    root = tmp_path / "公开 portal"
    requirements = root / "build" / "requirements"
    requirements.mkdir(parents=True)
    for name, pins in PINS.items():
        (requirements / f"{name}.txt").write_text(pins)
    return Installer(root)


def prepare(installer: Installer, name: str) -> list[str]:
    """Prepare ``name`` and tell the steps that took."""
    installer.steps = []
    assert Path(run.prepare(installer.root, name, installer)).exists()
    return installer.steps


def test_the_first_run_makes_the_environment_and_the_second_does_nothing(
    installer: Installer,
) -> None:
    assert prepare(installer, "site") == ["venv", "pip site"]
    assert prepare(installer, "site") == []


def test_tests_add_to_the_environment_of_the_site_which_then_still_serves(
    installer: Installer,
) -> None:
    prepare(installer, "site")
    assert prepare(installer, "test") == ["pip test"]
    assert prepare(installer, "site") == prepare(installer, "test") == []


@pytest.mark.parametrize("name", PINS)
def test_changed_pins_make_the_environment_anew(installer: Installer, name: str) -> None:
    prepare(installer, name)
    pins = installer.root / "build" / "requirements" / f"{name}.txt"
    pins.write_text(pins.read_text() + "nh3==1\n")
    assert prepare(installer, name) == ["venv", f"pip {name}"]


def test_another_python_makes_the_environment_anew(
    installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(installer, "site")
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert prepare(installer, "site") == ["venv", "pip site"]


def test_an_interpreter_that_is_gone_makes_the_environment_anew(installer: Installer) -> None:
    prepare(installer, "site")
    Path(run.prepare(installer.root, "site", installer)).unlink()
    assert prepare(installer, "site") == ["venv", "pip site"]


@pytest.mark.parametrize("step", ["venv", "pip site"])
def test_a_first_run_that_was_interrupted_is_made_anew(installer: Installer, step: str) -> None:
    installer.interrupted = step
    with pytest.raises(KeyboardInterrupt):
        run.prepare(installer.root, "site", installer)
    installer.interrupted = None
    assert prepare(installer, "site") == ["venv", "pip site"]


def test_an_interrupted_addition_leaves_no_stamp_behind(installer: Installer) -> None:
    prepare(installer, "site")
    installer.interrupted = "pip test"
    with pytest.raises(KeyboardInterrupt):
        run.prepare(installer.root, "test", installer)
    installer.interrupted = None
    assert prepare(installer, "site") == ["venv", "pip site"]


@pytest.mark.parametrize(("step", "message"), [("venv", "venv"), ("pip site", "pip")])
def test_a_step_that_fails_says_what_to_do_and_is_tried_again(
    installer: Installer, step: str, message: str
) -> None:
    installer.fails = step
    for _ in range(2):
        with pytest.raises(run.Stop, match=re.escape(run.MESSAGES[message])):
            run.prepare(installer.root, "site", installer)
    installer.fails = None
    assert prepare(installer, "site") == ["venv", "pip site"]


def pins(name: str) -> dict[str, str]:
    """The pinned releases of a requirements file, each with all of its hashes."""
    text = (run.ROOT / "build" / "requirements" / f"{name}.txt").read_text()
    entries = re.findall(r"^(\S+==\S+)((?:.*\\\n)(?:\s+--hash=.*\n?)+)", text, re.MULTILINE)
    return {release: " ".join(re.findall(r"sha256:\w{64}", rest)) for release, rest in entries}


def test_what_the_tests_need_includes_what_the_site_needs() -> None:
    assert pins("site").items() < pins("test").items()


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_its_hash_and_none_names_an_address(name: str) -> None:
    text = (run.ROOT / "build" / "requirements" / f"{name}.txt").read_text()
    assert all(pins(name).values())
    assert len(pins(name)) == len(re.findall(r"^[A-Za-z]", text, re.MULTILINE))
    assert not re.search(r"://|^-", text, re.MULTILINE)
