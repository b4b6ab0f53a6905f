from __future__ import annotations

import os
from pathlib import Path

import pytest

from portal.load.walk import Source, walk
from portal.problems import Problem
from tests.factories import Content

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def found(content: Content, *paths: str | bytes) -> list[Problem]:
    for path in paths:
        file = Path(os.fsdecode(os.fsencode(content.folder) + b"/" + os.fsencode(path)))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return list(walk(content.folder).problems)


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("notices/a-1.md", "a-1"),
        ("notices/a-1/index.md", "a-1"),
        ("notices/2026/a-1.md", "a-1"),
        ("notices/2026/a-1/index.md", "a-1"),
        ("notices/index.md", "index"),
        (f"notices/{'a' * 80}.md", "a" * 80),
    ],
)
def test_a_record_is_named_by_its_file_or_folder(content: Content, path: str, id: str) -> None:
    assert found(content, path) == []
    assert walk(content.folder).sources == (Source("notices", id, path),)


@pytest.mark.parametrize(
    "path",
    [
        *("公示.md", "A.md", "a_b.md", "a b.md", "-a.md", "a--b.md", "a.b.md", "con..md"),
        *("a.md/index.md", f"{'a' * 81}.md", "２.md"),
    ],
)
def test_a_name_that_is_no_id_is_refused(content: Content, path: str) -> None:
    assert found(content, f"notices/{path}") == [
        Problem(
            f"notices/{path}",
            0,
            "",
            "文件名不能作编号",
            "只用小写字母、数字和连字符，不超过 80 个字符，如 yc-2026-001.md",
        )
    ]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("notice/a.md", "是不是 notices？"),
        ("通知公告/2026/a.md", "是不是 notices？"),
        ("a.md", ""),
        ("notices.md", ""),
        ("新闻/a.md", ""),
        ("README.txt", ""),
    ],
)
def test_a_file_outside_the_sections_is_refused(content: Content, path: str, meant: str) -> None:
    (problem,) = found(content, path)
    assert (problem.path, problem.reason) == (path, "不在任何栏目的文件夹里")
    assert problem.remedy.startswith(f"{meant}移到 announcements（购买公告）、")


def test_other_files_of_a_section_are_kept_for_its_records(content: Content) -> None:
    assert found(content, "notices/a.pdf", "notices/a/b.csv", "notices/A.MD") == []
    assert walk(content.folder).others == {"notices/a.pdf", "notices/a/b.csv", "notices/A.MD"}


def test_what_editors_and_systems_leave_behind_is_passed_over(content: Content) -> None:
    litter = [".git/config", ".DS_Store", "notices/a.md~", "notices/~$a.docx", "notices/.a.md.swp"]
    assert found(content, *litter, "notices/Thumbs.db", "notices/a.bak") == []
    assert walk(content.folder).sources == ()
    assert walk(content.folder).others == frozenset()


@UNIX
def test_links_and_pipes_are_refused_and_not_followed(content: Content, tmp_path: Path) -> None:
    content.write("notices/a.md", "x")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").touch()
    (content.folder / "notices" / "b.md").symlink_to("a.md")
    (content.folder / "notices" / "c.md").symlink_to("nowhere")
    (content.folder / "notices" / "loop").symlink_to(".")
    (content.folder / "policies").symlink_to(tmp_path / "outside")
    os.mkfifo(content.folder / "notices" / "d.md")
    refused = ("notices/b.md", "notices/c.md", "notices/d.md", "notices/loop", "policies")
    assert sorted(found(content)) == [
        Problem(path, 0, "", "不是普通文件（链接、管道等不会发布）", "换成文件本身，或删掉")
        for path in refused
    ]
    assert [source.path for source in walk(content.folder).sources] == ["notices/a.md"]


@UNIX
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (b"a\xff.md", "a□.md"),
        ("a\u200b.pdf".encode(), "a□.pdf"),
        (b"a\n.md", "a□.md"),
        (b"\x1b[31m.md", "□[31m.md"),
    ],
    ids=["not utf-8", "zero width", "line feed", "escape"],
)
def test_a_name_that_cannot_be_printed_is_refused(
    content: Content, name: bytes, printed: str
) -> None:
    reason = "文件名含有看不见的字符，或不是 UTF-8 编码"
    expected = Problem(f"notices/{printed}", 0, "", reason, "改掉文件名")
    assert found(content, b"notices/" + name) == [expected]
    assert str(expected).encode()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root opens anything")
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_without_permission_is_told(content: Content, mode: int) -> None:
    content.write("notices/a.md", "x")
    folder = content.folder / "notices"
    folder.chmod(mode)
    try:
        (problem,) = walk(content.folder).problems
    finally:
        folder.chmod(0o755)
    assert problem.reason.startswith("打不开")
    assert problem.path.startswith("notices")
