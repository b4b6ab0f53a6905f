"""Marks of language on pages that are not Chinese."""

from __future__ import annotations

import pytest

from portal.templating.lang import marked
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page

ZH = ' lang="zh-Hans"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>All in English.</p>", "<p>All in English.</p>"),
        ('<a href="/">项目甲</a>', f'<a href="/"{ZH}>项目甲</a>'),
        ("<li>Published by 甲单位</li>", f"<li>Published by <span{ZH}>甲单位</span></li>"),
        ("<p>“甲 2026 年项目” was late</p>", f"<p><span{ZH}>“甲 2026 年项目”</span> was late</p>"),
        (
            "<p><b>1</b>项目<br>乙</p>",
            f"<p><b>1</b><span{ZH}>项目</span><br><span{ZH}>乙</span></p>",
        ),
        ("<title>项目甲</title>", f"<title{ZH}>项目甲</title>"),
        ("<title>Project 甲</title>", "<title>Project 甲</title>"),
        (
            '<script type="x">{"a":"甲"}</script>',
            '<script type="x">{"a":"甲"}</script>',
        ),
        (f'<div class="prose"{ZH}><p>正文</p></div>', f'<div class="prose"{ZH}><p>正文</p></div>'),
        ("<p>甲&amp;乙</p>", f"<p><span{ZH}>甲</span>&amp;<span{ZH}>乙</span></p>"),
    ],
)
def test_what_is_chinese_is_marked(html: str, expected: str) -> None:
    assert marked(html) == expected


def test_a_chinese_page_is_left_as_it_is(world: Content, make_app: MakeApp) -> None:
    world.add("notices", "n1", body="一段话。")
    assert page(make_app(), "/notices/n1/").xpath("//*[@lang]/@lang") == ["zh-CN"]


def test_the_text_of_a_record_is_marked_once(world: Content, make_app: MakeApp) -> None:
    world.site(language="en")
    world.add("notices", "n1", title="甲通知", body="一段话，有[链接](https://a.example/)。")
    tree = page(make_app(), "/notices/n1/")

    assert tree.get("lang") == "en-GB"
    assert tree.xpath("//h1/@lang") == ["zh-Hans"]
    assert len(tree.xpath("//div[@class='prose']/descendant-or-self::*[@lang]")) == 1
