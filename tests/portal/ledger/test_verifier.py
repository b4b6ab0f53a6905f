"""The program that anybody may run finds whatever was changed, in a folder or on the web."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.ledger import verifier
from portal.ledger.note import Signer
from tests.browser.serving import serving
from tests.conftest import MakeApp
from tests.ledgers import Office, write_pages

FILES = ("checkpoint", "tile", "entries", "versions")


@pytest.fixture
def site(told: Office, make_app: MakeApp, tmp_path: Path) -> Path:
    return write_pages(make_app(frozen=True), tmp_path / "pages")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = list(map(str, arguments))
    return subprocess.run(
        [sys.executable, "-I", *words], capture_output=True, check=False, encoding="utf-8"
    )


def test_it_needs_nothing_but_the_standard_library(site: Path) -> None:
    source = (site / "ledger/verify.py").read_text(encoding="utf-8")
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }

    assert imported <= sys.stdlib_module_names


def test_a_sound_log_passes_in_a_folder_and_on_the_web(site: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    shutil.copy(site / "ledger/checkpoint", old)
    program = site / "ledger/verify.py"

    there = run(program, site, old)
    assert (there.returncode, there.stderr) == (0, "")
    assert "12 条记载首尾相接" in there.stdout
    with serving(site.parent) as root:
        assert run(program, f"{root}{site.name}/").stdout.endswith("账本完好。\n")
    assert run(program, tmp_path / "nothing").returncode == 2


def test_a_code_page_without_chinese_is_no_reason_to_fail(site: Path) -> None:
    """Windows in another language writes a redirected output in its code page."""
    done = subprocess.run(
        [sys.executable, site / "ledger/verify.py", site],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )

    assert done.returncode == 0
    assert b"\\u8d26\\u672c\\u5b8c\\u597d" in done.stdout


def test_every_flipped_byte_is_found(site: Path) -> None:
    places = [
        (file, at)
        for file in sorted(path for name in FILES for path in files_of(site / "ledger" / name))
        for at in range(28 if file.name == "checkpoint" else 0, file.stat().st_size - 2, 41)
    ]
    assert len(places) > 200
    for file, at in places:
        whole = file.read_bytes()
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 7
        file.write_bytes(changed)
        with pytest.raises((verifier.Wrong, verifier.Unseen, UnicodeDecodeError)):
            verifier.check(str(site), say=str)
        file.write_bytes(whole)
    verifier.check(str(site), say=str)


def test_a_truncated_file_is_wrong_and_no_traceback(site: Path) -> None:
    file = site / "ledger/versions/0.js"
    for text in ("", "x", file.read_text(encoding="utf-8").partition("\n")[0]):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(verifier.Wrong, match="首尾"):
            verifier.check(str(site), say=str)


def files_of(path: Path) -> list[Path]:
    return [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]


def test_a_log_written_anew_is_no_continuation(
    site: Path, told: Office, make_app: MakeApp, tmp_path: Path
) -> None:
    old = (site / "ledger/checkpoint").read_text(encoding="utf-8")
    shutil.rmtree(told.folder)
    told.content.add("projects", "project", budget="70000")
    told.content.add("notices", "more")
    told.content.add("notices", "more-2")
    told.content.add("notices", "more-3")
    other = write_pages(make_app(frozen=True), tmp_path / "other")

    verifier.check(str(other), say=str)
    with pytest.raises(verifier.Wrong, match="不是以前的检查点"):
        verifier.check(str(other), old, say=str)


def test_signatures_are_checked_without_a_library(tmp_path: Path) -> None:
    signer = Signer("example.org/ledger", bytes(range(32)))
    text = "example.org/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    note = f"{text}\n{signer.sign(text)}\n"

    verifier.check_signature(note, signer.verifier.vkey)

    # A witness's line is none of ours, whatever it holds.
    verifier.check_signature(
        note.replace("\n\n", "\n\n— witness.example x\n"), signer.verifier.vkey
    )

    with pytest.raises(verifier.Wrong, match="签名不对"):
        verifier.check_signature(note.replace("\n0\n", "\n1\n"), signer.verifier.vkey)
    with pytest.raises(verifier.Unseen, match="名称"):
        verifier.check_signature(note, "abc")
    other = Signer("example.org/ledger", bytes(32)).verifier.vkey
    with pytest.raises(verifier.Wrong, match="没有这把公钥"):
        verifier.check_signature(note, other)
