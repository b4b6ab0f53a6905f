from __future__ import annotations

import pytest

from portal.load.names import file_fault, id_fault, twins
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import fault

CAFE = "Cafe\u0301.pdf"


@pytest.mark.parametrize("id", ["con", "aux", "nul", "com1", "lpt9", "page"])
def test_a_reserved_id_is_refused(id: str) -> None:
    assert id_fault(id) == (f"「{id}」是保留的名字，不能作编号", "换一个编号，如加上年份")


@pytest.mark.parametrize("id", ["console", "index", "page-2", "com10", "yc-2026-001"])
def test_an_id_that_only_looks_like_one_is_not(id: str) -> None:
    assert id_fault(id) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a:b.pdf", "附件的文件名里有「:」"),
        ("CON.txt", "「CON.txt」是 Windows 保留的名字"),
        (CAFE, "附件的文件名用了分开写的声调或部件（NFD），别的电脑上会找不到"),
        ("a.pdf ", "附件的文件名以空格或句点开头或结尾"),
        (" a.pdf", "附件的文件名以空格或句点开头或结尾"),
        ("公" * 70 + ".pdf", "附件的文件名有 214 字节，超过 200"),
    ],
)
def test_a_name_that_some_system_cannot_hold_is_refused(name: str, reason: str) -> None:
    found = file_fault(name)
    assert found is not None
    assert found[0] == reason


@pytest.mark.parametrize("name", ["公告 正文.docx", "Café.pdf", "a.b.csv", "console.txt"])
def test_an_ordinary_name_passes(name: str) -> None:
    assert file_fault(name) is None


@pytest.mark.parametrize(("one", "other"), [("a/B.pdf", "a/b.pdf"), ("Cafe\u0301", "Caf\u00e9")])
def test_two_files_that_are_one_elsewhere_are_told(one: str, other: str) -> None:
    (problem,) = twins([other, one])
    assert problem.reason.endswith("只差大小写或编码，在别的电脑上是同一个文件")
    assert list(twins([one, "a/c.pdf"])) == []


def test_twins_in_a_folder_stop_the_build(world: Content) -> None:
    if not world.attach("notices/B.txt").exists() or (world.folder / "notices/b.txt").exists():
        pytest.skip("this file system does not tell them apart")
    world.attach("notices/b.txt")
    listed = [{"file": name, "title": "附件"} for name in ("B.txt", "b.txt")]
    world.add("notices", "one", attachments=listed)
    assert fault(world) == Problem(
        "notices/b.txt",
        0,
        "",
        "文件名与「B.txt」只差大小写或编码，在别的电脑上是同一个文件",
        "改掉其中一个文件名",
    )


def test_a_record_with_a_reserved_name_is_told(world: Content) -> None:
    world.add("notices", "page")
    assert fault(world).reason == "「page」是保留的名字，不能作编号"
