"""Anybody with the content can make the site again and name each published file that differs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.serve import make_server
from tests.build.command import run
from tests.factories import Content
from tests.ledgers import Office


@pytest.fixture
def built(options: list[str], site: Path) -> Path:
    assert run(*options).exit_code == 0
    return site


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """The site on a server of this machine."""
    server = make_server(built, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_same_content_makes_the_same_site(options: list[str], built: Path) -> None:
    same = run("verify", "--against", built, *options)
    assert (same.exit_code, "一模一样" in same.output) == (0, True)


def test_each_file_that_differs_is_named(options: list[str], built: Path, world: Content) -> None:
    (built / "index.html").write_text("changed")
    (built / "robots.txt").unlink()
    world.add("notices", "late")

    differs = run("verify", "--against", built, *options)

    assert differs.exit_code == 1
    for line in (
        "index.html：内容与清单不符",
        "robots.txt：清单里有，网站里没有",
        "notices/late/index.html：清单里有，网站里没有",
    ):
        assert line in differs.output
    assert "suppliers/supplier/index.html" not in differs.output


def test_a_site_is_compared_over_the_network(options: list[str], built: Path, address: str) -> None:
    assert run("verify", "--against", address, *options).exit_code == 0
    (built / "index.html").write_text("changed")
    assert "index.html：内容与清单不符" in run("verify", "--against", address, *options).output


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("nowhere", 1, "没有这个文件夹"),
        ("http://127.0.0.1:1/", 4, "读不到"),
    ],
)
def test_what_cannot_be_read_is_said(options: list[str], target: str, code: int, said: str) -> None:
    refused = run("verify", "--against", target, *options)
    assert (refused.exit_code, said in refused.output) == (code, True)


def test_a_site_with_records_held_back_is_made_again_with_hold(
    options: list[str], site: Path, world: Content, tmp_path: Path
) -> None:
    Office(world, tmp_path / "state")
    world.attach("notices/a.docx", "第一版")
    world.add("notices", "fine", attachments=[{"file": "a.docx", "title": "表"}])
    assert run(*options).exit_code == 0
    world.attach("notices/a.docx", "悄悄换过")
    world.add("projects", "project", budget="很多")
    world.add("contracts", "new", signed="不知道")
    assert run(*options, "--hold").exit_code == 5
    anywhere = [*options, "--site", str(tmp_path / "none"), "--state", str(tmp_path / "new")]

    same = run("verify", "--against", site, "--hold", *anywhere)

    assert (same.exit_code, "一模一样" in same.output) == (0, True), same.output
    assert not (tmp_path / "new" / "held").exists()
    assert run("verify", "--against", site, *anywhere).exit_code == 1
    (site / "projects/project/index.html").write_text("changed")
    differs = run("verify", "--against", site, "--hold", *anywhere)
    assert (differs.exit_code, "projects/project/index.html" in differs.output) == (1, True)


def test_hold_needs_a_site_to_compare_with(options: list[str]) -> None:
    refused = run("verify", "--hold", *options)
    assert (refused.exit_code, "--against" in refused.output) == (2, True)
