from __future__ import annotations

from typing import Any

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import fault, faults, line_of

IDENTITY = "11010519491231002X"
MASKED = "110105********002X"


def remedy(record: str, item: str, number: str = MASKED) -> str:
    return (
        "删去或遮蔽；确需公开的，列为例外：新建一个文件 exemptions/编号.md，照抄下面几行，填上空着的各项\n"
        f'---\ntitle:\npublished:\nrecord: {record}\nitem: "{item}"\nkind: 身份证号码\n'
        f'number: "{number}"\nreason:\ndecider:\ndecided:\n---\n'
    )


def test_the_lines_that_the_message_shows_make_an_exemption(world: Content) -> None:
    world.add("notices", "one", body=f"证号{IDENTITY}")
    told = str(fault(world))
    sample = told[told.index("---\n") :]
    for name, value in (
        ("title", "例外"),
        ("published", "2026-01-02"),
        ("reason", "本人同意"),
        ("decider", "甲市总工会"),
        ("decided", "2026-01-02"),
    ):
        sample = sample.replace(f"\n{name}:\n", f"\n{name}: {value}\n")
    world.write("exemptions/one.md", sample + "\n")
    load(world.folder)


@pytest.mark.parametrize(
    ("item", "fields", "body"),
    [
        ("summary", {"summary": f"证号{IDENTITY}"}, ""),
        ("title", {"title": f"公示{IDENTITY}"}, ""),
        ("正文", {}, f"甲\n\n<!-- {IDENTITY} -->"),
        ("正文", {}, f"[甲](https://example.org/?{IDENTITY})"),
        ("正文", {}, "| 姓名 | 证号 |\n|---|---|\n| 甲 | 110105 19491231 002X |"),
    ],
)
def test_personal_data_in_a_record_stops_the_build(
    world: Content, item: str, fields: dict[str, Any], body: str
) -> None:
    path = world.add("notices", "one", body=body, **fields)
    line = line_of(world, path, "002X")
    assert fault(world) == Problem(
        path, line, item, f"含有个人信息：身份证号码 {MASKED}", remedy("notices/one", item)
    )


def test_a_comment_a_part_and_a_file_name_are_searched_too(world: Content) -> None:
    world.add("notices", "13800138000", title="公示")
    path = world.add("announcements", "one", criteria=[{"name": IDENTITY, "weight": "100"}])
    text = (world.folder / path).read_text(encoding="utf-8")
    world.write(path, text.replace("---\n", f"---\n# 13900139000 {IDENTITY[:-1]}\n", 1))
    assert [(problem.path, problem.field) for problem in faults(world)] == [
        (path, ""),
        (path, "criteria[1].name"),
        ("notices/13800138000.md", "文件名"),
    ]


@pytest.mark.parametrize(
    "path", ["13800138000/index.md", "zhang13800138000.md", "2026-138-0013-8000.md"]
)
def test_a_number_that_would_be_the_address_of_a_page_is_found(world: Content, path: str) -> None:
    text = (world.folder / world.add("notices", "one")).read_text(encoding="utf-8")
    world.write(f"notices/{path}", text)
    problem = fault(world)
    assert (problem.path, problem.field) == (f"notices/{path}", "文件名")


def test_a_table_and_an_attachment_are_named_with_their_place(world: Content) -> None:
    world.write(
        "plans/b.csv", f"code,title,item,need,budget,month\n1,{IDENTITY},catalogue#a1,x,1,3\n"
    )
    world.add("plans", "b", purchaser="purchaser", year="2025", lines="b.csv")
    world.attach("plans/a.docx", IDENTITY)
    world.add("plans", "plan", attachments=[{"file": "a.docx", "title": "附件"}])
    found = f"含有个人信息：身份证号码 {MASKED}"
    assert faults(world) == (
        Problem("plans/a.docx", 1, "a.docx", f"{found}（正文）", remedy("plans/plan", "a.docx")),
        Problem("plans/b.csv", 2, "b.csv", found, remedy("plans/b", "b.csv")),
    )


def test_an_exemption_lets_exactly_one_number_pass(world: Content) -> None:
    world.add("notices", "one", body=f"{IDENTITY}\n\n13800138000")
    exempt = {"record": "notices/one", "item": "正文"}
    world.add("exemptions", "a", number=MASKED, kind="身份证号码", **exempt)
    assert fault(world).reason == "含有个人信息：手机号码 138****8000"
    world.add("exemptions", "b", **exempt)
    assert ("exemptions", "b") in load(world.folder).rows


@pytest.mark.parametrize(
    "exempt", [{"record": "notices/two"}, {"item": "summary"}, {"number": "138****0008"}]
)
def test_an_exemption_for_something_else_does_not_help(
    world: Content, exempt: dict[str, str]
) -> None:
    world.add("notices", "one", body="13800138000")
    world.add("notices", "two")
    world.add("exemptions", "a", **{"record": "notices/one", "item": "正文", **exempt})
    assert fault(world).reason == "含有个人信息：手机号码 138****8000"


def test_an_exemption_names_a_record_and_a_reason(world: Content) -> None:
    world.add("exemptions", "a", record="notices/none", reason=None)
    assert {problem.field for problem in faults(world)} >= {"reason"}


def test_a_dangerous_attachment_is_told(world: Content) -> None:
    world.write("notices/a.pdf", "<html>")
    world.add("notices", "one", attachments=[{"file": "a.pdf", "title": "附件"}])
    assert fault(world) == Problem(
        "notices/a.pdf",
        0,
        "",
        "内容不是 PDF，而是网页或 XML",
        "用原来的程序打开，另存为这种类型",
    )


def test_the_offices_own_telephone_may_be_mobile_and_nothing_else(world: Content) -> None:
    world.site(phone="13800138000")
    assert load(world.folder).site.phone == "13800138000"
    world.site(contact=IDENTITY)
    assert (fault(world).path, fault(world).remedy) == ("site.yaml", "删去或遮蔽")
