"""Every command of the handbook is run, in the order in which a reader comes to it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from build.cli import COMMANDS
from portal.settings import CHECKOUT
from tests.build.command import command, environment, run
from tests.handbook.chapters import HANDBOOK, PREPARED, TODAY, Command, holds, pieces

CHAPTERS = sorted(path.name for path in HANDBOOK.glob("*.md"))
# They change the machine, need another one, or are tested by tests/run/.
NOT_RUN = (
    "sudo ",
    "git clone ",
    "git pull",
    "git log ",
    "cd ",
    "python3 run.py ",
    "py -3.12 run.py ",
    "python -m build publish 用户@",
)
ENDLESS = ("preview", "serve")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a reader's site, beside that of the program, in which commands are run."""
    home, program = tmp_path / "wangzhan", tmp_path / "gongkai"
    home.mkdir()
    program.mkdir()
    for name in ("CONTENT", "SITE", "STATE"):
        monkeypatch.delenv(f"PORTAL_{name}", raising=False)
    monkeypatch.setenv("PORTAL_HOME", str(home))
    monkeypatch.setenv("PORTAL_TODAY", TODAY)
    monkeypatch.chdir(program)
    return home


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_command_does_what_the_handbook_says(chapter: str, folder: Path) -> None:
    for piece in pieces(chapter):
        if isinstance(piece, str):
            PREPARED[piece](folder)
        elif not piece.line.startswith(NOT_RUN):
            code, output = told(piece)
            assert code == piece.code, f"{piece.line}\n{output}"
            for line in piece.shown:
                assert holds(output, line), f"{piece.line}\n{line}\n--\n{output}"


def told(piece: Command) -> tuple[int, str]:
    """The exit code and the output of a command."""
    words = shlex.split(piece.line)
    if words[:3] != ["python", "-m", "build"]:
        if shutil.which(words[0]) is None:
            pytest.skip(f"{words[0]} is not installed")
        done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")
        return done.returncode, done.stdout + done.stderr
    if len(words) > 3 and words[3] in ENDLESS:
        return 0, first_line(*words[3:])
    result = run(*words[3:])
    return result.exit_code, result.output


def first_line(*arguments: str) -> str:
    """What a command that does not end says first; the port is any that is free."""
    variables = environment(PYTHONUNBUFFERED="1") | {
        name: value for name, value in os.environ.items() if name.startswith("PORTAL_")
    }
    with subprocess.Popen(
        command(*arguments, "--port", "0"),
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        encoding="utf-8",
        env=variables,
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        process.terminate()
    return re.sub(r":\d+/", ":8001/" if "preview" in arguments else ":8000/", line)


def test_the_line_that_names_the_site_holds_where_a_folder_has_a_space(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    program = tmp_path / "总工会 网站/gongkai"
    program.mkdir(parents=True)
    chapter = (HANDBOOK / "start.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^    (echo .*?) +# Linux$", chapter, re.MULTILINE)
    variables = environment(HOME=str(tmp_path))
    typed = [bash, "-c", f'{line}\nprintf %s "$PORTAL_HOME"']
    told = subprocess.check_output(typed, cwd=program, env=variables)
    assert told.decode() == f"{program.parent}/wangzhan"
    assert (tmp_path / ".bashrc").read_text("utf-8") == f"export PORTAL_HOME='{told.decode()}'\n"


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's folder with a new site in it, only to be looked at."""
    folder = tmp_path_factory.mktemp("new")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_STATE", str(folder / "build/state"))
        PREPARED["新网站"](folder)
    return folder


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_file_and_command_that_is_named_exists(chapter: str, new_site: Path) -> None:
    text = (HANDBOOK / chapter).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([a-z]+\.md)\)", text):
        assert (HANDBOOK / link).is_file(), link
    for path in re.findall(r"`(content/[\w./-]+)`", text):
        if path != "content/ledger/declared.yaml":
            assert (new_site / path).exists(), path
    for path in re.findall(r"`(deploy/[\w./-]+)`", text):
        assert (CHECKOUT / path).exists(), path
    for name in re.findall(r"python -m build ([a-z][a-z-]*)", text):
        assert name in COMMANDS, name
