"""Where the site may go, and how it gets there."""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from build.commands import making
from build.place import MARK, publish, refuse_unsafe, staging
from portal.settings import Settings
from tests.build.command import run, tree
from tests.factories import Content

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


def settings(content: Path, site: Path) -> Settings:
    return Settings(content, site, content.parent / "state", datetime.date(2026, 6, 30))


def make(site: Path, text: str) -> None:
    """Publish a site of one page."""
    with staging(site) as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")
        publish(folder, site)


@pytest.fixture
def _umask() -> Iterator[None]:
    former = os.umask(0o077)
    yield
    os.umask(former)


@pytest.mark.parametrize("name", ["content", "content/site", "."])
def test_site_and_content_stay_apart(content: Content, tmp_path: Path, name: str) -> None:
    with pytest.raises(click.UsageError, match="网站和内容不能放在一起"):
        refuse_unsafe(settings(content.folder, tmp_path / name))


@posix
def test_a_link_does_not_hide_the_content(content: Content, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content.folder)
    with pytest.raises(click.UsageError, match="网站和内容不能放在一起"):
        refuse_unsafe(settings(content.folder, tmp_path / "link"))


def test_the_home_folder_is_never_replaced(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    make(home, "even with our mark in it")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    with pytest.raises(click.UsageError, match="不能把网站放在"):
        refuse_unsafe(settings(content.folder, home))


def test_the_root_is_never_replaced(tmp_path: Path) -> None:
    elsewhere = Path("content-on-another-drive")
    with pytest.raises(click.UsageError, match=r"网站和内容不能放在一起|不能把网站放在"):
        refuse_unsafe(settings(elsewhere.absolute(), Path(tmp_path.anchor)))


def test_a_file_is_not_replaced(content: Content, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(click.UsageError, match="是文件，不是文件夹"):
        refuse_unsafe(settings(content.folder, tmp_path / "file"))


def test_a_folder_with_anything_else_in_it_is_left_alone(options: list[str], site: Path) -> None:
    site.mkdir(parents=True)
    (site / "thesis.doc").write_text("years of work")
    refused = run(*options)
    assert refused.exit_code == 2
    assert "不会覆盖" in refused.output
    assert tree(site.parent) == {"site": None, "site/thesis.doc": b"years of work"}


def test_a_new_an_empty_and_our_own_folder_will_do(content: Content, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "ours", "old")
    for name in ("new", "empty", "ours"):
        make(tmp_path / name, "new")
        refuse_unsafe(settings(content.folder, tmp_path / name))
        assert tree(tmp_path / name) == {MARK: b"python -m build\n", "index.html": b"new"}
    assert {path.name for path in tmp_path.iterdir()} == {"content", "new", "empty", "ours"}


def test_a_build_that_dies_leaves_the_old_site_and_nothing_else(
    options: list[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*options)
    before = tree(site.parent)

    def die(app: object, folder: Path) -> int:
        (folder / "index.html").write_text("half of it")
        raise KeyError

    monkeypatch.setattr(making, "freeze", die)
    with pytest.raises(KeyError):
        run(*options)
    assert tree(site.parent) == before


def test_a_swap_that_fails_half_way_is_undone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(site, "old")
    before = tree(site.parent)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == site and (path / "index.html").read_text() == "new":
            raise PermissionError(13, "Permission denied", str(site))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        make(site, "new")
    assert tree(site.parent) == before


@posix
@pytest.mark.usefixtures("_umask")
def test_a_web_server_may_read_everything_whatever_the_umask(
    options: list[str], site: Path
) -> None:
    assert run(*options).exit_code == 0
    modes = {
        (path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in [site, *site.rglob("*")]
    }
    assert modes == {(True, 0o755), (False, 0o644)}
