from __future__ import annotations

import re

import pytest

from portal.load import load
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import fault, faults, line_of


def html(content: Content, key: tuple[str, str] = ("pages", "own")) -> str:
    return load(content.folder).rows[key].html


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("../policies/policy.md", "/policies/policy/"),
        ("../policies/policy.md#art-1", "/policies/policy/#art-1"),
        ("../catalogues/catalogue.md#item-a1", "/catalogues/catalogue/#item-a1"),
        ("../pages/own.md#检索", "/pages/own/#h-检索"),
        ("own.md", "/pages/own/"),
        ("./own.md", "/pages/own/"),
        ("deep/index.md", "/pages/deep/"),
        ("#检索", "#h-检索"),
        ("%E8%A1%A8.txt", "/pages/own/%E8%A1%A8.txt"),
        ("表.txt", "/pages/own/%E8%A1%A8.txt"),
        ("/search/", "/search/"),
        ("/", "/"),
        ("/policies/policy/", "/policies/policy/"),
        ("/feeds/", "/feeds/"),
        ("/oversight/overdue/", "/oversight/overdue/"),
        ("/data/contracts/", "/data/contracts/"),
        ("/status/", "/status/"),
        ("https://example.org/a.md#b", "https://example.org/a.md#b"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+86-990-5550001", "tel:+86-990-5550001"),
    ],
)
def test_a_link_becomes_an_address(world: Content, written: str, address: str) -> None:
    world.add("pages", "deep")
    (world.folder / "pages" / "deep").mkdir()
    (world.folder / "pages" / "deep.md").rename(world.folder / "pages" / "deep" / "index.md")
    world.attach("pages/表.txt")
    attached = [{"file": "表.txt", "title": "表"}]
    world.add("pages", "own", body=f"# 检索\n\n[甲]({written})", attachments=attached)
    assert re.findall(r'href="(.*?)"', html(world)) == [address]


def test_the_ledger_is_linked_where_one_is_kept(world: Content) -> None:
    path = world.add("pages", "own", body="[甲](/ledger/verify/)")
    assert fault(world).path == path
    world.site(ledger="是")
    load(world.folder)
    world.site()
    world.write("ledger/entries/0000.jsonl", "{}")
    load(world.folder)


def test_a_picture_is_an_attachment(world: Content) -> None:
    world.attach("pages/图.png")
    world.add("pages", "own", body="![图](图.png)", attachments=[{"file": "图.png", "title": "图"}])
    assert html(world) == '<p><img alt="图" src="/pages/own/%E5%9B%BE.png"></p>'


NOWHERE = "核对文件名，或把文件列入 attachments"
SCHEMES = "只用 https、http、mailto、tel"


@pytest.mark.parametrize(
    ("written", "reason", "remedy"),
    [
        ("policy.md", "链接「policy.md」没有指向任何记录或附件", NOWHERE),
        ("../policies/zzz.md", "链接「../policies/zzz.md」没有指向任何记录或附件", NOWHERE),
        ("../../../etc/passwd", "链接「../../../etc/passwd」没有指向任何记录或附件", NOWHERE),
        ("表.txt", "链接「表.txt」没有指向任何记录或附件", NOWHERE),
        ("/zzz/", "链接「/zzz/」没有指向任何记录或附件", NOWHERE),
        ("//example.org/", "链接「//example.org/」没有指向任何记录或附件", NOWHERE),
        ("", "链接「」没有指向任何记录或附件", NOWHERE),
        ("?q=x", "链接「?q=x」没有指向任何记录或附件", NOWHERE),
        ("javascript:alert(1)", "链接「javascript:alert(1)」的开头不允许", SCHEMES),
        ("JavaScript:alert(1)", "链接「JavaScript:alert(1)」的开头不允许", SCHEMES),
        ("data:text/html,x", "链接「data:text/html,x」的开头不允许", SCHEMES),
        ("ftp://example.org/", "链接「ftp://example.org/」的开头不允许", SCHEMES),
        ("file:///C:/a", "链接「file:///C:/a」的开头不允许", SCHEMES),
    ],
)
@pytest.mark.parametrize("form", ["[甲]({})", '<a href="{}">甲</a>'])
def test_a_link_that_leads_nowhere_is_told_with_its_line(
    world: Content, form: str, written: str, reason: str, remedy: str
) -> None:
    path = world.add("pages", "own", body=f"\n第一段\n\n第二段 {form.format(written)}")
    line = line_of(world, path, "第二段" if written else "第一段")
    assert fault(world) == Problem(path, line, "正文", reason, remedy)


@pytest.mark.parametrize("address", ["https://example.org/x.png", "data:image/png;base64,x"])
def test_a_picture_from_elsewhere_is_refused(world: Content, address: str) -> None:
    path = world.add("pages", "own", body=f"![图]({address})")
    assert fault(world) == Problem(
        path,
        line_of(world, path, "!["),
        "正文",
        f"图片「{address}」不是本站的文件",
        "把图片放在记录旁边，列入 attachments",
    )


def test_all_links_of_a_body_are_judged_also_with_references_and_tables(world: Content) -> None:
    body = "[甲][1] <ftp://x>\n\n| [乙](b.md) |\n|---|\n\n> - [丙](c.md)\n\n[1]: a.md"
    world.add("pages", "own", body=body)
    assert {re.findall("「(.*?)」", problem.reason)[0] for problem in faults(world)} == {
        *("a.md", "ftp://x", "b.md", "c.md"),
    }


def test_a_hidden_character_is_told_with_its_line(world: Content) -> None:
    path = world.add("pages", "own", body="甲\n\n乙\u200b丙")
    assert fault(world) == Problem(
        path,
        line_of(world, path, "乙"),
        "body",
        "含有看不见的字符 U+200B",
        "删掉这个字符，或重新输入这一行",
    )


def test_a_body_that_nests_too_deeply_is_refused(world: Content) -> None:
    path = world.add("pages", "own", body="* " * 2500 + "x")
    assert fault(world) == Problem(
        path, line_of(world, path, "* *"), "正文", "层次太深，无法排版", "减少列表和引用的嵌套"
    )


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("面向<A类>和<B类>企业。", "<A类>"),
        ("若a<b则x>y。", "<b则x>"),
        ("见<gk.example.org>。", "<gk.example.org>"),
        ("[页](own.md)\n<script>alert(1)</script>", "<script>"),
        ("<iframe></iframe>", "<iframe>"),
    ],
)
def test_words_that_would_be_taken_for_a_tag_and_vanish_are_refused(
    world: Content, written: str, tag: str
) -> None:
    world.add("pages", "own", f"第一行。\n\n{written}\n")
    told = fault(world)
    assert (told.path, told.field) == ("pages/own.md", "正文")
    assert told.line == line_of(world, "pages/own.md", tag)
    assert told.reason == f"正文里的「{tag}」会被当作网页代码，不会显示"


@pytest.mark.parametrize(
    "written",
    [
        "得分<90，比例>5%；<附件1>；a < b。",
        "`<A类>`",
        "    <script>\n",
        "```\n<A类>\n```",
        "<https://example.org/>",
        "<a@example.org>",
        '<div><font color="red">红</font><u>线</u></div>',
        "正文[^1]\n\n[^1]: 注",
        "<!-- 说明 -->",
    ],
)
def test_what_only_looks_like_a_tag_or_keeps_its_words_is_not(world: Content, written: str) -> None:
    world.add("pages", "own", f"第一行。\n\n{written}\n")
    assert html(world)
