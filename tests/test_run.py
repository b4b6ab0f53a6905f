"""run.py: what it does before anything of ours can be imported."""

import os
import re
import subprocess
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


def test_every_message_is_one_line_in_both_languages() -> None:
    for message in run.MESSAGES.values():
        chinese, english = message.split(" / ")
        assert re.search("[一-龥]", chinese)
        assert english.isascii() or english.endswith("…")
        assert "\n" not in message


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


def script(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script itself, from another folder."""
    return subprocess.run(
        [sys.executable, str(run.ROOT / "run.py"), *arguments],
        capture_output=True,
        check=False,
        cwd=run.ROOT.parent,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
    )


@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_an_unknown_command_gets_the_two_there_are(arguments: list[str]) -> None:
    told = script(*arguments)
    assert told.returncode == 2
    assert "run.py site" in told.stderr
    assert "run.py test" in told.stderr


def test_an_old_python_is_told_which_one_is_needed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert run.main(["site"]) == 1
    assert capsys.readouterr().err == run.MESSAGES["python"] + "\n"


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (KeyboardInterrupt(), 130, run.MESSAGES["stopped"]),
        (run.Stop("请安装 / install"), 1, "请安装 / install"),
        (PermissionError(13, "denied", ".venv"), 1, "[Errno 13] denied: '.venv'"),
    ],
)
def test_what_stops_the_run_is_one_line_and_a_code(
    problem: BaseException,
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stops(arguments: list[str]) -> int:
        raise problem

    monkeypatch.setattr(run, "site", stops)
    assert run.main(["site"]) == code
    assert capsys.readouterr().err == said + "\n"


def test_commands_run_in_the_checkout_without_foreign_python_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in run.FOREIGN:
        monkeypatch.setenv(name, str(tmp_path))
    seen = tmp_path / "seen"
    program = (
        "import os, pathlib, sys;"
        f"pathlib.Path({str(seen)!r}).write_text('|'.join([os.getcwd(), os.environ['ADDED'],"
        f"*sorted(os.environ.keys() & set({run.FOREIGN!r}))]))"
    )
    assert run.run([sys.executable, "-c", program], ADDED="here") == 0
    assert seen.read_text() == f"{run.ROOT}|here"


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
