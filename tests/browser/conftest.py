"""The demonstration site as it is published, on a server and on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.serving import serving

# Any address at all: the site must not care.
PREFIX = "a/b/"


@dataclass(frozen=True)
class Site:
    """A frozen site.

    http: its address under a prefix, file: the address of its folder, both with the last slash;
    root: the address of the host, which shows no page of ours.
    """

    folder: Path
    http: str
    file: str
    root: str


@pytest.fixture(scope="session")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    host = tmp_path_factory.mktemp("host")
    folder = host / PREFIX
    shutil.copytree(published / "site", folder)
    with serving(host) as root:
        yield Site(folder, root + PREFIX, folder.as_uri() + "/", root)


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Site) -> str:
    """Where the site is: on a server under a prefix, then in a folder."""
    found: str = getattr(site, request.param)
    return found


@pytest.fixture
def visitor(browser_page: Page, site: Site) -> Iterator[Page]:
    """A visitor's page: nothing may be complained about, nothing asked of anybody else."""
    wrong: list[str] = []
    browser_page.on(
        "console",
        lambda message: (
            wrong.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    browser_page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site.http, site.file)) else wrong.append(request.url)
        ),
    )
    yield browser_page
    assert wrong == []
