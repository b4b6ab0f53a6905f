from __future__ import annotations

import os
from typing import Any

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import fault, faults, line_of

TYPES = ".csv、.docx、.jpeg、.jpg、.ods、.odt、.pdf、.png、.pptx、.txt、.xlsx、.zip"


def attached(*names: str) -> list[dict[str, Any]]:
    return [{"file": name, "title": "附件"} for name in names]


@pytest.mark.parametrize("name", ["a.pdf", "公告 正文.docx", "a.b.csv"])
def test_an_attachment_lies_beside_the_page_of_its_record(world: Content, name: str) -> None:
    file = world.attach(f"notices/{name}")
    world.add("notices", "a", attachments=attached(name))
    assert load(world.folder).files == {f"/notices/a/{name}": file}


def test_records_in_one_folder_may_share_a_file(world: Content) -> None:
    file = world.attach("notices/a.txt")
    for id in ("one", "two"):
        world.add("notices", id, attachments=attached("a.txt"))
    assert load(world.folder).files == {"/notices/one/a.txt": file, "/notices/two/a.txt": file}


@pytest.mark.parametrize("name", ["b.txt", "../policies/policy.md", "a/a.txt", ".", "a.txt/", "~"])
def test_a_missing_attachment_is_told(world: Content, name: str) -> None:
    world.attach("policies/a/a.txt")
    world.add("policies", "other", attachments=attached(name))
    (world.folder / "policies/a/a.txt").unlink()
    path = "policies/other.md"
    assert fault(world) == Problem(
        path,
        line_of(world, path, '"file"'),
        "attachments[1].file",
        f"找不到附件「{name}」",
        "把文件放在记录旁边，核对文件名",
    )


@pytest.mark.parametrize("name", ["a.html", "a.js", "a.svg", "a.exe", "a.TXT", "a", "a.txt.sh"])
def test_an_attachment_of_another_type_is_refused(world: Content, name: str) -> None:
    world.attach(f"notices/{name}")
    path = world.add("notices", "a", attachments=attached(name))
    assert fault(world) == Problem(
        path,
        line_of(world, path, '"file"'),
        "attachments[1].file",
        "附件的类型不允许",
        f"换成其中一种（小写）：{TYPES}",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("sign", list('#?%\\:*"<>|'))
def test_an_attachment_whose_name_no_address_can_hold_is_refused(world: Content, sign: str) -> None:
    world.attach(f"notices/a{sign}.txt")
    world.add("notices", "a", attachments=attached(f"a{sign}.txt"))
    problem = fault(world)
    assert problem.field == "attachments[1].file"
    assert problem.reason == f"附件的文件名里有「{sign}」"
    assert problem.remedy == "改掉文件名，只用文字、数字、连字符和句点"


@pytest.mark.parametrize(
    ("name", "written", "remedy"),
    [
        ("a.csv", "A.CSV", "写成 a.csv"),
        ("附件/a.csv", "附件/a.csv", "把 附件/a.csv 移到记录旁边，这里只写文件名"),
        ("附件/a.csv", r"附件\a.csv", "把 附件/a.csv 移到记录旁边，这里只写文件名"),
        ("a.csv", r"D:\公告\a.csv", "写成 a.csv"),
    ],
)
def test_where_a_missing_attachment_may_be_is_told(
    world: Content, name: str, written: str, remedy: str
) -> None:
    world.attach(f"notices/{name}")
    world.add("notices", "a", attachments=attached(written))
    told = {(one.reason, one.remedy) for one in faults(world)}
    assert (f"找不到附件「{written}」", remedy) in told


def test_a_file_that_no_record_names_is_told(world: Content) -> None:
    world.attach("notices/a.csv")
    world.attach("notices/b/a.csv")
    world.add("notices", "a")
    assert faults(world) == tuple(
        Problem(path, 0, "", "没有任何记录提到这个文件", "列入一条记录的 attachments，或删掉")
        for path in ("notices/a.csv", "notices/b/a.csv")
    )


def test_a_text_that_no_record_names_may_be_one_itself(world: Content) -> None:
    world.attach("notices/px.txt")
    assert "是一条记录：改名为 px.md" in fault(world).remedy


@pytest.mark.parametrize("name", ["px.md.txt", "px.MD", "px.markdown", "px.Md.TXT", "px.md.docx"])
def test_a_record_that_an_editor_named_is_not_to_be_removed(world: Content, name: str) -> None:
    world.attach(f"notices/{name}")
    problem = fault(world)
    assert problem.reason == "像是一条记录，但文件名不是以 .md 结尾"
    assert problem.remedy.startswith("改名为 px.md（")


def test_the_files_of_a_broken_record_are_not_called_unclaimed(world: Content) -> None:
    world.attach("notices/a.txt")
    world.add("notices", "a", kind="x", attachments=attached("a.txt"))
    world.attach("contracts/a/a.txt")
    world.write("contracts/a/index.md", "---\ntitle: [")
    assert [problem.path for problem in faults(world)] == ["contracts/a/index.md", "notices/a.md"]
