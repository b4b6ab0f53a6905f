"""A new site for another city."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from portal.load import load
from tests.build.command import run
from tests.factories import Content

CITY = ("--title", "宜昌购买服务公开网", "--publisher", "宜昌市总工会", "--city", "宜昌市")
WHERE = ("--region", "420500", "--url", "https://www.example.org/gk")


def test_a_new_site_is_sound_and_can_be_built(tmp_path: Path) -> None:
    folder, site = tmp_path / "yichang", tmp_path / "site"
    made = run("init", folder, *CITY, *WHERE, "--as-of", "2026-06-30")
    assert made.exit_code == 0
    loaded = load(folder)
    assert loaded.site.base_url == "https://www.example.org/gk/"
    assert loaded.site.feed_authority == "www.example.org,2026"
    assert ("regions", "420500") in loaded.rows
    assert ("policies", "nm-zgh-2021") in loaded.rows
    assert not any("岚川" in file.read_text("utf-8") for file in folder.rglob("*.md"))
    options = ("--content", folder, "--site", site, "--state", tmp_path / "state")
    built = run("all", *options, "--as-of", "2026-07-01")
    assert built.exit_code == 0, built.output
    page = (site / "announcements/shili-001/index.html").read_text(encoding="utf-8")
    assert "宜昌购买服务公开网" in page


def test_a_site_beside_the_program_is_told_how_the_commands_find_it(tmp_path: Path) -> None:
    made = run("init", tmp_path / "site/content")
    assert f"PORTAL_HOME={tmp_path / 'site'}\n" in made.output
    checked = run("check", PORTAL_HOME=str(tmp_path / "site"))
    assert checked.exit_code == 0, checked.output
    for name in ("content", "build"):
        assert (tmp_path / "site" / name).exists()


@pytest.mark.parametrize("inside", ["我的 网站/content", "我的 内容"])
def test_what_is_to_be_typed_holds_together_where_a_folder_has_a_space(
    tmp_path: Path, inside: str
) -> None:
    made = run("init", tmp_path / inside)
    folder = tmp_path / inside.removesuffix("/content")
    assert f'"{folder}"' in made.output
    form = tmp_path / "空 表.xlsx"
    told = run("template", "通知公告", "-o", form, "--content", tmp_path / inside)
    assert told.output.endswith(f'python -m build import "{form}"\n')


def test_git_gives_a_new_site_back_as_it_was_on_windows_too(tmp_path: Path) -> None:
    """There it turns line feeds into two characters by default: attachments would be others."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    folder, copy = tmp_path / "content", tmp_path / "copy"
    assert run("init", folder).exit_code == 0
    (folder / "announcements/a.csv").write_bytes(b"a,b\n1,2\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "a"]):
        subprocess.run([git, "-C", folder, *words], check=True)
    windows = ["-c", "core.autocrlf=true", "clone", "-q", str(folder), str(copy)]
    subprocess.run([git, *windows], check=True)
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) > 30
    for file in files:
        assert (copy / file.relative_to(folder)).read_bytes() == file.read_bytes(), file


@pytest.mark.parametrize("words", ["new 通知公告 a", "template 通知公告", "import run.py"])
def test_where_there_is_no_site_nothing_is_written(words: str, tmp_path: Path) -> None:
    told = run(*words.split(), PORTAL_HOME=str(tmp_path / "typo"))
    assert told.exit_code == 2
    assert f"{tmp_path / 'typo/content'} 里没有 site.yaml" in told.output
    assert not (tmp_path / "typo").exists()


def test_what_stands_there_of_another_site_is_named_with_what_to_remove(tmp_path: Path) -> None:
    home = {"PORTAL_HOME": str(tmp_path)}
    demo = Content(tmp_path / "content").world()
    demo.site(ledger="是")
    for number in range(20):
        demo.add("notices", f"n{number}")
    assert run(**home).exit_code == 0
    (tmp_path / "content").rename(tmp_path / "demo")

    made = run("init", tmp_path / "content", **home)
    assert all(f"  {tmp_path}/build/{name}" in made.output for name in ("site", "state"))
    shrinking = run(**home)
    assert shrinking.exit_code == 1
    assert "build/site 和 build/state" in shrinking.output
    file = tmp_path / "content/site.yaml"
    file.write_text(file.read_text("utf-8").replace("# ledger: 是", "ledger: 是"), "utf-8")
    forked = run("check", **home)
    assert f"删掉 {tmp_path}/build/site 和 {tmp_path}/build/state" in forked.output
    for line in made.output.splitlines():
        if line.startswith("  "):
            shutil.rmtree(line.strip())
    built = run(**home)
    assert built.exit_code == 0, built.output


def test_a_demonstration_that_was_moved_away_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = run("init", tmp_path / "new", "--from", tmp_path / "empty")
    assert refused.exit_code == 2
    assert "政策依据" in refused.output
    assert not (tmp_path / "new").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    refused = run("init", tmp_path)
    assert refused.exit_code == 2
    assert "已经有文件" in refused.output
    assert run("init", tmp_path / "new", "--region", "x").exit_code == 2
    for url in ("gk.example.org", "https://", "https:// gk"):
        assert "--url 写完整的网址" in run("init", tmp_path / "new", "--url", url).output
