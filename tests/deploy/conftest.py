"""A site as a webmaster has it: built, with its compressed twins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.build.command import run
from tests.deploy.servers import Server, caddy, live, module, nginx
from tests.factories import TODAY, Content

FRAMES = ["https://www.example.org", "https://oa.example.org:8443"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an office names it: both servers take a space for the end of a word."""
    folder = tmp_path_factory.mktemp("deploy") / '总工会 "甲"'
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def world_of_site(work: Path) -> Content:
    world = Content(work / "content").world()
    world.site(
        base_url="https://test.example.org/",
        ledger="是",
        security="mailto:anquan@example.org",
        frames=FRAMES,
        moved=[{"old": "notices/old", "new": "notices/one"}],
    )
    world.attach("notices/a.txt", "附件" * 200)
    world.add("notices", "one", "正文", attachments=[{"file": "a.txt", "title": "附件"}])
    return world


@pytest.fixture(scope="module")
def built(world_of_site: Content, work: Path) -> Path:
    options = [
        *("--content", str(world_of_site.folder), "--site", str(work / "site")),
        *("--state", str(work / "state"), "--as-of", TODAY),
    ]
    assert run(*options).exit_code == 0
    assert run("compress", *options).exit_code == 0
    assert run("servers", work / "servers", *options).exit_code == 0
    return work / "site"


needs_nginx = pytest.mark.skipif(
    not (shutil.which("nginx") and module() and os.name == "posix" and os.geteuid() == 0),
    reason="needs nginx with its brotli module, and root",
)
needs_caddy = pytest.mark.skipif(not shutil.which("caddy"), reason="needs Caddy")
NGINX = pytest.param("nginx", marks=needs_nginx)
CADDY = pytest.param("caddy", marks=needs_caddy)


@pytest.fixture(scope="module", params=[NGINX, CADDY, "live"])
def server(
    request: pytest.FixtureRequest,
    built: Path,
    world_of_site: Content,
    work: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """Each of the servers that deploy/ describes, over the same content."""
    folder = tmp_path_factory.mktemp(request.param)
    settings = {
        "PORTAL_CONTENT": str(world_of_site.folder),
        "PORTAL_STATE": str(folder / "state"),
        "PORTAL_TODAY": TODAY,
    }
    start: dict[str, Callable[[], AbstractContextManager[Server]]] = {
        "nginx": lambda: nginx(folder, work / "servers"),
        "caddy": lambda: caddy(folder, work / "servers"),
        "live": lambda: live(settings, folder),
    }
    with start[request.param]() as running:
        running.name = request.param
        yield running
