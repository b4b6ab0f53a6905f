"""What many tests stand on: a content folder, the portal over it, and a real browser."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

import portal
from portal import create_app
from portal.settings import CHECKOUT, Settings
from portal.templating.bytecode import Compiled
from tests import shared
from tests.build.command import DEMO, run
from tests.factories import TODAY, Content

# How long an example takes is no test's business: a machine may be at something else.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
# As root, in a container, without a word to the outside.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# The day on which the demonstration content is looked at, so that its stages stay as written.
DEMO_DAY = datetime.date(2026, 11, 20)

MakeApp = Callable[..., Flask]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: one that began last would let all cores but its own wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def _templates(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[None]:
    """Applications of this run share their compiled templates, wherever each has its state."""
    folder = shared.root(tmp_path_factory, pytestconfig) / "templates"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "Compiled", lambda _: Compiled(folder))
        yield


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """An empty content folder with a sound site.yaml."""
    return Content(tmp_path / "content")


@pytest.fixture
def world(content: Content) -> Content:
    """A content folder with one record of each section that others refer to."""
    return content.world()


@pytest.fixture
def make_app(content: Content, tmp_path: Path) -> MakeApp:
    """The portal over `content`, on a day of the test's choice."""

    def make(today: str = TODAY, *, frozen: bool = False) -> Flask:
        day = datetime.date.fromisoformat(today)
        settings = Settings(content.folder, tmp_path / "site", tmp_path / "state", day)
        app = create_app(settings, frozen=frozen)
        app.testing = True
        return app

    return make


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal over the demonstration content."""
    work = tmp_path_factory.mktemp("demo")
    app = create_app(Settings(CHECKOUT / "content", work / "site", work / "state", DEMO_DAY))
    app.testing = True
    return app


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The demonstration as the command publishes it: site/ and state/ in a folder, only to be read."""

    def make(folder: Path) -> None:
        built = run(*DEMO, "--site", folder / "site", "--state", folder / "state")
        assert built.exit_code == 0, built.output

    return shared.once(shared.root(tmp_path_factory, pytestconfig) / "demonstration", make)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    named = os.environ.get("PORTAL_BROWSER")
    installed = named or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile, which must end without a script error or a policy violation."""
    context = browser.new_context()
    context.set_default_timeout(5000)
    page = context.new_page()
    # What has passed since the day of the demonstration is marked as over (static/reading.js).
    page.clock.set_fixed_time(f"{DEMO_DAY}T04:00:00Z")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if refused(message.text) else None
    )
    yield page
    context.close()
    assert errors == []


def refused(message: str) -> bool:
    return "Content Security Policy" in message or "Trusted" in message
