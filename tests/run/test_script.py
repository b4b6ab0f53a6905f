"""run.py as it is called: what it says, in which languages, and with which code it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run


def test_every_message_is_one_line_in_both_languages() -> None:
    for message in run.MESSAGES.values():
        chinese, english = message.split(" / ")
        assert re.search("[一-龥]", chinese)
        assert english.isascii() or english.endswith("…")
        assert "\n" not in message


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
