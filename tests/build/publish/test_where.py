"""Which place is meant, and which are refused before anything is written."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

import click
import pytest

from build.publish.folder import Folder
from build.publish.rsync import Rsync
from build.publish.store import Store
from build.publish.where import open_target, refuse_ours
from portal.settings import Settings
from tests.build.command import run, tree
from tests.build.faults import Scene

posix = pytest.mark.skipif(os.name == "nt", reason="links of POSIX")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("web", Folder),
        ("C:/web", Folder),
        ("host:/srv/web", Rsync),
        ("me@host.example.org:web", Rsync),
        ("rsync:/srv/web", Rsync),
        ("memory://web", Store),
    ],
)
def test_a_target_is_known_by_its_form(
    name: str, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda command: command)
    assert isinstance(open_target(name), kind)


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    """Folders of a webmaster, of which the former site is not there yet."""
    for name in ("content", "site", "state"):
        (tmp_path / name).mkdir()
    day = datetime.date(2026, 6, 30)
    return Settings(tmp_path / "content", tmp_path / "site", tmp_path / "state", day)


OURS = [
    *("site", "site/pub", "content", "content/out", "state/x", "site.previous", "site.previous/x"),
    *("site.new", "site.spare", "site.a", "site.b/deep/er", "site/", "x/../site/pub", "."),
    "Site.Previous",
]


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("form", ["{}", "rsync:{}", "file://{}"])
def test_what_is_ours_is_no_target(
    office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(click.UsageError, match=r"不能发布到 .*请换一个单独的文件夹"):
        refuse_ours(form.format(f"{tmp_path}/{name}"), office)
    if form == "{}":
        with pytest.raises(click.UsageError, match="不能发布到"):
            refuse_ours(name, office)


@posix
def test_links_hide_nothing(office: Settings, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(office.content)
    (tmp_path / "tree").mkdir()
    office.site.rmdir()
    office.site.symlink_to("tree")
    for name in ("link", "link/out", "tree", "site/pub"):
        with pytest.raises(click.UsageError, match="不能发布到"):
            refuse_ours(str(tmp_path / name), office)


@pytest.mark.parametrize(
    "name", ["{}/www", "{}/site.www", "{}/sites", "rsync:{}/www", "host:{}/site", "s3://b/site"]
)
def test_any_other_place_will_do(office: Settings, tmp_path: Path, name: str) -> None:
    refuse_ours(name.format(tmp_path), office)


@pytest.mark.parametrize("name", ["", " ", "rsync:", "host:", "me@host:", "s3://"])
def test_a_place_without_a_path_is_none(office: Settings, name: str) -> None:
    with pytest.raises(click.UsageError, match="没有写路径"):
        refuse_ours(name, office)


@posix
def test_a_file_is_no_place_and_the_command_says_so_before_it_writes(
    scene: Scene,
) -> None:
    place = scene.folder
    (place / "file").touch()
    (place / "gone").symlink_to(place / "nothing")
    before = tree(place)
    for name, said in {
        "file": "file 是文件，不是文件夹。请换一个位置。",
        "file/x": "file 是文件，不是文件夹。请换一个位置。",
        "gone": "gone 是一个失效的链接。请删除它，或换一个位置。",
        "public/site.previous": "它和以前的网站（回退要用）",
        "content/out": "它和内容（",
    }.items():
        told = run("publish", place / name, *scene.options)
        assert told.exit_code == 2, told.output
        assert said in told.output
    assert tree(place) == before


def test_a_folder_in_the_place_of_a_file_is_named(scene: Scene, tmp_path: Path) -> None:
    place = tmp_path / "www"
    assert run("publish", place, *scene.options).exit_code == 0
    (place / "index.html").unlink()
    (place / "index.html").mkdir()
    told = run("publish", place, *scene.options)
    assert told.exit_code == 4
    assert "中断：这里应当是文件，却有一个同名的文件夹：" in told.output
    assert f" → {place / 'index.html'}。" in told.output
    assert "排除原因后再运行一次会接着做" in told.output
    (place / "index.html").rmdir()
    assert run("publish", place, *scene.options).exit_code == 0
