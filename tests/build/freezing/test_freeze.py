"""Freezing: each page as the application answers it, in a file of its own, and no other file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask, Response, abort, request, url_for

from build.freezing.freeze import freeze
from build.freezing.freezer import Freezer, Unfit
from build.pages import pages
from build.trees.manifest import entry
from tests.build.addresses import bundled, late
from tests.build.command import tree
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.fixture
def app(world: Content, make_app: MakeApp) -> Flask:
    attachment = {"file": "申报 表（样）.csv", "title": "申报表"}
    world.add("notices", "n1", attachments=[attachment])
    world.write("notices/申报 表（样）.csv", "单位,金额\n甲,1\n")
    return make_app(frozen=True)


def frozen(app: Flask, folder: Path) -> dict[str, bytes]:
    """Freeze into a new folder; the files."""
    folder.mkdir(exist_ok=True)
    made = freeze(app, folder, folder.parent / "state")
    made.close()
    files = {name: data for name, data in tree(folder).items() if data is not None}
    assert made.files == {name: entry(data) for name, data in files.items()}
    return files


def addresses(app: Flask) -> list[str]:
    with app.test_request_context():
        listed = [url_for(endpoint, **values) for endpoint, values in pages(app)]
        return [*listed, *late(), *bundled()]


def test_each_file_is_a_page_as_the_application_answers_it(app: Flask, tmp_path: Path) -> None:
    visitor = app.test_client()
    answered = {}
    for address in addresses(app):
        path = unquote(address).removeprefix("/")
        name = f"{path}index.html" if address.endswith("/") else path
        with visitor.get(address) as answer:
            answered[name] = answer.data
    files = frozen(app, tmp_path / "site")
    assert files == answered
    assert files["notices/n1/申报 表（样）.csv"].decode() == "单位,金额\n甲,1\n"


def test_freezing_twice_gives_the_same(app: Flask, make_app: MakeApp, tmp_path: Path) -> None:
    assert frozen(app, tmp_path / "one") == frozen(make_app(frozen=True), tmp_path / "two")


def test_a_page_that_is_not_listed_is_not_frozen(app: Flask, tmp_path: Path) -> None:
    app.add_url_rule("/unlisted/", "unlisted", lambda: "")
    app.view_functions["pages.robots"] = lambda: Response(
        url_for("unlisted"), mimetype="text/plain"
    )
    files = frozen(app, tmp_path / "site")
    assert files["robots.txt"] == b"/unlisted/"
    assert "unlisted/index.html" not in files


def test_nothing_is_deleted(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "kept").touch()
    freeze(app, tmp_path / "site", tmp_path / "state").close()
    assert (tmp_path / "site" / "kept").exists()


def test_a_content_folder_without_any_record_is_a_site_too(
    content: Content, make_app: MakeApp, tmp_path: Path
) -> None:
    assert "index.html" in frozen(make_app(frozen=True), tmp_path / "site")


def test_a_page_that_fails_stops_the_freeze(app: Flask, tmp_path: Path) -> None:
    def fail() -> str:
        raise ZeroDivisionError

    app.view_functions["pages.site_map"] = fail
    (tmp_path / "site").mkdir()
    with pytest.raises(ZeroDivisionError):
        freeze(app, tmp_path / "site", tmp_path / "state")


def test_a_listed_page_that_is_not_there_stops_the_freeze(app: Flask, tmp_path: Path) -> None:
    app.view_functions["pages.site_map"] = partial(abort, 404)
    (tmp_path / "site").mkdir()
    with pytest.raises(Unfit, match=r"/sitemap\.xml"):
        freeze(app, tmp_path / "site", tmp_path / "state")


def test_what_is_done_around_a_request_is_done_around_a_page(app: Flask) -> None:
    seen = []
    app.before_request(lambda: seen.append(request.path))
    app.after_request(lambda response: Response(f"{request.path} {response.status_code}"))
    freezer = Freezer(app)
    with freezer.working():
        seen.clear()
        made = [freezer.render(address) for address in ("/", "/map/")]
    assert (seen, made) == (["/", "/map/"], [b"/ 200", b"/map/ 200"])
