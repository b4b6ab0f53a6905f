"""The ledger through the real command: published with the site, incrementally as from nothing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build import ledger
from build.incremental.delta import digests
from build.trees.place import Place
from portal import reads, store
from tests.build.command import run, tree
from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office


def test_an_incremental_build_shows_the_ledger_as_a_clean_one_does(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    world.add("notices", "gone")
    assert run(*options).exit_code == 0
    n = {entry: number for number, entry in enumerate(office.records())}

    world.add("notices", "new")
    world.add("projects", "project", budget="60000")
    (world.folder / "notices/gone.md").unlink()
    refused = run(*options)
    assert refused.exit_code == 1
    assert "projects/project.md" in refused.output
    office.declare("projects/project", n["projects/project"])
    office.declare("notices/gone", n["notices/gone"], "撤回")
    assert run(*options).exit_code == 0
    twice = run(*options)
    assert "没有任何变化" in twice.output

    other = tmp_path / "clean"
    clean = [*options[:2], "--site", str(other), "--state", str(tmp_path / "s2"), *options[-2:]]
    assert run(*clean).exit_code == 0
    assert tree(site) == tree(other)
    assert (site / "notices/gone/index.html").is_file()
    checked = subprocess.run(
        [sys.executable, str(site / "ledger/verify.py"), str(site)], check=False, encoding="utf-8"
    )
    assert checked.returncode == 0


def test_verify_log_holds_the_site_to_an_old_checkpoint(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    Office(world, tmp_path / "state")
    assert run(*options).exit_code == 0
    old = tmp_path / "old.txt"
    old.write_bytes((site / "ledger/checkpoint").read_bytes())

    assert run("verify-log", *options, old, site).exit_code == 0
    old.write_text(f"x\n8\n{'A' * 43}=\n", encoding="utf-8")
    found = run("verify-log", *options, old)
    assert found.exit_code == 1
    assert "不是以前的检查点" in found.output
    assert run("verify-log", *options, old, tmp_path / "none").exit_code == 4


def test_a_build_that_dies_before_the_swap_logs_nothing_that_is_lost(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    assert run(*options).exit_code == 0
    size = len(office.records())
    world.add("notices", "new")
    # Killed between the entries and the swap: the entries are there, the site is the old one.
    book = office.look()
    ledger.append(office.settings(), book)

    assert run(*options).exit_code == 0

    assert len(office.records()) == size + 1
    assert Place(site).site.joinpath("notices/new/index.html").is_file()
    assert (site / "ledger/checkpoint").read_text(encoding="utf-8") == book.checkpoint.note


def test_a_key_is_made_once_and_signs(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    key = tmp_path / "key"
    made = run("ledger-key", *options, key)
    assert made.exit_code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert run("ledger-key", *options, key).exit_code == 2

    public = made.output.strip().removeprefix("ledger_key: ")
    office.site(ledger_key=public)
    assert run(*options).exit_code == 2
    assert run(*options, PORTAL_LEDGER_KEY=str(key)).exit_code == 0
    old = site / "ledger/checkpoint"
    assert run("verify-log", *options, "--key", public, old).exit_code == 0


def test_a_key_that_cannot_be_used_is_told_with_what_to_do(
    options: list[str], world: Content, tmp_path: Path
) -> None:
    Office(world, tmp_path / "state")
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(128, 256)))
    (tmp_path / "cut").write_text("PRIVATE+KEY+ledger+00000000+AAAA", encoding="utf-8")
    for name, said in {
        "none": "读不出账本的私钥 {}：没有这个文件或文件夹。",
        "folder": "读不出账本的私钥 {}：这里应当是文件，却有一个同名的文件夹。",
        "binary": "{} 用不了：不是账本的私钥。",
        "cut": "{} 用不了：不是账本的私钥。",
    }.items():
        refused = run(*options, PORTAL_LEDGER_KEY=str(tmp_path / name))
        assert refused.exit_code == 2
        assert said.format(tmp_path / name) in refused.output
        assert "请让 PORTAL_LEDGER_KEY 指向 python -m build ledger-key 写出的私钥" in refused.output
        assert "Errno" not in refused.output


def test_an_attachment_is_read_once_for_all_who_ask_what_it_holds(
    world: Content, make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search for personal data, the ledger, what differs since the last build, and its page."""
    Office(world, tmp_path / "state")
    world.attach("notices/a.txt")
    world.add("notices", "one", attachments=[{"file": "a.txt", "title": "表"}])
    seen: list[str] = []
    digest = hashlib.file_digest

    def noted(file: Any, name: str) -> Any:
        seen.append(Path(file.name).name)
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", noted)
    app = make_app(frozen=True)
    made = digests(store.of(app))
    with app.app_context():
        assert reads.fingerprint("/notices/one/a.txt")
    assert ("file", "/notices/one/a.txt") in made
    assert seen.count("a.txt") == 1
