"""Verification: what is wrong with a site is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from build.verify import Broken, verify_folder
from tests.build.command import run

PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页</title>{}'
SOUND = {
    "index.html": PAGE.format('<a href="notices/n1/index.html#art-1">一</a><a href="?q=1">问</a>'),
    "notices/n1/index.html": PAGE.format(
        '<link href="../../static/a.css"><h2 id="art-1">一</h2><h2 id="h-第二">二</h2>'
        '<a href="#art-1"></a><a href="#h-%E7%AC%AC%E4%BA%8C"></a><a href="../../index.html"></a>'
        '<a href="%E7%94%B3%E6%8A%A5%20%E8%A1%A8.pdf"></a><form action="../../index.html"></form>'
        '<a href="https://other.example.org/x"></a><a href="mailto:a@example.org"></a>'
    ),
    "notices/n1/申报 表.pdf": "%PDF",
    "static/a.css": "body {}",
    "feed.xml": "<rss/>",
    "404.html": PAGE.format('<a href="/anywhere/#x">from the root</a>'),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        write(tmp_path, name, text.encode())
    return tmp_path


def write(site: Path, name: str, data: bytes) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(data)


def faults(site: Path) -> list[str]:
    with pytest.raises(Broken) as told:
        verify_folder(site)
    head, *lines = str(told.value).splitlines()
    assert head == f"生成的网站有 {len(lines)} 处问题："
    return lines


def test_a_sound_site_passes(site: Path) -> None:
    verify_folder(site)


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<a href="../n2/index.html">', "链接 ../n2/index.html 没有指向任何文件"),
        ('<a href="../n1/">', "链接 ../n1/ 没有指向任何文件"),
        ('<a href="../../../index.html">', "链接 ../../../index.html 没有指向任何文件"),
        ('<img src="a.png">', "链接 a.png 没有指向任何文件"),
        ('<script src="a.js"></script>', "链接 a.js 没有指向任何文件"),
        ('<form action="../search/">', "链接 ../search/ 没有指向任何文件"),
        ('<a href="#art-2">', "链接 #art-2 指向的锚点不存在"),
        ('<a href="../../index.html#art-1">', "链接 ../../index.html#art-1 指向的锚点不存在"),
        (
            '<a href="/notices/n1/index.html">',
            "链接 /notices/n1/index.html 从根目录起，放进子目录就会断",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_found(site: Path, markup: str, fault: str) -> None:
    write(site, "notices/n3/index.html", PAGE.format(markup).encode())
    assert faults(site) == [f"notices/n3/index.html：{fault}"]


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("feed.xml", b"<rss><channel></rss>", "feed.xml：不是完好的 XML"),
        ("atom.xml", b"", "atom.xml：不是完好的 XML"),
        ("404.html", "没有找到".encode("gb18030"), "404.html：不是 UTF-8 文字"),
    ],
)
def test_a_damaged_file_is_found(site: Path, name: str, data: bytes, fault: str) -> None:
    write(site, name, data)
    assert faults(site)[0].startswith(fault)


def test_all_faults_are_named_at_once(site: Path) -> None:
    write(site, "feed.xml", b"?")
    write(site, "index.html", PAGE.format('<a href="x"><a href="#y">').encode())
    assert len(faults(site)) == 3


def test_a_folder_without_a_home_page_is_no_site(tmp_path: Path) -> None:
    assert faults(tmp_path / "gone") == [f"{tmp_path / 'gone'}：没有首页"]


def test_the_command_names_the_faults_and_ends_with_one(site: Path) -> None:
    (site / "static/a.css").unlink()
    told = run("verify", "--site", site)
    assert told.exit_code == 1
    assert "notices/n1/index.html：链接 ../../static/a.css 没有指向任何文件\n" in told.output
