"""Where the site may go, and that nothing of anybody else's is ever touched."""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from build import make
from build.trees.place import MARK, MARKED, Place, refuse_unsafe
from portal.settings import Settings
from tests.build.command import run, tree
from tests.factories import Content

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


def settings(content: Path, site: Path, state: Path | None = None) -> Settings:
    state = state or content.parent / "state"
    return Settings(content, site, state, datetime.date(2026, 6, 30))


def ours(folder: Path) -> Path:
    """A folder with our mark."""
    folder.mkdir(parents=True)
    (folder / MARK).write_bytes(MARKED)
    return folder


@pytest.fixture
def _umask() -> Iterator[None]:
    former = os.umask(0o077)
    yield
    os.umask(former)


@pytest.mark.parametrize("name", ["content", "content/site", "."])
def test_site_and_content_stay_apart(content: Content, tmp_path: Path, name: str) -> None:
    with pytest.raises(click.UsageError, match="网站和内容不能放在一起"):
        refuse_unsafe(settings(content.folder, tmp_path / name))


@pytest.mark.parametrize("state", ["site", "site/state", "content", "."])
def test_the_state_stays_apart_from_both(content: Content, tmp_path: Path, state: str) -> None:
    with pytest.raises(click.UsageError, match="缓存不能放在"):
        refuse_unsafe(settings(content.folder, tmp_path / "site", tmp_path / state))


@pytest.mark.parametrize("command", ["all", "check"])
@pytest.mark.parametrize("state", ["content", "content/notices", "public/site"])
def test_nothing_is_written_into_a_place_that_is_refused(
    command: str, state: str, options: list[str], site: Path, tmp_path: Path
) -> None:
    site.mkdir(parents=True)
    before = tree(tmp_path)
    refused = run(command, *options, "--state", tmp_path / state)
    assert (refused.exit_code, "缓存不能放在" in refused.output) == (2, True)
    assert tree(tmp_path) == before


@posix
def test_a_link_does_not_hide_the_content(content: Content, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content.folder)
    with pytest.raises(click.UsageError, match="网站和内容不能放在一起"):
        refuse_unsafe(settings(content.folder, tmp_path / "link"))


@posix
def test_a_link_to_nothing_is_refused(content: Content, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(click.UsageError, match="失效的链接"):
        refuse_unsafe(settings(content.folder, tmp_path / "link"))


def test_the_home_folder_is_never_replaced(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = ours(tmp_path / "home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    with pytest.raises(click.UsageError, match="不能把网站放在"):
        refuse_unsafe(settings(content.folder, home))


def test_the_root_is_never_replaced(tmp_path: Path) -> None:
    elsewhere = Path("content-on-another-drive")
    with pytest.raises(click.UsageError, match=r"网站和内容不能放在一起|不能把网站放在"):
        refuse_unsafe(settings(elsewhere.absolute(), Path(tmp_path.anchor)))


def test_a_mount_point_is_not_replaced(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: True)
    with pytest.raises(click.UsageError, match="是挂载点"):
        refuse_unsafe(settings(content.folder, tmp_path / "site"))


def test_a_file_is_not_replaced(content: Content, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(click.UsageError, match="是文件，不是文件夹"):
        refuse_unsafe(settings(content.folder, tmp_path / "file"))


def test_a_state_that_is_a_file_is_told_as_such(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = run(*options, "--state", tmp_path / "file")
    assert refused.exit_code == 2
    assert "file 是文件，不是文件夹。请换一个 --state。" in refused.output


@pytest.mark.parametrize("name", ["", "new", "previous", "old", "a", "b"])
def test_a_folder_with_anything_else_in_it_is_left_alone(
    options: list[str], site: Path, name: str
) -> None:
    place = Place(site)
    folder = next(one for one in (site, *place.beside) if one.name == f"site.{name}".strip("."))
    folder.mkdir(parents=True)
    (folder / "thesis.doc").write_text("years of work")
    before = tree(site.parent)
    refused = run(*options)
    assert refused.exit_code == 2
    assert "不会覆盖" in refused.output
    assert tree(site.parent) == before


def test_a_new_an_empty_and_our_own_folder_will_do(content: Content, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ours(tmp_path / "ours")
    for name in ("new", "empty", "ours"):
        refuse_unsafe(settings(content.folder, tmp_path / name))


def test_a_build_that_dies_leaves_the_old_site_and_nothing_else(
    options: list[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*options)
    before = tree(site.parent)

    def die(app: object, folder: Path, *_: object) -> None:
        (folder / "index.html").write_text("half of it")
        raise KeyError

    monkeypatch.setattr(make, "freeze", die)
    with pytest.raises(KeyError):
        run(*options)
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
