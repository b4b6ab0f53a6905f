"""Anybody with the content can make the site again and name each published file that differs."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pytest

from build.fetching import AT_ONCE
from build.serve import Handler, Server
from tests.build.command import run
from tests.factories import Content
from tests.ledgers import Office


@pytest.fixture
def built(options: list[str], site: Path) -> Path:
    assert run(*options).exit_code == 0
    return site


def test_the_same_content_makes_the_same_site_without_any_cache(
    options: list[str], built: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "state")
    same = run("verify", "--against", built, *options)
    assert (same.exit_code, "一模一样" in same.output) == (0, True)
    assert not (tmp_path / "state").exists()


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


@pytest.fixture
def moved(built: Path, tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A server that keeps connections and names the site in Chinese, formerly otherwise; and who came."""
    came: list[str] = []
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "公开").symlink_to(built)

    class Kept(Handler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            came.append("connection")

        def send_head(self) -> BytesIO | BinaryIO | None:
            if not self.path.startswith("/old/"):
                return super().send_head()
            came.append("redirected")
            self.send_response(301)
            self.send_header("Location", self.path.replace("/old/", quote("/公开/")))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

    with Server(("127.0.0.1", 0), partial(Kept, directory=str(tmp_path / "www"))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", came
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("path", "redirected"), [("/公开", 0), ("/old/", 2)])
def test_a_site_is_compared_over_few_connections_under_any_name(
    options: list[str], built: Path, moved: tuple[str, list[str]], path: str, redirected: int
) -> None:
    (built / "robots.txt").write_text("changed")
    address, came = moved

    differs = run("verify", "--against", address + path, *options)

    assert differs.output.splitlines()[-1] == "robots.txt：内容与清单不符"
    assert came.count("redirected") == redirected
    assert came.count("connection") <= AT_ONCE + 1 + redirected


@pytest.fixture
def busy(built: Path) -> Iterator[Callable[..., str]]:
    """Makes a server that answers one request, and then wants to be left alone now and again."""
    servers: list[Server] = []

    def make(status: int, later: str = "") -> str:
        """later: seconds, or with «+» the time of day after as many."""
        number = count(1)

        class Busy(Handler):
            protocol_version = "HTTP/1.1"

            def send_head(self) -> BytesIO | BinaryIO | None:
                if next(number) % 100 != 2:
                    return super().send_head()
                self.send_response(status)
                when = formatdate(time.time() + int(later), usegmt=True) if "+" in later else later
                self.send_header("Retry-After", when)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return None

        server = Server(("127.0.0.1", 0), partial(Busy, directory=str(built)))
        servers.append(server)
        threading.Thread(target=server.serve_forever).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that sleeping alone moves: for how long it slept in all."""
    now = [0.0]
    monkeypatch.setattr("build.fetching.monotonic", lambda: now[0])
    monkeypatch.setattr("build.fetching.sleep", lambda left: now.__setitem__(0, now[0] + left))
    return now


@pytest.mark.parametrize(
    ("status", "later", "least"), [(429, "7", 7), (429, "+20", 19), (503, "", 1), (429, "?", 1)]
)
def test_a_server_that_is_busy_is_left_alone_and_then_asked_again(
    options: list[str],
    busy: Callable[..., str],
    slept: list[float],
    *,
    status: int,
    later: str,
    least: int,
) -> None:
    same = run("verify", "--against", busy(status, later), *options)

    assert (same.exit_code, "一模一样" in same.output) == (0, True), same.output
    assert slept[0] >= least


def test_a_server_that_wants_to_be_left_alone_for_long_is(
    options: list[str], busy: Callable[..., str], slept: list[float]
) -> None:
    refused = run("verify", "--against", busy(429, "86400"), *options)

    assert refused.exit_code == 4
    assert "要 86400 秒以后才能再读" in refused.output
    assert slept[0] == 0


def test_a_server_that_is_always_busy_is_asked_so_often_only(
    options: list[str], slept: list[float]
) -> None:
    class Never(Handler):
        def send_head(self) -> None:
            self.send_response(503)
            self.end_headers()

    with Server(("127.0.0.1", 0), Never) as server:
        threading.Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        refused = run("verify", "--against", address, *options)
        server.shutdown()

    assert (refused.exit_code, "服务器答复 503" in refused.output) == (4, True)
    assert 60 <= slept[0] < 70


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("nowhere", 1, "没有这个文件夹"),
        ("http://127.0.0.1:1/", 4, "读不到"),
        ("https://", 2, "网址写得不对"),
        ("http://[::1/", 2, "网址写得不对"),
        ("http://x:y/", 2, "网址写得不对"),
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
